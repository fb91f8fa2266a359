/** Takes the same steps with the model and with a whole server, and compares what they have come to after each of them. */
import { addItem, readAgenda, setItemState, setNext, type SessionState } from '@fireside/protocol';
import type { ErrorBody, SessionDetail, SessionList } from '@fireside/protocol/http';
import { expect } from 'vitest';
import { ANNA, BO, MENTORSHIP, minutes, sessionDoc, type World } from '../../testing/world.ts';
import { compare } from './compare.ts';
import { HOUR, Model, type Command, type ModelSession, type Outcome } from './model.ts';
import type { Name, Step } from './steps.ts';

const PEOPLE = { anna: ANNA, bo: BO };
/** What people do with a session in each state, the likely more often. */
const WAYS: Readonly<Record<SessionState, readonly Command[]>> = {
  scheduled: ['start', 'start', 'start', 'cancel', 'did-not-happen'],
  live: ['wrap-up', 'start'],
  'wrapped-up': ['archive', 'wrap-up'],
  archived: [],
  cancelled: [],
  'did-not-happen': [],
};
const PAST = ['wrapped-up', 'archived', 'cancelled', 'did-not-happen'];

type Dated = Pick<Model['sessions'][number], 'id' | 'startsAt'>;

/** The order of the list; of the same moment the greater id goes first. */
const newestFirst = (a: Dated, b: Dated): number =>
  (b.startsAt ?? 0) - (a.startsAt ?? 0) || (a.id === b.id ? 0 : (a.id ?? '') < (b.id ?? '') ? 1 : -1);

export class Life {
  readonly #world: World;
  readonly #model: Model;
  /** Of all items that were ever written. */
  readonly #titles: string[] = [];

  constructor(world: World) {
    this.#world = world;
    this.#model = new Model(world.now());
  }

  /** Both are members, and there is a session. */
  async begin(): Promise<void> {
    await this.#world.join(ANNA);
    await this.#world.join(BO);
    this.#model.join();
    await compare(this.#world, this.#model, this.#titles);
  }

  async take(step: Step): Promise<void> {
    this.#pass(minutes(1));
    await this.#do(step);
    await compare(this.#world, this.#model, this.#titles);
  }

  /** What is kept of every session, as it is read in the end. */
  async end(): Promise<void> {
    const listed = this.#model.sessions.filter(({ startsAt }) => startsAt !== null).sort(newestFirst);
    const list = await this.#get<SessionList>(`/v1/mentorships/${MENTORSHIP}/sessions?limit=100`);
    expect(list.sessions.map(({ id }) => id)).toEqual(listed.map(({ id }) => id));
    const past = listed.filter(({ state }) => PAST.includes(state));
    for (const session of listed) {
      const detail = await this.#get<SessionDetail>(`/v1/sessions/${session.id}`);
      const { revisions, attendance, addenda, recap } = detail;
      const isKept = session.state === 'wrapped-up' || session.state === 'archived';
      expect({
        ...detail,
        revisions: revisions.map(({ revision }) => revision),
        attendance: attendance.map(({ id }) => id).sort(),
        addenda: addenda.map(({ id, person, text }) => ({ id, person, text })),
        recap: recap?.revision,
      }).toMatchObject({
        revisions: Array.from({ length: session.revisions }, (_, i) => i + 1),
        attendance: isKept ? session.there().sort() : [],
        addenda: session.addenda,
        added: session.addenda.length,
        recap: session.revisions === 0 ? undefined : session.revisions,
        openUntil: session.state === 'wrapped-up' ? (session.wrappedUpAt ?? 0) + 72 * HOUR : null,
        damaged: false,
        newer: past.findLast((one) => newestFirst(one, session) < 0)?.id ?? null,
        older: past.find((one) => newestFirst(one, session) > 0)?.id ?? null,
      });
      expect(revisions.map(({ at }) => at)).toEqual(revisions.map(({ at }) => at).sort((a, b) => a - b));
    }
  }

  #pass(ms: number): void {
    this.#world.pass(ms);
    this.#model.now = this.#world.now();
  }

  async #do(step: Step): Promise<void> {
    const { now } = this.#model;
    switch (step.kind) {
      case 'join':
        await this.#world.join(PEOPLE[step.person]);
        return this.#model.join();
      case 'pass':
        this.#pass(step.hours * HOUR);
        await this.#world.sessions.sweep();
        return this.#model.sweep();
      case 'book': {
        const startsAt = now + step.inHours * HOUR;
        const path = `/v1/mentorships/${MENTORSHIP}/sessions`;
        return this.#ask(step.person, 'POST', path, { key: `at ${now}`, startsAt }, this.#model.book(startsAt));
      }
      case 'command':
      case 'advance':
      case 'move':
      case 'addendum':
      case 'item':
      case 'mark':
      case 'agree':
        return this.#doWith(step, this.#at(this.#model.sessions, step.session), now);
    }
  }

