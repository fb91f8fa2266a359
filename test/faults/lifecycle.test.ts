/** A life of sessions whose server is killed at its steps: between two commands, and before, in or after a commit. */
import { addItem, readAgenda, setItemState, setNext } from '@fireside/protocol';
import { expect, it } from 'vitest';
import { seeded } from './ledger/random.ts';
import { Deaths, type Asked } from './lifecycle/deaths.ts';
import type { KeptSession } from './lifecycle/kept.ts';
import { MENTORSHIP, Mortal } from './lifecycle/mortal.ts';

const HOUR = 3_600_000;
const PATIENCE = { timeout: 120_000 };
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const command = (session: string, name: string, body?: unknown): Asked => ({
  session,
  method: 'POST',
  path: `/v1/sessions/${session}/${name}`,
  body,
});

it(`after every death a command was taken whole, or not at all (FUZZ_SEED=${seed})`, PATIENCE, async () => {
  const mortal = await Mortal.open();
  try {
    await live(mortal);
    expect(mortal.complaints).toEqual([]);
  } finally {
    await mortal.end();
  }
});

async function live(mortal: Mortal): Promise<void> {
  const deaths = new Deaths(mortal, seeded(seed));
  let written = 0;

  /** Puts an open, a parked and a discussed item on an agenda. */
  async function prepare(session: string): Promise<void> {
    await mortal.write(deaths.someone(), session, (doc) => {
      for (const state of ['open', 'parked', 'discussed'] as const) {
        setItemState(doc, addItem(doc, { title: `item ${(written += 1)}`, author: 'bo' }), state);
      }
    });
  }

  async function book(key: string, startsAt: number): Promise<string> {
    const { session } = await mortal.join('anna');
    const path = `/v1/mentorships/${MENTORSHIP}/sessions`;
    const { body } = await deaths.of({ session: session.id, method: 'POST', path, body: { key, startsAt } });
    return body['id'] as string;
  }

  function sessionIn(state: KeptSession['state'], test: (one: KeptSession) => boolean = () => true): string {
    const { sessions } = deaths.kept();
    const found = sessions.find((one) => one.state === state && test(one));
    if (!found) throw new Error(`None of these is ${state}: ${JSON.stringify(sessions)}`);
    return found.id;
  }

  await mortal.join('bo');
  const first = await book('first', mortal.now() + HOUR);
  await prepare(first);
  await deaths.of({ session: first, method: 'PATCH', path: `/v1/sessions/${first}`, body: { minutes: 25 } });
  await deaths.of(command(first, 'start'));
  const date = mortal.now() + 48 * HOUR;
  await mortal.write('anna', first, (doc) => setNext(doc, { startsAt: date, minutes: 50, mode: 'video', by: 'anna' }));
  await deaths.of(command(first, 'wrap-up'));
  await deaths.of(command(first, 'archive'));
  await deaths.of(command(first, 'addenda', { id: 'a1', text: 'It went well.' }));

  const second = sessionIn('scheduled', ({ starts_at }) => starts_at === date);
  await prepare(second);
  await deaths.of(command(second, 'cancel'));
  const third = await book('third', mortal.now() - HOUR);
  await prepare(third);
  await deaths.of(command(third, 'did-not-happen'));

  // Both were there and forgot it: wrapped up by itself, and archived three days later.
  const fourth = sessionIn('scheduled');
  await deaths.of(command(fourth, 'start'));
  await deaths.visit(fourth);
  await mortal.write('bo', fourth, (doc) => setItemState(doc, readAgenda(doc)[0]!.id, 'discussed'));
  await deaths.ofTime(3 * HOUR);
  expect(sessionIn('wrapped-up')).toBe(fourth);
  await deaths.ofTime(72 * HOUR);
  sessionIn('archived', ({ id }) => id === fourth);

  // Somebody waited alone: scheduled again.
  const fifth = sessionIn('scheduled');
  await deaths.of(command(fifth, 'start'));
  await deaths.ofTime(3 * HOUR);
  expect(sessionIn('scheduled')).toBe(fifth);
}
