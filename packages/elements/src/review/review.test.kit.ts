/** For tests of the saved notes: a year of sessions, a review that is mounted, and answers that come when the test says. */
import type { SessionQuery } from '@fireside/client';
import type { FakeSession } from '@fireside/client/fake';
import type { SessionList, SessionSummary } from '@fireside/protocol/http';
import { html, type LitElement } from 'lit';
import { settled } from '../testing/controls.ts';
import { fake, mount } from '../testing/fakes.ts';
import { detailOf, summaryOf } from '../testing/saved.ts';
import type { SessionStage } from '../testing/session-stage.ts';
import './define.ts';

export const DAY = 86_400_000;
export const NOW = Date.UTC(2026, 10, 22);
export const newest = summaryOf('s7');
export const older = sessionOn('s6', 15, { lines: ['Saying no'] });

/** A session so many days ago, wrapped up on the same day. */
export function sessionOn(id: string, daysAgo: number, over: Partial<SessionSummary> = {}): SessionSummary {
  const at = NOW - daysAgo * DAY;
  return summaryOf(id, { startsAt: at, startedAt: at, wrappedUpAt: at, changedAt: at, ...over });
}

export function saved(sessions: readonly SessionSummary[] = [newest, older]): FakeSession {
  const session = fake({ now: () => NOW });
  session.answer('list', { sessions: [...sessions], before: null });
  session.answer('detail', detailOf('s7'));
  return session;
}

export async function mountReview(
  session: FakeSession,
  { open = null, notesHref = null }: { open?: string | null; notesHref?: string | null } = {},
): Promise<{ review: LitElement; stage: SessionStage; unmount: () => void }> {
  // The stage is there before its child asks it for addresses.
  const { element, stage, unmount } = await mount(session, html`<fireside-review .session=${open}></fireside-review>`);
  stage.notesHref = notesHref;
  element.requestUpdate();
  await settled(element);
  await settled(element);
  return { review: element, stage, unmount };
}

export const entry = (review: LitElement, id: string): HTMLElement =>
  review.shadowRoot!.querySelector<HTMLElement>(`.list:not([hidden]) [data-session=${id}]`)!;

/** What was asked of the list, in order. */
export const asked = (session: FakeSession): SessionQuery[] =>
  session.requests.filter(({ name }) => name === 'list').map(({ args }) => args[0] as SessionQuery);

/** Renders on until `there`; the runner's own limit ends it. */
export async function until(there: () => boolean, review: LitElement): Promise<void> {
  while (!there()) await settled(review);
  await settled(review);
}

interface Question {
  readonly query: SessionQuery;
  readonly signal: AbortSignal | undefined;
  readonly answer: (list: SessionList) => void;
  readonly refuse: (error: Error) => void;
}

/** From now on questions for lists wait for the test to answer them. */
export function answerByHand(session: FakeSession): Question[] {
  const questions: Question[] = [];
  session.saved.list = (query = {}, signal) =>
    new Promise((answer, refuse) => {
      signal?.addEventListener('abort', () => refuse(signal.reason as Error));
      questions.push({ query, signal, answer, refuse });
    });
  return questions;
}
