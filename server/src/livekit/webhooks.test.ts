import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ticket } from '@fireside/protocol';
import type { StayTable } from '../sessions/schema.ts';
import { openMemory } from '../storage/memory.ts';
import { createStage } from '../testing/stage.ts';
import { ANNA, BO, createWorld, hours, minutes, MENTORSHIP, OLGA, type Answer, type World } from '../testing/world.ts';
import { FakeLiveKit, type Webhook } from './testing/fake-livekit.ts';

let fake: FakeLiveKit;
let world: World;
beforeEach(async () => {
  fake = await FakeLiveKit.open();
  world = await createWorld({ livekit: fake.settings });
  fake.now = world.now;
});
afterEach(async () => {
  await world.close();
  await fake.close();
});

interface Sent {
  body: string;
  authorization?: string | undefined;
}

async function post({ body, authorization }: Sent, type = 'application/webhook+json'): Promise<Answer> {
  const headers = { 'content-type': type, ...(authorization === undefined ? {} : { authorization }) };
  const response = await world.app.request('/v1/livekit/webhook', { method: 'POST', headers, body });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

/** LiveKit says that something happened. */
const tell = async (what: Webhook): Promise<Answer> => post(await fake.webhook(what));

/** The room and the identity of a ticket. */
async function placeOf(ticket: Ticket): Promise<{ room: string; identity: string }> {
  if (ticket.call?.kind !== 'sfu') throw new Error('no SFU call');
  const { video } = await fake.claims(ticket.call.token);
  return { room: String(video?.['room']), identity: ticket.call.identity };
}

const stays = (): Promise<StayTable[]> => world.rows.db.selectFrom('stay').selectAll().execute();
const ignored = (): unknown[] => world.logged.filter(({ event }) => event === 'webhook-ignored').map(({ why }) => why);

describe('a webhook of LiveKit', () => {
  it('makes a row of a stay, from coming to leaving', async () => {
    const anna = await world.join(ANNA);
    const place = await placeOf(anna);
    const came = world.now();
    expect((await tell({ event: 'participant_joined', ...place })).body).toEqual({ ok: true });
    world.pass(minutes(3));
    await tell({ event: 'participant_left', ...place });
    expect(await stays()).toEqual([
      {
        tenant: 'default',
        session: anna.session.id,
        id: place.identity,
        person: 'anna',
        kind: 'sfu',
        came_at: came,
        left_at: came + minutes(3),
      },
    ]);
  });

  it('makes the same row in any order, and any number of times', async () => {
    const place = await placeOf(await world.join(ANNA));
    const at = world.now();
    world.pass(minutes(4));
    for (const [event, minute] of [
      ['participant_left', 4],
      ['participant_joined', 1],
      ['participant_left', 2],
      ['participant_joined', 3],
      ['participant_joined', 1],
    ] as const) {
      await tell({ event, ...place, at: at + minutes(minute) });
    }
    expect(await stays()).toMatchObject([{ came_at: at + minutes(1), left_at: at + minutes(4) }]);
  });

  it('makes a row for each stay', async () => {
    for (const person of [ANNA, ANNA, BO]) await tell(await placeOf(await world.join(person)));
    expect((await stays()).map(({ person }) => person).toSorted()).toEqual(['anna', 'anna', 'bo']);
  });

  it('is taken once: the same one again is answered, and nothing follows from it', async () => {
    const { room } = await placeOf(await world.join(ANNA));
    const sent = await fake.webhook({ room, identity: 'a-stranger' });
    expect((await post(sent)).status).toBe(200);
    world.pass(minutes(4));
    expect((await post(sent)).status).toBe(200);
    // Signed anew, as LiveKit does when it tries again.
    expect((await post({ ...sent, authorization: await fake.sign(sent.body) })).status).toBe(200);
    await tell({ room, identity: 'another-stranger' });
    const strangers = ['a-stranger', 'another-stranger'];
    await expect.poll(() => fake.did).toEqual(strangers.map((identity) => `remove ${room} ${identity}`));
  });

  it('that could not be stored is not forgotten: LiveKit sends it again', async () => {
    const storage = openMemory();
    let works = true;
    const commit: typeof storage.store.commit = (what) =>
      works ? storage.store.commit(what) : Promise.reject(new Error('the disk is full'));
    const frail = await createWorld({
      livekit: fake.settings,
      storage: { ...storage, store: { ...storage.store, commit } },
    });
    await world.close();
    world = frail;
    const sent = await fake.webhook(await placeOf(await world.join(ANNA)));
    works = false;
    expect((await post(sent)).status).toBe(500);
    works = true;
    expect((await post(sent)).status).toBe(200);
    expect(await stays()).toMatchObject([{ person: 'anna' }]);
  });

  it('says more than we ask for', async () => {
    for (const event of ['room_started', 'track_published', 'room_finished', 'an_event_of_tomorrow']) {
      expect((await tell({ event, ...(await placeOf(await world.join(ANNA))) })).status).toBe(200);
    }
    expect(await stays()).toEqual([]);
  });

  it('is nobody’s business but LiveKit’s where it is not set up', async () => {
    const without = await createWorld();
    const sent = await fake.webhook({});
    const headers = { 'content-type': 'application/webhook+json', authorization: sent.authorization };
    const { status } = await without.app.request('/v1/livekit/webhook', { method: 'POST', headers, body: sent.body });
    expect(status).toBe(404);
    await without.close();
  });
});

describe('a webhook is refused', () => {
  async function expectRefused(answer: Answer, status: number, code: string): Promise<void> {
    expect([answer.status, (answer.body['error'] as { code: string }).code]).toEqual([status, code]);
    expect(await stays()).toEqual([]);
  }
  const sent = async (change: Webhook = {}): Promise<Required<Sent>> =>
    fake.webhook({ ...(await placeOf(await world.join(ANNA))), ...change });

  it('without a signature', async () => {
    const { body } = await sent();
    await expectRefused(await post({ body }), 401, 'token-missing');
  });

  it('with the signature of another secret', async () => {
    const { body } = await sent();
    await expectRefused(
      await post({ body, authorization: await fake.sign(body, 'x'.repeat(32)) }),
      401,
      'token-invalid',
    );
  });

  it('with the signature of another body', async () => {
    const { body, authorization } = await sent();
    await expectRefused(await post({ body: `${body} `, authorization }), 401, 'token-invalid');
    await expectRefused(await post({ body: body.replace('joined', 'left'), authorization }), 401, 'token-invalid');
  });

  it.each([
    ['none', 'eyJhbGciOiJub25lIn0.eyJpc3MiOiJ0ZXN0LWtleSIsImV4cCI6OTk5OTk5OTk5OX0.'],
    ['garbage', 'Basic bmFtZTpwYXNz'],
  ])('with %s for a signature', async (_, authorization) => {
    const { body } = await sent();
    await expectRefused(await post({ body, authorization }), 401, 'token-invalid');
  });

  it('with a token for the room, or a ticket, in place of a signature', async () => {
    const { call, documents } = await world.join(ANNA);
    const { body } = await sent();
    for (const authorization of [call?.token, documents.token, await world.token(ANNA)]) {
      await expectRefused(await post({ body, authorization }), 401, 'token-invalid');
    }
  });

  it.each(['application/json', 'text/plain', '', 'application/webhook+json2'])('with the type %j', async (type) => {
    await expectRefused(await post(await sent(), type), 400, 'malformed');
  });

  it('with a body over the limit', async () => {
    const body = JSON.stringify({ event: 'participant_joined', id: 'x'.repeat(64 * 1024) });
    await expectRefused(await post({ body, authorization: await fake.sign(body) }), 413, 'too-large');
  });

  it.each([-6, 6])('%i minutes away from now', async (away) => {
    await expectRefused(await post(await sent({ at: world.now() + minutes(away) })), 401, 'token-expired');
  });

  it('without an id, or with what is no event', async () => {
    await expectRefused(await post(await sent({ id: '' })), 400, 'malformed');
    for (const body of ['', '[]', '{', '{"createdAt":{}}']) {
      await expectRefused(await post({ body, authorization: await fake.sign(body) }), 401, 'token-invalid');
    }
  });
});

describe('somebody in LiveKit’s room', () => {
  it('is ignored where the room is not ours, and that is said once', async () => {
    const { identity, room } = await placeOf(await world.join(ANNA));
    const wrong = room.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (const name of ['', 'a-room', '../..', '🦊', wrong, `x${room}`, '__proto__', "'; drop table stay; --"]) {
      expect((await tell({ room: name, identity })).status).toBe(200);
    }
    expect(await stays()).toEqual([]);
    expect(fake.did).toEqual([]);
    expect(ignored()).toEqual(['no room of ours']);
  });

  it('is sent away where they are nobody of ours', async () => {
    const { room } = await placeOf(await world.join(ANNA));
    const odd = ['', 'anna', '0123456789abcdef-0123456789abcdef', '🦊'.repeat(100), '__proto__', 'EG_recorder'];
    for (const identity of odd) expect((await tell({ room, identity })).status).toBe(200);
    for (const identity of odd) expect((await tell({ event: 'participant_left', room, identity })).status).toBe(200);
    expect(await stays()).toEqual([]);
    await expect.poll(() => fake.did).toEqual(odd.map((identity) => `remove ${room} ${identity}`));
    expect(ignored()).toEqual(['nobody who may be there', 'nobody of ours']);
  });

  it('is sent away where they were of another session', async () => {
    const { room } = await placeOf(await world.join(ANNA));
    const other = await placeOf(await world.join(ANNA, { claims: { mentorship: 'anna-cy' } }));
    await tell({ room, identity: other.identity });
    expect(await stays()).toEqual([]);
    await expect.poll(() => fake.did).toEqual([`remove ${room} ${other.identity}`]);
  });

  it('is sent away where they are no member any more, and their leaving still ends their stay', async () => {
    const bo = await placeOf(await world.join(BO));
    const came = world.now();
    await tell(bo);
    world.pass(minutes(1));
    await world.join(ANNA, { claims: { members: [{ sub: 'anna', name: 'Anna', role: 'mentor' }] } });
    expect(await world.rows.member('default', MENTORSHIP, 'bo')).toBeUndefined();
    await tell(bo);
    await expect.poll(() => fake.did).toEqual([`remove ${bo.room} ${bo.identity}`]);
    await tell({ event: 'participant_left', ...bo });
    expect(await stays()).toMatchObject([{ person: 'bo', came_at: came, left_at: came + minutes(1) }]);
  });

  it('is sent away where the call is over', async () => {
    const stage = createStage(world);
    const { anna } = await stage.live();
    const place = await placeOf(await world.join(ANNA));
    await stage.command(anna, 'wrap-up');
    world.pass(minutes(31));
    await tell(place);
    await expect.poll(() => fake.did).toEqual([`remove ${place.room} ${place.identity}`]);
    expect(await stays()).toEqual([]);
  });

  it('is sent away where they do not say hello within fifteen seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const place = await placeOf(await world.join(ANNA));
      await tell(place);
      vi.advanceTimersByTime(14_999);
      expect(fake.did).toEqual([]);
      vi.advanceTimersByTime(1);
      vi.useRealTimers();
      await expect.poll(() => fake.did).toEqual([`remove ${place.room} ${place.identity}`]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is never an observer: they have no token', async () => {
    await createStage(world).live();
    expect((await world.join(OLGA)).call).toBeNull();
  });

  it('is told apart by odd ids of people', async () => {
    const people = ['än na', 'anna","bo', '🦊', 'x'.repeat(128), '%2F', '{}'];
    for (const sub of people) await tell(await placeOf(await world.join({ sub, name: 'Odd', role: 'mentee' })));
    expect((await stays()).map(({ person }) => person).toSorted()).toEqual(people.toSorted());
    expect(fake.did).toEqual([]);
  });

  it('is logged without names, rooms and identities', async () => {
    const place = await placeOf(await world.join(ANNA));
    await tell(place);
    await tell({ ...place, identity: 'a-stranger' });
    world.pass(hours(1));
    const text = JSON.stringify(world.logged);
    for (const secret of [place.room, place.identity, 'anna', 'a-stranger', fake.settings.secret]) {
      expect(text).not.toContain(secret);
    }
  });
});
