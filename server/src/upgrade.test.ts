import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { endOf, run, type Running } from './testing/running.ts';
import { ANNA, BO, createWorld, MENTORSHIP_DOC, minutes, OLGA, PAGE, sessionDoc } from './testing/world.ts';
import { createUpgrade } from './upgrade.ts';

let server: Running;
beforeAll(async () => {
  server = await run();
});
afterAll(() => server.end());

const HELLO = JSON.stringify({ type: 'hello', client: 'tab-00000001', visit: 'visit-0001', takeOver: false });
const DOCS = `/v1/docs/${MENTORSHIP_DOC}`;

describe('a document’s socket', () => {
  it('opens with the ticket as a subprotocol, and the server selects fireside', async () => {
    const { documents } = await server.join(ANNA);
    const socket = server.socket(DOCS, ['fireside', documents.token]);
    await socket.frame(0, 0); // the server's step 1
    expect(socket.protocol).toBe('fireside');
    await socket.leave();
  });

  it('takes what was sent before anything was verified', async () => {
    const { documents } = await server.join(ANNA);
    const socket = server.socket(DOCS, ['fireside', documents.token]);
    await once(socket, 'open');
    socket.send(Uint8Array.of(0, 0, 1, 0)); // step 1 of an empty document
    await socket.frame(0, 1);
    await socket.leave();
  });

  it('needs a handshake that offers fireside', async () => {
    const { documents } = await server.join(ANNA);
    expect(await endOf(server.socket(DOCS, []))).toEqual({ status: 401 });
    expect(await endOf(server.socket(DOCS, [documents.token]))).toEqual({ status: 401 });
  });

  it('is accepted and closed with a code where the ticket is no good', async () => {
    const { documents } = await server.join(ANNA);
    expect(await endOf(server.socket(DOCS, ['fireside']))).toEqual({ code: 4401, reason: 'token-missing' });
    expect(await endOf(server.socket(DOCS, ['fireside', 'garbage']))).toEqual({ code: 4401, reason: 'token-invalid' });
    const changed = `${documents.token.slice(0, -4)}AAAA`;
    expect(await endOf(server.socket(DOCS, ['fireside', changed]))).toMatchObject({ code: 4401 });
  });

  it('takes no token from the address', async () => {
    const { documents } = await server.join(ANNA);
    const path = `${DOCS}?token=${documents.token}&auth=${documents.token}`;
    expect(await endOf(server.socket(path, ['fireside']))).toMatchObject({ code: 4401 });
  });

  it('opens what the ticket names, and nothing of anybody else', async () => {
    const { documents } = await server.join(ANNA);
    const open = (name: string) => endOf(server.socket(`/v1/docs/${name}`, ['fireside', documents.token]));
    await server.join(BO);
    expect(await open('private/anna-bo/bo')).toEqual({ code: 4403, reason: 'not-allowed' });
    expect(await open('mentorship/other')).toEqual({ code: 4403, reason: 'not-allowed' });
    expect(await open(sessionDoc('other'))).toEqual({ code: 4403, reason: 'not-allowed' });
  });

  it('says of the documents and the call of another pair what it says of those that are not there', async () => {
    const own = await run(); // whoever is refused so often waits
    const { documents } = await own.join(ANNA);
    const others = await own.join(BO, undefined, 'bo-cy');
    await own.post(`/v1/sessions/${others.session.id}/start`, others.documents.token);
    const end = (path: string) => endOf(own.socket(path, ['fireside', documents.token]));
    const theirs = [sessionDoc(others.session.id), 'mentorship/bo-cy', 'private/bo-cy/bo', 'private/bo-cy/anna'];
    const nothing = await end(`/v1/docs/${sessionDoc('not-there')}`);
    for (const name of theirs) expect(await end(`/v1/docs/${name}`)).toEqual(nothing);
    expect(await end(`/v1/calls/${others.session.id}`)).toEqual(await end('/v1/calls/not-there'));
    await own.end();
  });

  it.each([
    'mentorship',
    'nothing/x',
    'mentorship/a%2Fb',
    'mentorship/%61nna-bo',
    'mentorship/anna-bo/',
    'mentorship/%',
  ])('is closed with 4404 where the name is %s', async (name) => {
    const { documents } = await server.join(ANNA);
    const end = await endOf(server.socket(`/v1/docs/${name}`, ['fireside', documents.token]));
    expect(end).toEqual({ code: 4404, reason: 'not-found' });
  });

  it('of an observer opens the session alone, and only while it is live', async () => {
    const anna = await server.join(ANNA);
    const before = await server.join(OLGA);
    const name = sessionDoc(anna.session.id);
    const open = (token: string, one: string) => server.socket(`/v1/docs/${one}`, ['fireside', token]);
    expect(await endOf(open(before.documents.token, name))).toMatchObject({ code: 4403 });
    await server.post(`/v1/sessions/${anna.session.id}/start`, anna.documents.token);
    const { documents } = await server.join(OLGA);
    expect(await endOf(open(documents.token, MENTORSHIP_DOC))).toMatchObject({ code: 4403 });
    const socket = open(documents.token, name);
    await socket.frame();
    const ended = once(socket, 'close');
    await server.post(`/v1/sessions/${anna.session.id}/wrap-up`, anna.documents.token);
    expect((await ended)[0]).toBe(4403);
  });
});

