/** Says what the others change, to people who do not see it: gathered, by kind, and never at every key. */
import type { FiresideSession } from '@fireside/client';
import { changesSince, notesOf } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import type * as Y from 'yjs';
import { nameOf } from '../lines/people.ts';
import { SERVER, type People, type SharedKind } from './people.ts';
import { areaOf, phraseOf, sentence, type Area } from './phrases.ts';

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
  readonly people: People;
  readonly announce: (text: string) => void;
}

/** What others do in one document, from now on. */
export class RemoteAnnouncer {
  readonly #kind: SharedKind;
  readonly #doc: Y.Doc;
  readonly #options: Options;
  readonly #records: readonly object[];
  readonly #notes: object;
  /** How far everybody had written before what is gathered now. */
  #before: Map<number, number> | null = null;
  #first = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wroteAt = -Infinity;
  #stopped = false;

  constructor(kind: SharedKind, doc: Y.Doc, options: Options) {
    this.#kind = kind;
    this.#doc = doc;
    this.#options = options;
    // Yjs tells of changes in a root only from when it has its type.
    this.#records = RECORDS.map((name) => doc.getMap(name));
    this.#notes = notesOf(doc);
    doc.on('afterTransaction', this.#changed);
  }

  stop(): void {
    this.#stopped = true;
    this.#doc.off('afterTransaction', this.#changed);
    clearTimeout(this.#timer);
  }

  readonly #changed = (transaction: Y.Transaction): void => {
    if (transaction.local) return;
    const changed: ReadonlyMap<object, unknown> = transaction.changedParentTypes;
    if (changed.has(this.#notes)) void this.#sayWriting(transaction);
    if (!this.#records.some((root) => changed.has(root))) return;
    const now = Date.now();
    if (this.#before === null) {
      this.#before = new Map(transaction.beforeState);
      this.#first = now;
    }
    clearTimeout(this.#timer);
    const wait = Math.min(QUIET_MS, this.#first + LATEST_MS - now);
    this.#timer = setTimeout(() => void this.#sayChanges(), Math.max(0, wait));
  };

  /** "Bo is writing in the notes", once until there is a rest. */
  async #sayWriting({ beforeState, afterState }: Y.Transaction): Promise<void> {
    const now = Date.now();
    const rested = now - this.#wroteAt >= REST_MS;
    this.#wroteAt = now;
    const [writer] = [...afterState].find(([client, clock]) => clock > (beforeState.get(client) ?? 0)) ?? [];
    if (!rested || writer === undefined || !this.#wants('notes')) return;
    const who = await this.#who(writer);
    if (who && !this.#stopped) this.#options.announce(msg(str`${who} is writing in the notes`));
  }

  async #sayChanges(): Promise<void> {
    const state = this.#before;
    this.#before = null;
    if (state === null || this.#isOver()) return;
    const found: Told[] = [];
    for (const change of changesSince(this.#doc, { state, own: new Set([this.#doc.clientID]) })) {
      const area = areaOf(change);
      const phrase = area !== 'notes' && this.#wants(area) ? phraseOf(change, this.#doc) : null;
      if (phrase === null) continue;
      const who = await this.#who(change.client);
      if (who !== undefined) found.push({ who, area, phrase });
    }
    if (this.#stopped) return;
    for (const some of Map.groupBy(found, ({ who, area }) => `${area} ${who}`).values()) this.#say(some);
  }

  #say(some: readonly Told[]): void {
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
    const { session, people } = this.#options;
    const person = (await people.of(this.#kind, client)) ?? onlyOther(session);
    if (person === null) return msg('Somebody');
    if (person === SERVER) return null;
    return person === session.status.value.person?.id ? undefined : nameOf(session, person);
  }
}

interface Told {
  readonly who: string | null;
  readonly area: Area;
  readonly phrase: string;
}

function countWords({ who, area }: Told, count: number): string {
  const agenda = area === 'agenda';
  if (who === null) {
    return agenda ? msg(str`${count} changes in the agenda`) : msg(str`${count} changes in promises and goals`);
  }
  return agenda
    ? msg(str`${who} changed ${count} things in the agenda`)
    : msg(str`${who} changed ${count} things in promises and goals`);
}

/** Who else is here, where that is one; it can only have been them. */
function onlyOther({ presence }: FiresideSession): string | null {
  const others = presence.value.filter((one) => !one.self && one.role !== 'observer');
  return others.length === 1 ? (others[0]?.person ?? null) : null;
}
