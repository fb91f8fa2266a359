/** Says what the others change, to people who do not see it: gathered, by kind, and never at every key. */
import type { FiresideSession } from '@fireside/client';
import { changesSince, notesOf, type Change } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import type * as Y from 'yjs';
import { nameOf } from '../lines/people.ts';
import { People, SERVER, type SharedKind } from './people.ts';
import { areaOf, sentence, type Area } from './phrases.ts';
import { toldOf } from './told.ts';

/** What comes without a pause of this time (ms) is said together … */
const QUIET_MS = 1_500;
/** … but not later than this. */
const LATEST_MS = 5_000;
/** Who goes on writing after a rest of this time (ms) is said to write again. */
const REST_MS = 30_000;
/** More changes of one person in one place are counted, not listed. */
const LISTED = 3;

const RECORDS = ['agenda', 'backlog', 'comments', 'goals', 'outcomes', 'promises'] as const;

interface Options {
  readonly session: FiresideSession;
  readonly announce: (text: string) => void;
  /** How far everybody had written before what is the first to be said. */
  readonly before: ReadonlyMap<number, number>;
}

/** What others do in one document, from `before` on. */
export class RemoteAnnouncer {
  readonly #kind: SharedKind;
  readonly #doc: Y.Doc;
  readonly #options: Options;
  readonly #people: People;
  readonly #records: readonly object[];
  readonly #notes: object;
  /** How far everybody had written before what is gathered now. */
  #before: ReadonlyMap<number, number> | null;
  #first = Date.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wroteAt = -Infinity;
  #stopped = false;

  constructor(kind: SharedKind, doc: Y.Doc, options: Options) {
    this.#kind = kind;
    this.#doc = doc;
    this.#options = options;
    this.#people = new People(options.session);
    // Yjs tells of changes in a root only from when it has its type.
    this.#records = RECORDS.map((name) => doc.getMap(name));
    this.#notes = notesOf(doc);
    doc.on('afterTransaction', this.#changed);
    this.#before = options.before;
    const notes = this.#changesSince(options.before).find((change) => change.in === 'notes');
    if (notes) void this.#sayWriting(notes.client);
    this.#sayLater();
  }

  stop(): void {
    this.#stopped = true;
    this.#doc.off('afterTransaction', this.#changed);
    clearTimeout(this.#timer);
  }

  readonly #changed = (transaction: Y.Transaction): void => {
    if (transaction.local) return;
    const changed: ReadonlyMap<object, unknown> = transaction.changedParentTypes;
    if (changed.has(this.#notes)) void this.#sayWriting(writerOf(transaction));
    if (!this.#records.some((root) => changed.has(root))) return;
    if (this.#before === null) {
      this.#before = new Map(transaction.beforeState);
      this.#first = Date.now();
    }
    this.#sayLater();
  };

  #sayLater(): void {
    clearTimeout(this.#timer);
    const wait = Math.min(QUIET_MS, this.#first + LATEST_MS - Date.now());
    this.#timer = setTimeout(() => void this.#sayChanges(), Math.max(0, wait));
  }

  #changesSince(state: ReadonlyMap<number, number>): Change[] {
    return changesSince(this.#doc, { state, own: new Set([this.#doc.clientID]) });
  }

  /** "Bo is writing in the notes", once until there is a rest. */
  async #sayWriting(writer: number | undefined): Promise<void> {
    const now = Date.now();
    const rested = now - this.#wroteAt >= REST_MS;
    this.#wroteAt = now;
    if (!rested || writer === undefined || !this.#wants('notes')) return;
    const who = await this.#who(writer);
    if (who && !this.#stopped) this.#options.announce(msg(str`${who} is writing in the notes`));
  }

  async #sayChanges(): Promise<void> {
    const state = this.#before;
    this.#before = null;
    if (state === null || this.#isOver()) return;
    const wanted = this.#changesSince(state).filter((change) => {
      const area = areaOf(change);
      return area !== 'notes' && this.#wants(area);
    });
    const found: Said[] = [];
    for (const { change, phrase } of toldOf(wanted, this.#doc, this.#options.session.status.value.session?.minutes)) {
      const who = await this.#who(change.client);
      if (who !== undefined) found.push({ who, area: areaOf(change), phrase });
    }
    if (this.#stopped) return;
    for (const some of Map.groupBy(found, ({ who, area }) => `${area} ${who}`).values()) this.#say(some);
  }

  #say(some: readonly Said[]): void {
    const [first] = some;
    if (!first) return;
    const { announce } = this.#options;
    if (some.length > LISTED) announce(countWords(first, some.length));
    else for (const { who, phrase } of some) announce(sentence(who, phrase));
  }

  /** What wrapping up writes itself stands in the recap, which is before everybody then. */
  #isOver(): boolean {
    const state = this.#options.session.status.value.session?.state;
    return state !== 'scheduled' && state !== 'live';
  }

  #wants(area: Area): boolean {
    return this.#options.session.preferences.value.announce[area];
  }

  /** The name to say; null for what the server wrote, undefined for this person, in another tab of theirs. */
  async #who(client: number): Promise<string | null | undefined> {
    const { session } = this.#options;
    const person = (await this.#people.of(this.#kind, client)) ?? onlyOther(session);
    if (person === null) return msg('Somebody');
    if (person === SERVER) return null;
    return person === session.status.value.person?.id ? undefined : nameOf(session, person);
  }
}

interface Said {
  readonly who: string | null;
  readonly area: Area;
  readonly phrase: string;
}

function countWords({ who, area }: Said, count: number): string {
  const agenda = area === 'agenda';
  if (who === null) {
    return agenda ? msg(str`${count} changes in the agenda`) : msg(str`${count} changes in promises and goals`);
  }
  return agenda
    ? msg(str`${who} changed ${count} things in the agenda`)
    : msg(str`${who} changed ${count} things in promises and goals`);
}

/** The clientID behind a transaction of another one. */
function writerOf({ beforeState, afterState }: Y.Transaction): number | undefined {
  return [...afterState].find(([client, clock]) => clock > (beforeState.get(client) ?? 0))?.[0];
}

/** Who else is here, where that is one; it can only have been them. */
function onlyOther({ presence }: FiresideSession): string | null {
  const others = presence.value.filter((one) => !one.self && one.role !== 'observer');
  return others.length === 1 ? (others[0]?.person ?? null) : null;
}
