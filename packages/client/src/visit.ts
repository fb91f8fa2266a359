/** The stay in one session: its tickets, its documents, who is here, and what waits elsewhere. Ends as a whole. */
import type { FiresideError, SessionState, Ticket } from '@fireside/protocol';
import type { Awareness } from 'y-protocols/awareness';
import { Documents } from './documents/documents.ts';
import type { DeviceOfPerson } from './documents/person.ts';
import { join } from './join.ts';
import { Subject } from './observable.ts';
import { hidePresence, showPresence, watchPresence } from './presence.ts';
import type { Presence, SaveState, SessionDocuments, SessionOptions } from './session-port.ts';
import { Tickets } from './tickets.ts';
import { until } from './until.ts';

/** Milliseconds that a command waits for a new ticket. */
const RENEWAL_PATIENCE = 20_000;

export interface VisitOptions extends Omit<SessionOptions, 'signal'> {
  /** The session to enter; null for the one that the server chooses. */
  readonly session: string | null;
  readonly remembered: boolean;
  readonly client: string;
  /** Resolves when other tabs see this one: what it writes down before would count as left behind. */
  readonly seen: Promise<unknown>;
  readonly documents: Subject<SessionDocuments>;
  readonly save: Subject<SaveState>;
  readonly atRisk: Subject<boolean>;
  readonly presence: Subject<readonly Presence[]>;
  readonly waitingElsewhere: Subject<readonly string[]>;
  readonly device: (person: string) => DeviceOfPerson;
  readonly onTicket: (ticket: Ticket) => void;
  readonly onTrouble: (error: FiresideError, retrying: boolean) => void;
  readonly onState: (state: SessionState, changed: boolean) => void;
  /** The host's page signs for somebody else now: nothing of this visit is theirs. */
  readonly onOtherPerson: () => void;
}

export class Visit {
  readonly ticket = new Subject<Ticket | null>(null);
  readonly #options: VisitOptions;
  readonly #ended = new AbortController();
  readonly #tickets: Tickets;
  #workingOff = false;
  #documents: Documents | null = null;
  #clockOffset = 0;
  #present = false;
  #editing: string | null = null;
  #awareness: Awareness | null = null;
  /** People of whom no ticket said that they are members when they came. */
  readonly #met = new Set<string>();
  #stopPresence: () => void = () => {};

