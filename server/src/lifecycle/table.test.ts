/** Every state × every command × everybody who may ask: what is answered, and what the session is then. */
import type { SessionState } from '@fireside/protocol';
import type { ErrorBody, SessionDetail } from '@fireside/protocol/http';
import { describe, expect, it } from 'vitest';
import { createStage } from '../testing/stage.ts';
import { ANNA, BO, createWorld, hours, minutes, OLGA, type Answer, type World } from '../testing/world.ts';

const STATES = ['scheduled', 'live', 'wrapped-up', 'archived', 'cancelled', 'did-not-happen'] as const;
const NO = 'state-conflict';
const OVER = 'call-over';

/** The session's state afterwards, or the code of the refusal. */
type Outcome = SessionState | typeof NO | typeof OVER;

/** By command, for the states in their order: what a member is answered. */
const TABLE = {
  //                scheduled         live          wrapped-up    archived    cancelled    did-not-happen
  start: ['live', 'live', NO, NO, NO, NO],
  'wrap-up': [NO, 'wrapped-up', 'wrapped-up', 'archived', NO, NO],
  archive: [NO, NO, 'archived', 'archived', NO, NO],
  cancel: ['cancelled', NO, NO, NO, 'cancelled', NO],
  'did-not-happen': ['did-not-happen', NO, NO, NO, NO, 'did-not-happen'],
  move: ['scheduled', NO, NO, NO, NO, NO],
  addendum: [NO, NO, NO, 'archived', NO, NO],
  call: ['scheduled', 'live', 'wrapped-up', OVER, OVER, OVER],
} as const satisfies Record<string, readonly Outcome[]>;
type Command = keyof typeof TABLE;
const COMMANDS = Object.keys(TABLE) as Command[];

/** What a refusal names as the states that would allow the command. */
const ALLOWED: Record<Exclude<Command, 'call'>, readonly SessionState[]> = {
  start: ['scheduled'],
  'wrap-up': ['live'],
  archive: ['wrapped-up'],
  cancel: ['scheduled'],
  'did-not-happen': ['scheduled'],
  move: ['scheduled'],
  addendum: ['archived'],
};

/** How a session gets into a state. */
const WAY: Record<SessionState, readonly Command[]> = {
  scheduled: [],
  live: ['start'],
  'wrapped-up': ['start', 'wrap-up'],
  archived: ['start', 'wrap-up', 'archive'],
  cancelled: ['cancel'],
  'did-not-happen': ['did-not-happen'],
};

/** Whoever is no member of the session is refused in every state in the same way. */
const REFUSED = {
  observer: [403, 'not-allowed'],
  'member of another mentorship': [404, 'not-found'],
  'member of the same name in another tenant': [404, 'not-found'],
  'host token': [401, 'token-invalid'],
  'no token': [401, 'token-missing'],
  'expired ticket': [401, 'token-expired'],
} as const;
type Stranger = keyof typeof REFUSED;

interface Scene {
  readonly world: World;
  readonly id: string;
  ask(command: Command, token: string | null): Promise<Answer<unknown>>;
  detail(): Promise<SessionDetail>;
}

/** A session with a date that has come, in this state. */
async function inState(state: SessionState): Promise<Scene> {
  const world = await createWorld();
  const stage = createStage(world);
  const { body } = await stage.book(await world.join(ANNA), { key: 'k', startsAt: world.now() });
  const ask = (command: Command, token: string | null): Promise<Answer<unknown>> => {
    if (command === 'move') return world.ask('PATCH', `/v1/sessions/${body.id}`, token, { minutes: 20 });
    const bodies = { addendum: { id: 'a1', text: 'Later' }, call: { kind: 'peer' } };
    const path = command === 'addendum' ? 'addenda' : command;
    const sent = command === 'addendum' || command === 'call' ? bodies[command] : undefined;
    return world.ask('POST', `/v1/sessions/${body.id}/${path}`, token, sent);
  };
  const ticket = async () => (await world.join(ANNA, { session: body.id })).documents.token;
  for (const command of WAY[state]) await ask(command, await ticket());
  const detail = async () => (await world.ask<SessionDetail>('GET', `/v1/sessions/${body.id}`, await ticket())).body;
  expect((await detail()).state).toBe(state);
  return { world, id: body.id, ask, detail };
}

describe.each(STATES)('a session that is %s', (state) => {
  const column = STATES.indexOf(state);

  const asked = COMMANDS.flatMap((command) => [ANNA, BO].map((person) => [command, person.role, person] as const));
  it.each(asked)('answers %s of its %s', async (command, _, person) => {
    const scene = await inState(state);
    const { documents } = await scene.world.join(person, { session: scene.id });
    const answer = await scene.ask(command, documents.token);
    const expected: Outcome = TABLE[command][column]!;
    if (expected === NO || expected === OVER) {
      expect(answer.status).toBe(409);
      const { error } = answer.body as ErrorBody;
      expect(error.code).toBe(expected);
      if (command !== 'call') expect(error.data).toEqual({ state, allowed: ALLOWED[command] });
    } else {
      expect(answer.status).toBe(command === 'addendum' ? 201 : 200);
    }
    const { state: after } = await scene.detail();
    expect(after).toBe(expected === NO || expected === OVER ? state : expected);
    await scene.world.close();
  });

  it('refuses everybody else, whatever they ask, and stays what it is', async () => {
    const scene = await inState(state);
    const { world, id } = scene;
    const expired = await world.join(ANNA, { session: id });
    world.pass(minutes(11));
    const before = await scene.detail();
    const tokens: Record<Stranger, string | null> = {
      observer: (await world.join(OLGA, { session: id })).documents.token,
      'member of another mentorship': (await world.join(BO, { claims: { mentorship: 'bo-cy' } })).documents.token,
      'member of the same name in another tenant': (await world.join(ANNA, { claims: { iss: 'acme' } })).documents
        .token,
      'host token': await world.token(ANNA),
      'no token': null,
      'expired ticket': expired.documents.token,
    };
    for (const [who, [status, code]] of Object.entries(REFUSED)) {
      for (const command of COMMANDS) {
        const { status: answered, body } = await scene.ask(command, tokens[who as Stranger]);
        expect([who, command, answered, (body as ErrorBody).error.code]).toEqual([who, command, status, code]);
      }
    }
    expect(await scene.detail()).toEqual(before);
    await world.close();
  });
});

describe('a session whose date lies ahead', () => {
  it('can be cancelled, and nobody can say yet that it did not happen', async () => {
    const world = await createWorld();
    const stage = createStage(world);
    const anna = await world.join(ANNA);
    const { body } = await stage.book(anna, { key: 'k', startsAt: world.now() + hours(1) });
    const answer = (await stage.command(anna, 'did-not-happen', body.id)) as Answer<unknown>;
    expect(answer.status).toBe(409);
    expect((answer.body as ErrorBody).error).toMatchObject({
      code: NO,
      data: { state: 'scheduled', allowed: ['scheduled'], notBefore: body.startsAt },
    });
    world.pass(hours(1));
    const later = await world.join(ANNA, { session: body.id });
    expect((await stage.command(later, 'did-not-happen')).body.session.state).toBe('did-not-happen');
    await world.close();
  });
});
