/** Commands, and time, at which the server dies; and what has to be true after it. */
import { expect } from 'vitest';
import { pick } from '../ledger/random.ts';
import { readKept, wrongs, type Kept } from './kept.ts';
import type { Answer, Mortal, Name } from './mortal.ts';

/** Where the server dies: after the answer, or around the commit of the command. */
const DEATHS = ['between', 'before', 'during', 'after'] as const;
type Place = (typeof DEATHS)[number] | 'survived';

export interface Asked {
  /** Whoever asks has joined this one. */
  readonly session: string;
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: unknown;
}

export class Deaths {
  readonly #mortal: Mortal;
  readonly #random: () => number;

  constructor(mortal: Mortal, random: () => number) {
    this.#mortal = mortal;
    this.#random = random;
  }

  kept(): Kept {
    return readKept(this.#mortal.database);
  }

  someone(): Name {
    return pick(this.#random, ['anna', 'bo']);
  }

  /** Asks, dies somewhere, and asks again. What was done is done whole, and nothing is left for whoever asks again. */
  async of(asked: Asked): Promise<Answer> {
    const person = this.someone();
    const place = this.#place();
    const token = await this.#token(asked, person);
    const before = this.kept();
    const answer = await this.#die(place, () => this.#ask(asked, token));
    const dead = this.kept();
    const where = `${asked.path}, ${place}`;
    expect(answer === null, where).toBe(isInCommit(place));
    if (answer) expect([200, 201], `${where}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
    expect(wrongs(dead), where).toEqual([]);
    const wasDone = JSON.stringify(dead) !== JSON.stringify(before);
    if (place !== 'during') expect(wasDone, where).toBe(place !== 'before');

    if (place !== 'survived') await this.#mortal.start();
    const again = await this.#ask(asked, await this.#token(asked, person));
    const after = this.kept();
    // What is booked, or added, a second time is there already.
    if (answer) expect(again, where).toEqual({ ...answer, status: 200 });
    expect(wrongs(after), where).toEqual([]);
    if (wasDone) expect(after, where).toEqual(dead);
    else expect(after, where).not.toEqual(before);
    expect([200, 201], where).toContain(again?.status);
    return again!;
  }

  /** Both are there. */
  async visit(session: string): Promise<void> {
    for (const person of ['anna', 'bo'] as const) {
      const asked = { session, method: 'POST', path: `/v1/sessions/${session}/start` } as const;
      await this.#ask(asked, await this.#token(asked, person));
    }
  }

  /** Time passes, and the server dies of what it has to do then; the next one does it. */
  async ofTime(ms: number): Promise<void> {
    const place = this.#place();
    const lived = await this.#die(place, () => this.#mortal.pass(ms));
    expect(lived, place).toBe(!isInCommit(place));
    expect(wrongs(this.kept()), place).toEqual([]);
    if (place !== 'survived') await this.#mortal.start();
    expect(wrongs(this.kept()), place).toEqual([]);
  }

  /** A death takes a second, so that every other step is survived: which ones, the seed says. */
  #place(): Place {
    return this.#random() < 0.5 ? 'survived' : pick(this.#random, DEATHS);
  }

  async #die<T>(place: Place, work: () => Promise<T>): Promise<T> {
    if (isInCommit(place)) await this.#mortal.arm(place, this.#random());
    const result = await work();
    if (place === 'between') await this.#mortal.kill();
    if (isInCommit(place)) await this.#mortal.died();
    return result;
  }

  async #token({ session }: Asked, person: Name): Promise<string> {
    return (await this.#mortal.join(person, session)).documents.token;
  }

  #ask({ method, path, body }: Asked, token: string): Promise<Answer | null> {
    return this.#mortal.ask(token, method, path, body);
  }
}

function isInCommit(place: Place): place is 'before' | 'during' | 'after' {
  return place === 'before' || place === 'during' || place === 'after';
}
