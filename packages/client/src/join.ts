import { FiresideError, type Ticket } from '@fireside/protocol';
import { requestServer } from './http.ts';

/** Milliseconds that the host's page has for its answer. */
const HOST_PATIENCE = 20_000;

export interface JoinOptions {
  readonly server: string;
  readonly mentorship: string;
  readonly getToken: () => Promise<string>;
}

export interface Joined {
  readonly ticket: Ticket;
  /** Milliseconds to add to the clock of this machine to get the server's. */
  readonly clockOffset: number;
}

/**
 * Asks the host for a token and the server for a ticket.
 * @throws FiresideError `host-token` where the page fails, `unreachable`, or the code of the server's answer
 */
export async function join(options: JoinOptions, session: string | null, signal: AbortSignal): Promise<Joined> {
  const token = await hostToken(options.getToken, signal);
  const { mentorship } = options;
  const asked = Date.now();
  const ticket = await requestServer<Ticket>(options.server, {
    method: 'POST',
    path: '/v1/join',
    token,
    body: session === null ? { mentorship } : { mentorship, session },
    signal,
  });
  const answered = Date.now();
  return { ticket, clockOffset: ticket.now - (asked + answered) / 2 };
}

/** Asks the host for its first token now; whoever asks first gets that one. */
export function askedAhead(getToken: () => Promise<string>): () => Promise<string> {
  let first: Promise<string> | null = (async () => getToken())();
  first.catch(() => undefined); // who asks for it hears of it
  return () => {
    const token = first ?? getToken();
    first = null;
    return token;
  };
}

/** Asks the host for a token. @throws FiresideError `host-token`; the signal's reason when it was aborted */
export async function hostToken(getToken: () => Promise<string>, signal: AbortSignal): Promise<string> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), HOST_PATIENCE);
  try {
    const token = await Promise.race([getToken(), aborted(AbortSignal.any([signal, late.signal]))]);
    if (typeof token === 'string' && token !== '') return token;
    throw new FiresideError('host-token', { detail: 'getToken answered no token.' });
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof FiresideError) throw cause;
    throw new FiresideError('host-token', { cause });
  } finally {
    clearTimeout(timer);
    late.abort(); // ends the race's listener too
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new FiresideError('host-token')), { once: true });
  });
}