  constructor(options: VisitOptions) {
    this.#options = options;
    const { signal } = this.#ended;
    const stop = options.documents.subscribe(() => this.#watchPresence());
    signal.addEventListener('abort', stop);
    this.#tickets = new Tickets({
      ask: (session) => this.#join(session),
      session: options.session,
      remembered: options.remembered,
      now: () => this.now(),
      onTicket: (ticket) => this.#apply(ticket),
      onTrouble: options.onTrouble,
      signal,
    });
  }

  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** Null before the first ticket. */
  get openDocuments(): Documents | null {
    return this.#documents;
  }

  now(): number {
    return Date.now() + this.#clockOffset;
  }

  refresh(): void {
    this.#tickets.refresh();
  }

  /** Joins again soon: the session is not what the ticket says. */
  look(): void {
    this.#tickets.look();
  }
  retry(): void {
    this.#tickets.retry();
  }

  /** Joins again and answers the new ticket. @throws the signal's reason when none comes in time */
  async renewed(): Promise<Ticket> {
    const old = this.ticket.value;
    this.refresh();
    await until(this.ticket, (ticket) => ticket !== old, this.signal, RENEWAL_PATIENCE);
    return this.ticket.value ?? Promise.reject(new Error('ended'));
  }

  /** Becomes visible to the others, or not. */
  setPresent(present: boolean): void {
    this.#present = present;
    if (!present) this.#editing = null;
    this.#showPresence();
  }

  setEditing(record: string | null): void {
    this.#editing = record;
    if (record !== null) this.#present = true;
    this.#showPresence();
  }

  /** Access to everything was taken away. */
  revoke(): void {
    this.#documents?.revoke();
  }

  /** Ends everything. Resolves when nothing is written to the device any more. */
  async end(): Promise<void> {
    if (this.signal.aborted) return;
    if (this.#awareness) hidePresence(this.#awareness); // the others see it at once, not after a timeout
    this.#ended.abort();
    this.#stopPresence();
    this.#options.presence.set([]);
    await this.#documents?.end();
  }

  async #join(session: string | null): Promise<Ticket> {
    const { ticket, clockOffset } = await join(this.#options, session, this.signal);
    await this.#options.seen;
    this.#clockOffset = clockOffset;
    return ticket;
  }

  #apply(ticket: Ticket): void {
    const before = this.ticket.value;
    if (before && (before.person.id !== ticket.person.id || before.mentorship.id !== ticket.mentorship.id)) {
      this.#options.onOtherPerson();
      return;
    }
    const device = this.#options.device(ticket.person.id);
    this.#documents ??= new Documents({
      home: device.home,
      isNew: device.isNew,
      kept: device.kept,
      client: this.#options.client,
      documents: this.#options.documents,
      save: this.#options.save,
      atRisk: this.#options.atRisk,
      onTicketNeeded: () => this.refresh(),
      onState: this.#options.onState,
      onLocalChange: (kind) => {
        if (kind === 'private' || this.#present) return;
        this.setPresent(true);
      },
    });
    this.ticket.set(ticket);
    this.#documents.apply(ticket);
    this.#options.onTicket(ticket);
    void this.#workOff(ticket, before, device);
  }

  /** Takes up the texts of other sessions that wait on this device, one join at a time. */
  async #workOff(ticket: Ticket, before: Ticket | null, { home: opening, kept }: DeviceOfPerson): Promise<void> {
    if (this.#workingOff) return;
    this.#workingOff = true;
    const { client, waitingElsewhere: waiting } = this.#options;
    const { signal } = this;
    try {
      const home = await opening;
      if (!home || ((await home.waiting()).length === 0 && waiting.value.length === 0)) return;
      const { workOffElsewhere } = await import('./documents/when-left.ts');
      const ask = async (session: string): Promise<Ticket> => (await join(this.#options, session, signal)).ticket;
      await workOffElsewhere(ticket, before, { home, kept, client, waiting, ask, signal });
    } catch (error) {
      if (!signal.aborted) reportError(error); // the list cannot be read; nothing was deleted
    } finally {
      this.#workingOff = false;
    }
  }

  #watchPresence(): void {
    const awareness = this.#options.documents.value.session?.awareness ?? null;
    if (awareness === this.#awareness) return;
    this.#awareness = awareness;
    this.#stopPresence();
    this.#stopPresence = () => {};
    const { value: ticket } = this.ticket;
    if (!awareness || !ticket) {
      this.#options.presence.set([]);
      return;
    }
    const { members } = ticket.mentorship;
    this.#stopPresence = watchPresence(awareness, members, ticket.person.id, (presence) => {
      this.#options.presence.set(presence);
      this.#meet(presence);
    });
    this.#showPresence();
  }

  /** Where the host names no members, whoever joins becomes one: a new ticket says who they are. Asked once for each. */
  #meet(presence: readonly Presence[]): void {
    const members = this.ticket.value?.mentorship.members ?? [];
    const isNew = ({ person, role }: Presence): boolean =>
      role !== 'observer' && !this.#met.has(person) && !members.some(({ id }) => id === person);
    const newcomers = presence.filter(isNew);
    if (newcomers.length === 0) return;
    for (const { person } of newcomers) this.#met.add(person);
    this.look();
  }

  #showPresence(): void {
    const { value: ticket } = this.ticket;
    if (!this.#awareness || !ticket) return;
    if (!this.#present) return hidePresence(this.#awareness);
    showPresence(this.#awareness, ticket.person, ticket.mentorship.members);
    if (this.#awareness.getLocalState()?.editing !== this.#editing) {
      this.#awareness.setLocalStateField('editing', this.#editing);
    }
  }
}