  async #doWith(step: Extract<Step, { session: number }>, session: ModelSession, now: number): Promise<void> {
    const path = `/v1/sessions/${session.id}`;
    const { person } = step;
    if ((step.kind === 'item' || step.kind === 'mark' || step.kind === 'agree') && !session.isWritable) return;
    switch (step.kind) {
      case 'command': {
        const expected = this.#model.command(step.command, session, person);
        return this.#ask(person, 'POST', `${path}/${step.command}`, undefined, expected, session);
      }
      case 'advance': {
        const ways = WAYS[session.state];
        const command = ways[step.way % ways.length];
        if (command === undefined) return;
        const expected = this.#model.command(command, session, person);
        return this.#ask(person, 'POST', `${path}/${command}`, undefined, expected, session);
      }
      case 'move': {
        const startsAt = now + step.inHours * HOUR;
        return this.#ask(person, 'PATCH', path, { startsAt }, this.#model.move(session, startsAt), session);
      }
      case 'addendum': {
        const { id, text } = step;
        const expected = this.#model.addTo(session, { id, person, text });
        return this.#ask(person, 'POST', `${path}/addenda`, { id, text }, expected, session);
      }
      case 'item': {
        const title = `item ${this.#titles.length + 1}`;
        this.#titles.push(title);
        return this.#write(
          session,
          person,
          (agenda) => agenda.set(title, 'open'),
          (doc) => {
            addItem(doc, { title, author: person });
          },
        );
      }
      case 'mark': {
        const titles = [...session.agenda.keys()];
        if (titles.length === 0) return;
        const title = this.#at(titles, step.item);
        return this.#write(
          session,
          person,
          (agenda) => agenda.set(title, step.state),
          (doc) => {
            const item = readAgenda(doc).find((one) => one.title === title);
            if (item) setItemState(doc, item.id, step.state);
          },
        );
      }
      case 'agree': {
        // Behind us nobody books: then it is a date that is there already.
        const booked = this.#model.sessions.findLast((one) => one.state === 'scheduled')?.startsAt;
        const startsAt = (step.inHours < 0 ? booked : null) ?? now + step.inHours * HOUR;
        return this.#write(
          session,
          person,
          () => Object.assign(session, { agreed: startsAt, agreedBy: person }),
          (doc) => setNext(doc, { startsAt, minutes: 50, mode: 'video', by: person }),
        );
      }
    }
  }

  /** Somebody writes, and leaves the document. */
  async #write(
    session: ModelSession,
    person: Name,
    change: (agenda: ModelSession['agenda']) => unknown,
    edit: Parameters<World['write']>[2],
  ): Promise<void> {
    const name = sessionDoc(session.id ?? '');
    await this.#world.write(PEOPLE[person], name, edit);
    this.#world.sessions.onEmpty('default', name);
    await this.#world.sessions.idle();
    this.#model.write(session, person, () => void change(session.agenda));
  }

  async #ask(
    person: Name,
    method: string,
    path: string,
    body: unknown,
    expected: Outcome,
    session?: ModelSession,
  ): Promise<void> {
    const about = session ?? this.#model.sessions[0];
    const ticket = await this.#world.join(PEOPLE[person], { session: about?.id ?? '' });
    const answer = await this.#world.ask(method, path, ticket.documents.token, body);
    const got = answer.status < 300 ? answer.status : (answer.body as unknown as ErrorBody).error.code;
    expect([method, path, got]).toEqual([method, path, expected]);
  }

  async #get<T>(path: string): Promise<T> {
    const session = this.#model.sessions[0]?.id ?? '';
    const ticket = await this.#world.join(ANNA, { session });
    return (await this.#world.ask<T>('GET', path, ticket.documents.token)).body;
  }

  #at<T>(all: readonly T[], index: number): T {
    // From the end: the newest are the ones with a life before them.
    return all[all.length - 1 - (index % all.length)]!;
  }
}
