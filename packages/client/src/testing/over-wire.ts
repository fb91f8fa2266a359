/** For tests in Node: each has a wire of its own and a clock that can be wound, and ends every session that it opened. */
import { addItem, documentName, readAgenda } from '@fireside/protocol';
import { vi } from 'vitest';
import { openSession, type Opened } from './visit.ts';
import { Wire, type FakeSocket } from './wire.ts';

// Node has no media elements. The call looks for them once; nothing here enters one.
Object.assign(globalThis, { HTMLMediaElement: class {} });

export const S1 = documentName({ kind: 'session', session: 's1' });
export const M1 = documentName({ kind: 'mentorship', mentorship: 'm1' });
export const P1 = documentName({ kind: 'private', mentorship: 'm1', person: 'anna' });

let wire: Wire;
let opened: Opened[] = [];

/** Opens a session as in a tab of its own. */
export function open(...args: Parameters<typeof openSession>): Opened['session'] {
  sessionStorage.clear();
  return openAgain(...args);
}

/** Opens a session as after a reload. */
export function openAgain(...args: Parameters<typeof openSession>): Opened['session'] {
  const one = openSession(...args);
  opened.push(one);
  return one.session;
}

/** Ends every session of this test now. */
export function endAll(): void {
  for (const one of opened) one.end();
}

export function socketOf(name: string): FakeSocket | undefined {
  return [...wire.sockets].find((socket) => socket.name === name);
}

export function write(session: Opened['session'], title: string): void {
  const doc = session.documents.value.session?.doc;
  if (doc) addItem(doc, { title, author: 'anna' });
}

/** Titles of the agenda that the server has. */
export function titles(name = S1): string[] {
  return readAgenda(wire.document(name).doc).map(({ title }) => title);
}

/** Before each test. */
export function startWire(): Wire {
  wire = new Wire();
  opened = [];
  vi.useFakeTimers({
    shouldAdvanceTime: true,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  return wire;
}

/** After each test. */
export function endWire(): void {
  endAll();
  wire.restore();
  vi.useRealTimers();
}
