import { addGoal } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FiresideSession } from './session-port.ts';
import { describeSession } from './session.contract.ts';
import {
  endAll,
  endWire,
  M1,
  open,
  openAgain,
  P1,
  S1,
  socketOf,
  startWire,
  titles,
  write,
} from './testing/over-wire.ts';
import { saved, synced } from './testing/visit.ts';
import { when } from './testing/when.ts';
import type { Wire } from './testing/wire.ts';

let wire: Wire;
beforeEach(() => {
  wire = startWire();
});
afterEach(endWire);

describeSession('a session over the wire', {
  open: (role) => {
    if (role === 'observer') {
      wire.person = { ...wire.person, id: 'olga', name: 'Olga', role };
      wire.setState('s1', 'live');
    }
    return open();
  },
  end: () => {},
});

describe('tickets', () => {
  it('asks the host once for the first of them', async () => {
    const getToken = vi.fn(() => Promise.resolve('host-token'));
    await saved(open({ getToken }));
    expect(getToken).toHaveBeenCalledTimes(1);
  });

  it('says that the host gives no token, and asks again', async () => {
    const getToken = vi.fn(() => Promise.resolve('host-token'));
    getToken.mockImplementationOnce(() => {
      throw new Error('signed out');
    });
    const session = open({ getToken });
    await when(session.status, ({ error }) => error?.code === 'host-token');
    session.retry();
    await saved(session);
    expect(getToken).toHaveBeenCalledTimes(2);
  });

  it('counts time from the server’s clock', async () => {
    wire.clock = 3_600_000;
    const session = open();
    await saved(session);
    expect(session.now() - Date.now()).toBe(3_600_000);
  });

  it('renews before the ticket expires, names its session, and leaves the sockets alone', async () => {
    const session = open();
    await saved(session);
    const sockets = [...wire.sockets];
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    expect(wire.joins).toEqual([{ mentorship: 'm1' }, { mentorship: 'm1', session: 's1' }]);
    expect([...wire.sockets]).toEqual(sockets);
    socketOf(S1)?.drop(1006);
    await vi.advanceTimersByTimeAsync(1000);
    expect(socketOf(S1)?.token).toBe('ticket-2 s1'); // the next connection has the new one
  });

  it.each(['join-again', 'token-expired'] as const)('joins again after %s and goes on', async (code) => {
    const session = open();
    await saved(session);
    write(session, 'Before');
    for (const socket of wire.sockets) socket.close(code);
    write(session, 'In between');
    await when(session.save, ({ kind }) => kind === 'saved');
    expect(wire.joins).toHaveLength(2);
    expect(titles()).toEqual(['Before', 'In between']);
  });

  it('waits longer each time its new ticket does not help either', async () => {
    const session = open();
    await saved(session);
    for (let i = 0; i < 60; i++) {
      socketOf(S1)?.close('join-again');
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(wire.joins.length).toBeGreaterThan(4);
    expect(wire.joins.length).toBeLessThan(12);
    await vi.advanceTimersByTimeAsync(60_000);
    await saved(session);
  });

  it('tries again by itself while the server cannot be reached, and at once when asked', async () => {
    wire.down = true;
    const session = open();
    const status = await when(session.status, ({ error }) => error !== null);
    expect(status).toMatchObject({ phase: 'joining', retrying: true, error: { code: 'unreachable' } });
    await vi.advanceTimersByTimeAsync(120_000);
    const tries = wire.joins.length;
    expect(tries).toBeGreaterThan(4);
    expect(tries).toBeLessThan(15);
    wire.up();
    session.retry();
    await when(session.status, ({ phase }) => phase === 'ready');
    expect(session.status.value.error).toBeNull();
  });

  it('shows what a renewal met and keeps the documents open', async () => {
    const session = open();
    await saved(session);
    const met: unknown[] = [];
    session.status.subscribe(() => met.push(session.status.value.error?.code));
    wire.failures.push('internal');
    await vi.advanceTimersByTimeAsync(8.5 * 60_000);
    expect(met).toContain('internal');
    expect(session.status.value).toMatchObject({ phase: 'ready', error: null });
    expect(wire.joins).toHaveLength(3);
    expect(session.documents.value.session?.writable).toBe(true);
  });

  it('ends when the host takes the person out', async () => {
    const session = open();
    await saved(session);
    wire.failures.push('wrong-mentorship');
    socketOf(S1)?.close('join-again');
    const status = await when(session.status, ({ phase }) => phase === 'ended');
    expect(status.error?.code).toBe('wrong-mentorship');
    await when(session.documents, (documents) => Object.values(documents).every((one) => one === null));
    expect(session.kept.value).toEqual([]); // everything was saved
    expect(wire.sockets.size).toBe(0);
  });

  it('shows nothing of one person to the next', async () => {
    const session = open();
    const before = await synced(session, 'private');
    wire.person = { ...wire.person, id: 'bo', name: 'Bo', role: 'mentee' };
    socketOf(S1)?.close('join-again');
    await when(session.status, ({ person }) => person?.id === 'bo');
    const after = await synced(session, 'private');
    expect(after.name).toBe('private/m1/bo');
    expect(after.doc).not.toBe(before.doc);
  });

  it('takes the server’s choice where the remembered session is gone', async () => {
    await saved(open());
    const storage = Object.fromEntries(Object.entries(sessionStorage));
    endAll();
    Object.assign(sessionStorage, storage); // a reload stops a session, it does not end it
    wire.sessions.clear();
    wire.sessions.set('s2', { state: 'scheduled', access: 'by state' });
    const status = await when(openAgain().status, ({ phase }) => phase === 'ready');
    expect(status.session?.id).toBe('s2');
    expect(wire.joins).toEqual([{ mentorship: 'm1' }, { mentorship: 'm1', session: 's1' }, { mentorship: 'm1' }]);
  });

  it('comes back by itself after a reload, but not where that takes longer than a minute', async () => {
    for (const [seconds, entered] of [
      [20, true],
      [70, false],
    ] as const) {
      wire.setState('s1', 'live');
      const before = open();
      await saved(before);
      await before.enter();
      const storage = Object.fromEntries(Object.entries(sessionStorage));
      endAll();
      Object.assign(sessionStorage, storage); // a reload stops a session, it does not end it
      wire.kill();
      const session = openAgain();
      await vi.advanceTimersByTimeAsync(seconds * 1000);
      wire.up();
      session.retry();
      const status = await when(session.status, ({ phase }) => phase === 'ready');
      expect(status).toMatchObject({ entered, session: { id: 's1' } });
      endAll();
    }
  });

  it('asks every 15 s for an observer until the session is live', async () => {
    wire.person = { ...wire.person, id: 'olga', name: 'Olga', role: 'observer' };
    const session = open();
    const status = await when(session.status, ({ phase }) => phase === 'ready');
    expect(status.session?.state).toBe('scheduled');
    expect(session.documents.value.session).toBeNull();
    await vi.advanceTimersByTimeAsync(31_000);
    expect(wire.joins).toHaveLength(3);
    wire.setState('s1', 'live');
    await vi.advanceTimersByTimeAsync(15_000);
    expect((await synced(session)).writable).toBe(false);
    expect(session.save.value).toEqual({ kind: 'reading' });
  });
});

describe('commands', () => {
  it('waits with wrap-up until everything is saved', async () => {
    const session = open();
    await saved(session);
    wire.slow = true;
    write(session, 'Last words');
    const goals = session.documents.value.mentorship?.doc;
    if (goals) addGoal(goals, { title: 'A goal', author: 'anna', at: 1 });
    const result = session.wrapUp();
    await vi.advanceTimersByTimeAsync(1000);
    expect(wire.requests.map(({ path }) => path)).not.toContain('/v1/sessions/s1/wrap-up');
    wire.commit();
    expect((await result).session.state).toBe('wrapped-up');
    expect(session.status.value.session?.state).toBe('wrapped-up');
  });

  it.each([
    ['cancel', (session: FiresideSession) => session.cancel('s1')],
    ['did-not-happen', (session: FiresideSession) => session.didNotHappen('s1')],
  ] as const)('waits with %s until what was prepared is saved, for it goes along', async (command, end) => {
    const session = open();
    await saved(session);
    wire.slow = true;
    write(session, 'One more topic');
    const result = end(session);
    await vi.advanceTimersByTimeAsync(1000);
    expect(wire.requests.map(({ path }) => path)).not.toContain(`/v1/sessions/s1/${command}`);
    wire.commit();
    await result;
    expect(wire.requests.map(({ path }) => path)).toContain(`/v1/sessions/s1/${command}`);
  });

  it.each([
    ['storage', (): void => void (wire.slow = true)],
    ['unreachable', (): void => wire.kill()],
  ] as const)('does not wrap up with words that are not saved: %s', async (code, fail) => {
    const session = open();
    await saved(session);
    fail();
    write(session, 'Last words');
    const result = session.wrapUp().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(await result).toMatchObject({ code });
    expect(wire.requests.map(({ path }) => path)).not.toContain('/v1/sessions/s1/wrap-up');
  });

  it('asks with the ticket, and again with a new one where it was refused', async () => {
    const session = open();
    await saved(session);
    wire.failures.push('token-expired');
    await session.wrapUp();
    const tokens = wire.requests.filter(({ path }) => path.endsWith('/wrap-up')).map(({ token }) => token);
    expect(tokens).toEqual(['ticket-1 s1', 'ticket-2 s1']);
  });

  it('throws the server’s code', async () => {
    const session = open();
    await saved(session);
    wire.failures.push('state-conflict');
    await expect(session.cancel('s1')).rejects.toMatchObject({ code: 'state-conflict', data: { requestId: 'r1' } });
  });

  it('starts a scheduled session once, and never for an observer', async () => {
    const session = open();
    await saved(session);
    await Promise.all([session.enter(), session.enter()]);
    expect(session.status.value).toMatchObject({ entered: true, session: { state: 'live' } });
    expect(wire.requests.filter(({ path }) => path.endsWith('/start'))).toHaveLength(1);
  });

  it('leaves also while it is still entering', async () => {
    const session = open();
    await saved(session);
    const entering = session.enter();
    await session.leave();
    await entering;
    expect(session.status.value.entered).toBe(false);
    expect(session.presence.value).toEqual([]);
  });

  it('names the own tile once the ticket says who it is', async () => {
    const session = open();
    await saved(session);
    expect(session.call.value.tiles).toMatchObject([{ person: 'anna', name: 'Anna', self: true }]);
  });

  it('shows a person with their first own words', async () => {
    const session = open();
    await saved(session);
    expect(session.presence.value).toEqual([]);
    write(session, 'Here I am');
    expect(session.presence.value).toMatchObject([{ person: 'anna', self: true }]);
    await session.leave();
    expect(session.presence.value).toEqual([]);
  });
});

describe('the end', () => {
  it('leaves no socket and no timer', async () => {
    const [one, other] = [open(), open()];
    await Promise.all([saved(one), saved(other)]);
    await one.enter();
    one.open('s1');
    await saved(one);
    write(one, 'On the way');
    endAll();
    expect(wire.sockets.size).toBe(0);
    expect(one.status.value).toMatchObject({ phase: 'ended', entered: false });
    const requests = wire.requests.length;
    await vi.advanceTimersByTimeAsync(3000); // y-websocket's last reconnect timer runs out
    expect(vi.getTimerCount()).toBe(0);
    expect(wire.requests).toHaveLength(requests);
  });

  it('ends a join that is under way', async () => {
    let answer = (_token: string): void => {};
    const session = open({ getToken: () => new Promise((resolve) => (answer = resolve)) });
    await vi.advanceTimersByTimeAsync(100);
    endAll();
    answer('late');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(session.status.value.phase).toBe('ended');
    expect(wire.requests).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the order of documents', () => {
  it('is the session’s first, and the others when it is there', async () => {
    const session = open();
    const order: string[] = [];
    session.documents.subscribe(() => {
      for (const [kind, document] of Object.entries(session.documents.value)) {
        if (document?.synced && !order.includes(kind)) order.push(kind);
      }
    });
    await saved(session);
    expect(order[0]).toBe('session');
    expect(order.toSorted()).toEqual(['mentorship', 'private', 'session']);
  });

  it('does not wait for one that does not come', async () => {
    wire.silent.add(S1);
    const session = open();
    await synced(session, 'mentorship');
    await synced(session, 'private');
    expect(socketOf(M1)).toBeDefined();
    expect(socketOf(P1)).toBeDefined();
    expect(session.documents.value.session?.synced).toBe(false);
  });
});
