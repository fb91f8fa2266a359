import type { CallSnapshot, Preferences } from '@fireside/client';
import { msg, str } from '@lit/localize';
import { formatNames } from '../format.ts';

/** What comes within this time (ms) is said together, and what is undone within it is not said at all. */
const SETTLE_MS = 600;

/** A shorter interruption (ms) is over before it has been said. */
const WORTH_SAYING_MS = 1_500;

/** What somebody wants to hear of a call. */
export type CallAnnouncements = Pick<Preferences['announce'], 'people' | 'microphones'>;

interface Known {
  readonly name: string;
  readonly microphone: boolean;
  readonly away: boolean;
  /** It was said that their microphone is off. */
  readonly saidMuted: boolean;
  /** Nothing comes from them: seen at one look, and said when it still is so at a later one. */
  readonly lost: 'no' | 'seen' | 'said';
}

/**
 * Says who comes, goes, mutes and is away, for people who do not see it. Nothing of it is said while the connection is
 * interrupted: others seem to vanish then; when it is back, only what has really changed is.
 */
export class CallAnnouncer {
  readonly #announce: (text: string) => void;
  #state: CallSnapshot['state'] = 'idle';
  #call: CallSnapshot | null = null;
  #wanted: CallAnnouncements | null = null;
  #known = new Map<string, Known>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Looks again at who was lost. */
  #looking: ReturnType<typeof setTimeout> | undefined;
  #interruption: ReturnType<typeof setTimeout> | undefined;
  #saidInterrupted = false;

  constructor(announce: (text: string) => void) {
    this.#announce = announce;
  }

  tell(call: CallSnapshot, wanted: CallAnnouncements): void {
    const was = this.#state;
    this.#state = call.state;
    this.#wanted = wanted;
    if (was !== call.state) this.#tellInterruption(was, call.state);
    const changed = call.others !== this.#call?.others;
    this.#call = call;
    if (call.state === 'joined') {
      if (changed || was !== 'joined') this.#timer ??= setTimeout(() => this.#sayChanges(), SETTLE_MS);
      return;
    }
    this.#rest();
    if (call.state !== 'reconnecting') this.#known.clear();
  }

  stop(): void {
    this.#rest();
    clearTimeout(this.#interruption);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#looking);
    this.#timer = undefined;
  }

  #tellInterruption(was: CallSnapshot['state'], now: CallSnapshot['state']): void {
    clearTimeout(this.#interruption);
    if (now === 'reconnecting') {
      this.#interruption = setTimeout(() => {
        this.#saidInterrupted = true;
        this.#announce(msg('Sound and picture are interrupted. Reconnecting…'));
      }, WORTH_SAYING_MS);
    } else if (was === 'reconnecting') {
      if (now === 'joined' && this.#saidInterrupted) this.#announce(msg('The connection is back'));
      this.#saidInterrupted = false;
    }
  }

  #sayChanges(): void {
    this.#timer = undefined;
    const before = this.#known;
    const now = new Map(peopleOf(this.#call, before));
    this.#known = now;
    clearTimeout(this.#looking);
    if ([...now.values()].some(({ lost }) => lost === 'seen')) {
      this.#looking = setTimeout(() => this.#sayChanges(), WORTH_SAYING_MS);
    }
    const names = (which: (id: string, one: Known) => boolean, people = now): string[] =>
      [...people].filter(([id, one]) => which(id, one)).map(([, { name }]) => name);
    const was = (id: string): Known | undefined => before.get(id);

    if (this.#wanted?.people) {
      const came = names((id) => !before.has(id));
      const gone = names((id) => !now.has(id), before);
      const away = names((id, one) => one.away && was(id)?.away === false);
      const back = names((id, one) => !one.away && was(id)?.away === true);
      this.#say(came, (who, many) => (many ? msg(str`${who} are in the call`) : msg(str`${who} is in the call`)));
      this.#say(gone, (who, many) => (many ? msg(str`${who} have left the call`) : msg(str`${who} has left the call`)));
      this.#say(away, (who) => msg(str`${who}: back soon`));
      this.#say(back, (who) => msg(str`${who}: here again`));
    }
    // Trouble is said whatever is wanted; while everything is lost, the interruption says it.
    const lost = names((id, one) => one.lost === 'said' && was(id)?.lost !== 'said');
    const again = names((id, one) => one.lost === 'no' && was(id)?.lost === 'said');
    this.#say(lost, (who) => msg(str`Nothing comes through from ${who} just now. Reconnecting…`));
    this.#say(again, (who) => msg(str`${who}: here again`));
    if (this.#wanted?.microphones) {
      const muted = names((id, one) => one.saidMuted && was(id)?.saidMuted === false);
      const heard = names((id, one) => one.microphone && was(id)?.saidMuted === true);
      this.#say(muted, (who) => msg(str`${who}: microphone off`));
      this.#say(heard, (who) => msg(str`${who}: microphone on`));
    }
  }

  #say(names: readonly string[], words: (names: string, many: boolean) => string): void {
    if (names.length > 0) this.#announce(words(formatNames(names), names.length > 1));
  }
}

/** By person: one who changes tabs is in the call twice for a moment. */
function* peopleOf(call: CallSnapshot | null, before: ReadonlyMap<string, Known>): Generator<[string, Known]> {
  for (const [person, connections] of Map.groupBy(call?.others ?? [], (one) => one.person)) {
    const was = before.get(person);
    const microphone = connections.some((one) => one.microphone);
    const away = connections.every((one) => one.away);
    // What comes to light with the connection itself is no muting, and neither is going away.
    const saidMuted = !microphone && !away && (was?.microphone === true || was?.saidMuted === true);
    const nothing = connections.every((one) => one.connection === 'lost');
    const lost = !nothing ? 'no' : was === undefined || was.lost === 'no' ? 'seen' : 'said';
    yield [person, { name: connections[0]?.name ?? '', microphone, away, saidMuted, lost }];
  }
}
