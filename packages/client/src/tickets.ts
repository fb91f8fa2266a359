/** Joins, renews before the ticket expires, and joins again when a socket says so. */
import { errorEntry, FiresideError, type Ticket } from '@fireside/protocol';
import { Alarm, backOff } from './alarm.ts';

/** Milliseconds between two questions of an observer whose session is not live yet. */
const OBSERVER_PAUSE = 15_000;
/** Milliseconds within which joining again counts as a repetition, and waits grow. */
const REPEATED = 60_000;

export interface TicketOptions {
  readonly ask: (session: string | null) => Promise<Ticket>;
  /** The session to name at the first join; null leaves the choice to the server. */
  readonly session: string | null;
  /** That session was only remembered: where it cannot be entered any more, the server's choice will do. */
  readonly remembered: boolean;
  /** Milliseconds since the epoch by the server's clock. */
  readonly now: () => number;
  readonly onTicket: (ticket: Ticket) => void;
  /** The last try failed; `retrying` says whether the next comes by itself. */
  readonly onTrouble: (error: FiresideError, retrying: boolean) => void;
  readonly signal: AbortSignal;
}

export class Tickets {
  readonly #options: TicketOptions;
  readonly #alarm = new Alarm();
  #session: string | null;
  #remembered: boolean;
  /** Asked for while a join was under way. */
  #again = false;
  #repetitions = 0;
  #lastRefresh = -Infinity;

  constructor(options: TicketOptions) {
    this.#options = options;
    this.#session = options.session;
    this.#remembered = options.remembered;
    void this.#run();
  }

  /** Joins again soon: a socket was closed because of its ticket. */
  refresh(): void {
    const now = performance.now();
    this.#repetitions = now - this.#lastRefresh < REPEATED ? this.#repetitions + 1 : 0;
    this.#lastRefresh = now;
    this.look();
  }

  /** Joins again soon: the session is not what the ticket says. No sign of trouble, so waits do not grow by it. */
  look(): void {
    this.#again = true;
    this.#alarm.ring(this.#refreshPause());
  }

  /** Tries at once instead of waiting. */
  retry(): void {
    this.#alarm.ring();
  }

  #refreshPause(): number {
    return this.#repetitions === 0 ? 0 : backOff(this.#repetitions - 1);
  }

  async #run(): Promise<void> {
    const { signal } = this.#options;
    let failures = 0;
    let tokensRefused = 0;
    while (!signal.aborted) {
      let pause: number;
      this.#again = false;
      try {
        const ticket = await this.#options.ask(this.#session);
        if (signal.aborted) return;
        failures = tokensRefused = 0;
        pause = this.#untilNext(ticket);
        this.#options.onTicket(ticket);
      } catch (cause) {
        if (signal.aborted) return;
        const error = cause instanceof FiresideError ? cause : new FiresideError('internal', { cause });
        const action = errorEntry(error.code).client;
        if (action === 'tell' && this.#remembered) {
          this.#session = null;
          this.#remembered = false;
          continue;
        }
        // A refused token may only have been an old one: the host is asked once more.
        const retrying = action === 'retry' || (action === 'join-again' && tokensRefused++ === 0);
        pause = retrying ? backOff(failures++) : Infinity;
        this.#options.onTrouble(error, retrying);
      }
      if (this.#again) pause = Math.min(pause, this.#refreshPause());
      await this.#alarm.wait(pause, signal);
    }
  }

  #untilNext(ticket: Ticket): number {
    this.#remembered = false;
    if (ticket.person.role === 'observer' && ticket.session.state === 'scheduled') return OBSERVER_PAUSE;
    this.#session = ticket.session.id;
    const life = ticket.documents.expiresAt - this.#options.now();
    return Math.max(5000, life * (0.7 + Math.random() * 0.1));
  }
}
