/** A pair that has met every week for nineteen years, by HTTP and y-websocket against the real server. */
import { addItem, addOutcome, addPromise, documentName, notesOf, setItemState, type Ticket } from '@fireside/protocol';
import { hostToken, writeInto } from '../../e2e/support/wire.ts';
import { startWorld, type World } from '../../e2e/support/world.ts';
import { makeWriter, writeNotes } from '../together/documents.ts';

const DAY = 24 * 60 * 60 * 1000;
const WEEK = 7 * DAY;
export const SESSIONS = 1_000;
/** Characters of the notes of one session. */
const NOTES = 4_000;

export interface Thousand {
  readonly world: World;
  /** Ids, the oldest first. */
  readonly sessions: readonly string[];
  /** A sentence that only the notes of this session have. */
  readonly markOf: (index: number) => string;
}

const markOf = (index: number): string => `Week ${index} has ended well`;

export async function startThousand(): Promise<Thousand> {
  const world = await startWorld({ ahead: -(SESSIONS + 1) * WEEK });
  const sessions: string[] = [];
  try {
    for (let index = 0; index < SESSIONS; index += 1) sessions.push(await meet(world, index));
    await world.pass(WEEK);
  } catch (error) {
    await world.close();
    throw error;
  }
  return { world, sessions, markOf };
}

async function ask<T>(world: World, path: string, token: string, body?: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(world.server + path, {
    method: 'POST',
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** One session, from the date to the wrap-up; the one before is archived meanwhile. */
async function meet(world: World, index: number): Promise<string> {
  const token = await hostToken(world, 'anna');
  const ticket = await ask<Ticket>(world, '/v1/join', token, { mentorship: 'anna-bo' });
  const { id } = ticket.session;
  const write = makeWriter(index + 1);
  await ask(world, `/v1/sessions/${id}/start`, ticket.documents.token);
  await writeInto(ticket, documentName({ kind: 'session', session: id }), (doc) => {
    for (const author of ['anna', 'bo']) setItemState(doc, addItem(doc, { title: write(40), author }), 'discussed');
    addOutcome(doc, { kind: 'takeaway', text: `${markOf(index)}: ${write(40)}`, author: 'bo' });
    writeNotes(notesOf(doc), NOTES, index + 1);
  });
  if (index % 4 === 0) {
    await writeInto(ticket, documentName({ kind: 'mentorship', mentorship: 'anna-bo' }), (doc) => {
      addPromise(doc, {
        text: write(40),
        owner: 'bo',
        due: null,
        from: { session: id, item: null, at: world.now() },
      });
    });
  }
  await ask(world, `/v1/sessions/${id}/wrap-up`, ticket.documents.token);
  await world.pass(WEEK);
  return id;
}
