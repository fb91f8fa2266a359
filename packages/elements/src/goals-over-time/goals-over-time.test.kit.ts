import type { FakeSession } from '@fireside/client/fake';
import { addGoal, addGoalEntry, addMilestone, setGoalStatus, setMilestoneDone } from '@fireside/protocol';
import type { SessionSummary } from '@fireside/protocol/http';
import { html, type LitElement } from 'lit';
import { settled } from '../testing/controls.ts';
import { docOf, fake, mount } from '../testing/fakes.ts';
import { summaryOf } from '../testing/saved.ts';
import type { SessionStage } from '../testing/session-stage.ts';
import './define.ts';

export const NOW = Date.UTC(2026, 10, 21, 15);
const MINUTE = 60_000;
export const DAY = 1440 * MINUTE;
export const ago = (days: number, minutes = 0): number => NOW - days * DAY + minutes * MINUTE;

export const met = (id: string, days: number, over: Partial<SessionSummary> = {}): SessionSummary =>
  summaryOf(id, { startsAt: ago(days), startedAt: ago(days), wrappedUpAt: ago(days, 50), ...over });

/** Sessions on 24 October and 7 November; words before them, a step in the first, reached in the second. */
export function told(): FakeSession {
  const session = fake({ now: () => NOW, person: { locale: 'en-GB' } });
  session.answer('list', { sessions: [met('late', 14), met('early', 28)], before: null });
  const doc = docOf(session, 'mentorship');
  const goal = addGoal(doc, { title: 'Give a talk', author: 'bo', at: ago(30) });
  const step = addMilestone(doc, goal, 'Outline');
  setMilestoneDone(doc, goal, step, { done: true, by: 'bo', at: ago(28, 10) });
  addGoalEntry(doc, goal, { by: 'anna', at: ago(20), text: 'Rehearsed twice' });
  setGoalStatus(doc, goal, { status: 'reached', by: 'bo', at: ago(14, 5) });
  return session;
}

export interface Mounted {
  readonly element: LitElement;
  readonly stage: SessionStage;
  readonly unmount: () => void;
}

/** In a box of that width, once the sessions have come. */
export async function mountOverTime(session: FakeSession | null, width = 900): Promise<Mounted> {
  const mounted = await mount(session, html`<fireside-goals-over-time></fireside-goals-over-time>`);
  const place = mounted.stage.parentElement!;
  place.style.setProperty('inline-size', `${width}px`);
  for (let turn = 0; turn < 3; turn += 1) await settled(mounted.element);
  return mounted;
}

/** Renders on until it is there; the runner's own limit ends it. */
export async function until(element: LitElement, there: () => boolean): Promise<void> {
  while (!there()) await settled(element);
}

export const marksOf = (element: LitElement): SVGAElement[] => [
  ...element.shadowRoot!.querySelectorAll<SVGAElement>('.mark'),
];
/** The one point whose name fits. */
export function mark(element: LitElement, name: RegExp): SVGAElement {
  const found = marksOf(element).filter((one) => name.test(one.getAttribute('aria-label') ?? ''));
  if (found.length !== 1) throw new Error(`${found.length} points are named ${name}`);
  return found[0]!;
}
