/** What is asked of the server over HTTP, with the ticket's token. Types alone come from `/http`: the schemas stay out. */
import { errorEntry, FiresideError, type CallKind, type Session, type Ticket } from '@fireside/protocol';
import type {
  Authors,
  Booking,
  SessionDetail,
  SessionList,
  SessionPatch,
  SessionResult,
} from '@fireside/protocol/http';
import { requestServer, type ServerRequest } from './http.ts';

export interface CommandsOptions {
  readonly server: string;
  /** The current ticket; null before the first. */
  readonly ticket: () => Ticket | null;
  /** Joins again and answers the new ticket. */
  readonly renewed: () => Promise<Ticket>;
  readonly signal: AbortSignal;
}

/** Each throws a FiresideError with the server's code, or `unreachable`. */
export class Commands {
  readonly #options: CommandsOptions;

  constructor(options: CommandsOptions) {
    this.#options = options;
  }

  start(session: string): Promise<SessionResult> {
    return this.#ask('POST', `${sessionPath(session)}/start`);
  }
  wrapUp(session: string): Promise<SessionResult> {
    return this.#ask('POST', `${sessionPath(session)}/wrap-up`);
  }
  cancel(session: string): Promise<SessionResult> {
    return this.#ask('POST', `${sessionPath(session)}/cancel`);
  }
  didNotHappen(session: string): Promise<SessionResult> {
    return this.#ask('POST', `${sessionPath(session)}/did-not-happen`);
  }
  chooseCall(session: string, kind: CallKind): Promise<SessionResult> {
    return this.#ask('POST', `${sessionPath(session)}/call`, { kind });
  }
  change(session: string, patch: SessionPatch): Promise<Session> {
    return this.#ask('PATCH', sessionPath(session), patch);
  }
  detail(session: string): Promise<SessionDetail> {
    return this.#ask('GET', sessionPath(session));
  }
  authors(session: string): Promise<Authors> {
    return this.#ask('GET', `${sessionPath(session)}/authors`);
  }
  book(mentorship: string, booking: Booking): Promise<Session> {
    return this.#ask('POST', mentorshipPath(mentorship), booking);
  }
  list(mentorship: string, before?: string): Promise<SessionList> {
    const query = before === undefined ? '' : `?before=${encodeURIComponent(before)}`;
    return this.#ask('GET', mentorshipPath(mentorship) + query);
  }

  async #ask<T>(method: ServerRequest['method'], path: string, body?: unknown): Promise<T> {
    const { server, signal } = this.#options;
    const send = (ticket: Ticket): Promise<T> =>
      requestServer<T>(server, { method, path, token: ticket.documents.token, body, signal });
    const ticket = this.#options.ticket();
    if (!ticket) throw new FiresideError('unreachable', { detail: 'There is no ticket yet.' });
    try {
      return await send(ticket);
    } catch (error) {
      const old = error instanceof FiresideError && errorEntry(error.code).client === 'join-again';
      if (!old) throw error;
      return send(await this.#options.renewed());
    }
  }
}

const sessionPath = (id: string): string => `/v1/sessions/${encodeURIComponent(id)}`;
const mentorshipPath = (id: string): string => `/v1/mentorships/${encodeURIComponent(id)}/sessions`;
