/** For tests of the room: a room with a fake session around it, and what the browser's accessibility tree says of it. */
import type { CallSnapshot, VideoView } from '@fireside/client';
import { createFakeSession, type FakeSession, type FakeSessionOptions } from '@fireside/client/fake';
import { a11ySnapshot } from '@web/test-runner-commands';
import { html } from 'lit';
import '../room/define.ts';
import '../room/define-call.ts';
import type { FiresideRoom } from '../room/room.ts';
import { controlsNamed, pressButton } from './controls.ts';
import { mountInSession } from './session-stage.ts';

interface Node {
  role: string;
  name?: string;
  pressed?: boolean;
  children?: Node[];
}
const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)];
export const tree = async (): Promise<Node[]> => flat((await a11ySnapshot({})) as unknown as Node);
export const names = async (role: string): Promise<string[]> =>
  (await tree()).filter((node) => node.role === role).map((node) => node.name ?? '');
export const spoken = async (): Promise<string> => (await tree()).map((node) => node.name ?? '').join(' | ');

export const OFF = { on: false, pending: false };

/** A picture that writes down where it is shown. */
export function view(): VideoView & { readonly shownIn: Set<HTMLVideoElement> } {
  const shownIn = new Set<HTMLVideoElement>();
  return {
    shownIn,
    attach(element) {
      shownIn.add(element);
      return () => shownIn.delete(element);
    },
  };
}

export const setCall = (session: FakeSession, change: Partial<CallSnapshot>): void =>
  session.call.set({ ...session.call.value, ...change });

/** Resolves when the preview has opened what the browser gives unasked. */
export function previewed({ call }: FakeSession): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!call.value.self.camera.on) return;
      stop();
      resolve();
    };
    const stop = call.subscribe(look);
    look();
  });
}

export async function mountRoom(
  options: FakeSessionOptions = {},
): Promise<{ session: FakeSession; room: FiresideRoom; said: string[] }> {
  const session = createFakeSession(options);
  const { element, stage } = await mountInSession(session, html`<fireside-room></fireside-room>`);
  return { session, room: element as FiresideRoom, said: stage.announced };
}

/** The call's own code comes by itself when it is needed. */
export async function settle(room: FiresideRoom): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await room.updateComplete;
    await new Promise(requestAnimationFrame);
  }
}

export async function inCall(): Promise<{ session: FakeSession; room: FiresideRoom; said: string[] }> {
  const mounted = await mountRoom({ session: { state: 'live' } });
  await mounted.session.enter();
  await until(mounted.room, () => controlsNamed(mounted.room, 'Camera').length > 0);
  await import('../room/call-more.ts'); // the call has asked for it by now
  await settle(mounted.room);
  return mounted;
}

export async function press(room: FiresideRoom, name: string): Promise<void> {
  await pressButton(room, name);
  await settle(room);
}

/** Renders on until `there`; the runner's own limit ends it. */
export async function until(room: FiresideRoom, there: () => boolean): Promise<void> {
  while (!there()) await settle(room);
}