describe('a call’s socket', () => {
  it('opens the call of the ticket’s session', async () => {
    const { call, session } = await server.join(ANNA);
    const socket = server.socket(`/v1/calls/${session.id}`, ['fireside', call?.kind === 'peer' ? call.token : '']);
    await once(socket, 'open');
    socket.send(HELLO);
    expect(JSON.parse((await socket.frame()).toString())).toMatchObject({ type: 'welcome', peers: [] });
    await socket.leave();
  });

  it('opens no other call, and none for an observer', async () => {
    const anna = await server.join(ANNA);
    const olga = await server.join(OLGA);
    const open = (id: string, token: string) => endOf(server.socket(`/v1/calls/${id}`, ['fireside', token]));
    expect(await open('other', anna.documents.token)).toMatchObject({ code: 4403 });
    expect(await open('a%2Fb', anna.documents.token)).toMatchObject({ code: 4404 });
    expect(await open(olga.session.id, olga.documents.token)).toMatchObject({ code: 4403 });
    expect(await open(anna.session.id, 'garbage')).toMatchObject({ code: 4401 });
  });
});

describe('a call', () => {
  it('goes on after wrap-up, and is over half an hour later', async () => {
    let time = Date.UTC(2026, 10, 21, 9);
    const own = await run({ now: () => time });
    try {
      const { session, documents } = await own.join(ANNA);
      await own.post(`/v1/sessions/${session.id}/start`, documents.token);
      const socket = own.socket(`/v1/calls/${session.id}`, ['fireside', documents.token]);
      await once(socket, 'open');
      socket.send(HELLO);
      await socket.frame();
      await own.post(`/v1/sessions/${session.id}/wrap-up`, documents.token);
      for (let passed = 0; passed < 30; passed += 5) {
        await own.sweep();
        expect(socket.readyState).toBe(socket.OPEN);
        time += minutes(5);
        await own.join(ANNA, session.id);
      }
      const closed = once(socket, 'close');
      await own.sweep();
      expect(JSON.parse((await socket.frame()).toString())).toEqual({ type: 'bye', code: 'call-over' });
      await closed;
      const late = own.socket(`/v1/calls/${session.id}`, ['fireside', documents.token]);
      expect(await endOf(late)).toMatchObject({ code: 4401 });
    } finally {
      await own.end();
    }
  });
});

