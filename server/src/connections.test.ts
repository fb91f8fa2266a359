import { errorEntry, type ErrorCode, type SessionState } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TicketClaims } from './auth/claims.ts';
import type { Connection } from './connections.ts';
import { ANNA, BO, createWorld, minutes, OLGA, sessionDoc, type Person, type World } from './testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

interface Recorded extends Connection {
  closed: ErrorCode | null;
  told: SessionState[];
  remove(): void;
}

/** A socket that only remembers what is asked of it. */
function add(claims: TicketClaims, kind: Connection['kind'], document?: string): Recorded {
  const socket: Recorded = {
    kind,
    claims,
    ...(document !== undefined && { document }),
    closed: null,
    told: [],
    close(code) {
      socket.closed = code;
      socket.remove();
    },
    tell: (state) => void socket.told.push(state),
    remove: () => undefined,
  };
  socket.remove = world.connections.add(socket);
  return socket;
}

async function claimsOf(person: Person): Promise<TicketClaims> {
  return world.tickets.verify((await world.join(person)).documents.token);
}

/** A socket on every document of the ticket, and on its call. */
async function socketsOf(person: Person): Promise<Record<string, Recorded>> {
  const claims = await claimsOf(person);
  const documents = Object.keys(claims.access).map((name) => [name.split('/')[0], add(claims, 'document', name)]);
  return { ...Object.fromEntries(documents), ...(claims.call && { call: add(claims, 'call') }) };
}
const closed = (sockets: Record<string, Recorded>): Record<string, ErrorCode | null> =>
  Object.fromEntries(Object.entries(sockets).map(([name, socket]) => [name, socket.closed]));

describe('open sockets', () => {
  it('are closed a minute after their ticket has expired, unless a newer one came', async () => {
    const anna = await socketsOf(ANNA);
    const bo = await socketsOf(BO);
    world.pass(minutes(9));
    await world.join(ANNA);
    world.pass(minutes(2) - 1);
    world.connections.expire();
    expect(closed(bo)).toMatchObject({ session: null, call: null });
    world.pass(1);
    world.connections.expire();
    expect(new Set(Object.values(closed(bo)))).toEqual(new Set(['token-expired']));
    expect(new Set(Object.values(closed(anna)))).toEqual(new Set([null]));
  });

  it('are prolonged by a ticket of the same session only', async () => {
    const anna = await socketsOf(ANNA);
    const other = await world.sessions.book('default', 'anna-bo', 'anna', {
      key: 'k',
      startsAt: world.now() + minutes(60),
      minutes: 50,
      mode: 'video',
      template: 'none',
    });
    expect(other.isNew).toBe(true);
    const another = await world.sessions.book('default', 'anna-bo', 'anna', {
      key: 'k2',
      startsAt: world.now() + minutes(120),
      minutes: 50,
      mode: 'video',
      template: 'none',
    });
    world.pass(minutes(9));
    await world.join(ANNA, { session: another.row.id });
    world.pass(minutes(2));
    world.connections.expire();
    expect(closed(anna).session).toBe('token-expired');
  });

  it('stay where nothing changes: at start and at wrap-up, which they are told', async () => {
    const anna = await socketsOf(ANNA);
    const id = anna.session?.claims.session ?? '';
    await world.sessions.start('default', id, 'anna');
    await world.sessions.wrapUp('default', id, 'anna');
    expect(closed(anna)).toEqual({ mentorship: null, session: null, private: null, call: null });
    expect(anna.mentorship?.told).toEqual(['live', 'wrapped-up']);
    expect(anna.call?.told).toEqual([]);
  });

  it('are closed to join again where their own access has changed, and only those', async () => {
    const anna = await socketsOf(ANNA);
    const id = anna.session?.claims.session ?? '';
    await world.sessions.cancel('default', id);
    expect(closed(anna)).toEqual({ mentorship: null, session: 'join-again', private: null, call: 'call-over' });
  });

  it('of somebody who is no member any more are all closed', async () => {
    const bo = await socketsOf(BO);
    const anna = await socketsOf(ANNA);
    await world.join(ANNA, { claims: { members: [ANNA] } });
    expect(closed(bo)).toEqual({
      mentorship: 'join-again',
      session: 'join-again',
      private: 'join-again',
      call: 'not-allowed',
    });
    expect(new Set(Object.values(closed(anna)))).toEqual(new Set([null]));
  });

  it('of an observer are closed for good at wrap-up', async () => {
    const anna = await world.join(ANNA);
    await world.sessions.start('default', anna.session.id, 'anna');
    const olga = await socketsOf(OLGA);
    expect(Object.keys(olga)).toEqual(['session']);
    await world.sessions.wrapUp('default', anna.session.id, 'anna');
    expect(closed(olga)).toEqual({ session: 'not-allowed' });
    expect(errorEntry('not-allowed').close).toBe(4403);
  });

  it('whose document was erased are closed with its epoch', async () => {
    const anna = await socketsOf(ANNA);
    const id = anna.session?.claims.session ?? '';
    await world.sync.documents.erase({ tenant: 'default', name: sessionDoc(id) });
    await world.connections.recheck('default', 'anna-bo');
    expect(closed(anna)).toMatchObject({ mentorship: null, session: 'epoch-changed' });
  });

  it('are counted by session and kind, and all closed at the end', async () => {
    const anna = await socketsOf(ANNA);
    const bo = await socketsOf(BO);
    const id = anna.session?.claims.session ?? '';
    expect(world.connections.count('default', id, 'document')).toBe(6);
    expect(world.connections.count('default', id, 'call')).toBe(2);
    expect(world.connections.count('other', id, 'call')).toBe(0);
    bo.call?.remove();
    expect(world.connections.total('call')).toBe(1);
    await world.connections.closeAll(0);
    expect(new Set([anna, bo].flatMap((one) => Object.values(closed(one))))).toEqual(new Set(['restart', null]));
    expect(world.connections.total('document')).toBe(0);
  });
});
