/** What is asked of the server over HTTP, with the ticket's token. Types alone come from `/http`: the schemas stay out. */
import { errorEntry, FiresideError, type CallKind, type Session, type Ticket } from '@fireside/protocol';
import type {
  Addendum,
  Authors,
  Booking,
  NewAddendum,
  SessionDetail,
  SessionList,
  SessionPatch,
  SessionResult,
} from '@fireside/protocol/http';
import { requestFile, requestServer, type ServerFile, type ServerRequest } from './http.ts';

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
  archive(session: string): Promise<SessionResult> {
    return this.#ask('POST', `${sessionPath(session)}/archive`);
  }
  addAddendum(session: string, addendum: NewAddendum): Promise<Addendum> {
    return this.#ask('POST', `${sessionPath(session)}/addenda`, addendum);
  }
  exportSession(session: string, query: Query): Promise<ServerFile> {
    return this.#askFile(withQuery(`${sessionPath(session)}/export`, query));
  }
  exportAll(mentorship: string, query: Query): Promise<ServerFile> {
    return this.#askFile(withQuery(`/v1/mentorships/${encodeURIComponent(mentorship)}/export`, query));
  }
  chooseCall(session: string, kind: CallKind): Promise<SessionResult> {
    return this.#ask('POST', `${sessionPath(session)}/call`, { kind });
  }
  change(session: string, patch: SessionPatch): Promise<Session> {
    return this.#ask('PATCH', sessionPath(session), patch);
  }
  detail(session: string, query: Query): Promise<SessionDetail> {
    return this.#ask('GET', withQuery(sessionPath(session), query));
  }
  authors(session: string): Promise<Authors> {
    return this.#ask('GET', `${sessionPath(session)}/authors`);
  }
  book(mentorship: string, booking: Booking): Promise<Session> {
    return this.#ask('POST', mentorshipPath(mentorship), booking);
  }
  list(mentorship: string, query: Query, signal?: AbortSignal): Promise<SessionList> {
    return this.#ask('GET', withQuery(mentorshipPath(mentorship), query), undefined, signal);
  }

  #ask<T>(method: ServerRequest['method'], path: string, body?: unknown, until?: AbortSignal): Promise<T> {
    const signal = this.#until(until);
    return this.#withToken((token) => requestServer<T>(this.#options.server, { method, path, token, body, signal }));
  }

  #askFile(path: string): Promise<ServerFile> {
    const signal = this.#until();
    return this.#withToken((token) => requestFile(this.#options.server, { method: 'GET', path, token, signal }));
  }

  #until(signal?: AbortSignal): AbortSignal {
    return signal ? AbortSignal.any([signal, this.#options.signal]) : this.#options.signal;
  }

  async #withToken<T>(send: (token: string) => Promise<T>): Promise<T> {
    const ticket = this.#options.ticket();
    if (!ticket) throw new FiresideError('unreachable', { detail: 'There is no ticket yet.' });
    try {
      return await send(ticket.documents.token);
    } catch (error) {
      const old = error instanceof FiresideError && errorEntry(error.code).client === 'join-again';
      if (!old) throw error;
      return send((await this.#options.renewed()).documents.token);
    }
  }
}

type Query = Readonly<Record<string, string>>;

const sessionPath = (id: string): string => `/v1/sessions/${encodeURIComponent(id)}`;
const mentorshipPath = (id: string): string => `/v1/mentorships/${encodeURIComponent(id)}/sessions`;

function withQuery(path: string, query: Query): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}