describe('a change of access during a handshake', () => {
  it('is found before the socket opens: an observer who comes in at wrap-up sees nothing after it', async () => {
    const world = await createWorld();
    const http = createServer();
    try {
      const anna = await world.join(ANNA);
      await world.ask('POST', `/v1/sessions/${anna.session.id}/start`, anna.documents.token);
      const { documents } = await world.join(OLGA);
      const verified = Promise.withResolvers<void>();
      const wrappedUp = Promise.withResolvers<void>();
      const tickets = {
        ...world.tickets,
        async verify(token: string | null) {
          const claims = await world.tickets.verify(token);
          verified.resolve();
          await wrappedUp.promise;
          return claims;
        },
      };
      const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
      http.on('upgrade', createUpgrade({ ...world, tickets, isOriginAllowed: () => true, log }).handle);
      http.listen(0, '127.0.0.1');
      await once(http, 'listening');
      const { port } = http.address() as AddressInfo;
      const url = `ws://127.0.0.1:${port}/v1/docs/${sessionDoc(anna.session.id)}`;
      const end = endOf(new WebSocket(url, ['fireside', documents.token]));
      await verified.promise;
      await world.ask('POST', `/v1/sessions/${anna.session.id}/wrap-up`, anna.documents.token);
      wrappedUp.resolve();
      expect(await end).toMatchObject({ code: 4401 });
    } finally {
      http.close();
      await world.close();
    }
  });
});

describe('at the door', () => {
  it('pages of other origins are accepted and closed, listed ones stay', async () => {
    const { documents } = await server.join(ANNA);
    for (const origin of ['https://evil.example', 'null', server.url]) {
      const socket = server.socket(DOCS, ['fireside', documents.token], { origin });
      expect(await endOf(socket)).toEqual({ code: 4403, reason: 'not-allowed' });
    }
    const socket = server.socket(DOCS, ['fireside', documents.token], { origin: PAGE });
    await socket.frame(0, 0);
    await socket.leave();
  });

  it('there is nothing elsewhere', async () => {
    for (const path of ['/', '/v1/join', '/v1/docs', '/v1/callsign/x']) {
      expect(await endOf(server.socket(path, ['fireside', 'x']))).toEqual({ status: 404 });
    }
  });

  it('whoever comes again and again with a refused ticket gets 429', async () => {
    const ends: (number | undefined)[] = [];
    for (let i = 0; i < 12; i++) {
      const { code, status } = await endOf(server.socket(DOCS, ['fireside', 'the-same-bad-ticket']));
      ends.push(code ?? status);
    }
    expect(ends.slice(0, 10)).toEqual(Array(10).fill(4401));
    expect(ends.at(-1)).toBe(429);
    const { documents } = await server.join(ANNA);
    const socket = server.socket(DOCS, ['fireside', documents.token]);
    await socket.frame(0, 0);
    await socket.leave();
  });

  it('a person who comes too often waits, whatever their ticket says, and nobody else does', async () => {
    const [{ documents }, bo] = [await server.join(ANNA), await server.join(BO)];
    const comes = async () => {
      const socket = server.socket(DOCS, ['fireside', documents.token]);
      const end = endOf(socket);
      await Promise.race([end, socket.frame(0, 0).then(() => socket.leave())]);
      return end;
    };
    const ends: Awaited<ReturnType<typeof endOf>>[] = [];
    // One after the other would give time to recover.
    for (let round = 0; round < 12; round += 1) ends.push(...(await Promise.all(Array.from({ length: 25 }, comes))));
    expect(ends.filter(({ code, status }) => code === 4503 || status === 429).length).toBeGreaterThan(10);
    expect(ends.filter(({ code }) => code === 1005).length).toBeGreaterThan(200);
    const socket = server.socket(DOCS, ['fireside', bo.documents.token]);
    await socket.frame(0, 0);
    await socket.leave();
  });

  it('a refused connection is cut, though the other side never closes its half', async () => {
    const raw = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
    raw.on('error', () => undefined);
    raw.write('GET /v1/none HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    raw.resume();
    await once(raw, 'end');
    while (!raw.closed) await new Promise((resolve) => raw.write('x', resolve));
  });

  it('a connection that breaks off hurts nobody', async () => {
    const raw = connect(server.port, '127.0.0.1');
    raw.write(
      [
        `GET ${DOCS} HTTP/1.1`,
        'Host: x',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Protocol: fireside, garbage',
        '',
        '',
      ].join('\r\n'),
    );
    raw.write(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff));
    raw.on('error', () => undefined);
    raw.resume();
    await once(raw, 'close');
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });
});
