/** For tests of the whole widget: `<fireside-session>` on a session of the test’s own, and what assistive technology reads of it. */
import type { FiresideSession } from '@fireside/client';
import { createFakeSession, type FakeSession, type FakeSessionOptions } from '@fireside/client/fake';
import { a11ySnapshot } from '@web/test-runner-commands';
import '../define.ts';
import { define } from '../registry.ts';
import { FiresideSessionElement } from '../session/session.ts';
import { pressButton } from './controls.ts';

let next: FakeSession;
/** Of each session that a widget has made since the last `clear`. */
export const signals: AbortSignal[] = [];

/** The session that the next widget gets. */
export function provide(session: FakeSession): void {
  next = session;
}

/** Takes all widgets out of the page. */
export function clear(): void {
  document.body.replaceChildren();
  signals.length = 0;
}

export class TestSession extends FiresideSessionElement {
  protected override createSession(options: Parameters<FiresideSessionElement['createSession']>[0]): FiresideSession {
    signals.push(options.signal);
    return next;
  }
}
define('test-session', TestSession);

interface Node {
  role: string;
  name?: string;
  value?: string;
  pressed?: boolean | string;
  selected?: boolean;
  children?: Node[];
}
const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)];
const tree = async (): Promise<Node[]> => flat((await a11ySnapshot({})) as unknown as Node);
/** The names of all that has this role. */
export const names = async (role: string): Promise<string[]> =>
  (await tree()).filter((node) => node.role === role).map((node) => node.name ?? '');
/** Every name in the tree. */
export const spoken = async (): Promise<string> => (await tree()).map((node) => node.name ?? '').join(' | ');
const frame = (): Promise<number> => new Promise(requestAnimationFrame);

export const ANNA_AND_BO: FakeSessionOptions = { session: { startsAt: Date.UTC(2026, 10, 21, 14, 0) } };

/** Mounts a widget whose session is `session`; attributes as a page would write them. */
export async function mount(session: FakeSession, change: Partial<TestSession> = {}): Promise<TestSession> {
  provide(session);
  const widget = new TestSession();
  Object.assign(widget, { server: 'https://fireside.test', mentorship: 'm1', tokenUrl: '/token', ...change });
  document.body.append(widget);
  await settle(widget);
  return widget;
}

export async function settle(widget: FiresideSessionElement): Promise<void> {
  await widget.updateComplete;
  await frame();
  await widget.updateComplete;
  await frame();
}

/** Renders on until `there`; the runner's own limit ends it. */
export async function until(there: () => boolean, widget: FiresideSessionElement): Promise<void> {
  while (!there()) await settle(widget);
  await settle(widget);
}

/** A session that has begun. */
export const live = (options: FakeSessionOptions = {}): FakeSession =>
  createFakeSession({ ...options, session: { ...ANNA_AND_BO.session, state: 'live', ...options.session } });

export async function press(widget: FiresideSessionElement, name: string): Promise<void> {
  await pressButton(widget, name);
  await settle(widget);
}
