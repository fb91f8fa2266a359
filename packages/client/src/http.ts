import { FiresideError, isErrorCode, type ErrorCode } from '@fireside/protocol';

/** Milliseconds after which a request counts as not answered. */
const PATIENCE = 20_000;
/** The same for a file: years of notes take their time. */
const PATIENCE_WITH_FILES = 120_000;

export interface ServerRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below the server, such as `/v1/join`. */
  readonly path: string;
  /** Sent as `Authorization: Bearer`; never in the URL. */
  readonly token: string;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

/** A file that the server has answered. */
export interface ServerFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/**
 * One request to the Fireside server.
 * @throws FiresideError with the server's code, or `unreachable`; the signal's reason when it was aborted
 */
export async function requestServer<T>(server: string, request: ServerRequest): Promise<T> {
  const { response, text } = await send(server, request, PATIENCE);
  const value = parse(text);
  if (!response.ok) throw readError(value, response.status);
  if (value === undefined) throw new FiresideError('unreachable', { detail: 'The answer is not from Fireside.' });
  return value as T;
}

/** One request whose answer is a file. @throws as `requestServer` does */
export async function requestFile(server: string, request: ServerRequest): Promise<ServerFile> {
  const { response, text } = await send(server, request, PATIENCE_WITH_FILES);
  if (!response.ok) throw readError(parse(text), response.status);
  // RFC 6266 section 4.3, in the one form that our server writes.
  const [, encoded] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  if (encoded === undefined) throw new FiresideError('unreachable', { detail: 'The answer is not from Fireside.' });
  return { name: decodeURIComponent(encoded), type: response.headers.get('content-type') ?? 'text/plain', text };
}

async function send(
  server: string,
  { method, path, token, body, signal }: ServerRequest,
  patience: number,
): Promise<{ response: Response; text: string }> {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    const response = await fetch(server.replace(/\/+$/, '') + path, {
      method,
      headers,
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { response, text: await response.text() };
  } catch (cause) {
    signal.throwIfAborted();
    throw new FiresideError('unreachable', { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a page of some proxy in between; the caller says so
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** `{error: {code, message, requestId}}`; what a proxy answers instead is told by its status. */
function readError(value: unknown, status: number): FiresideError {
  const error = isObject(value) && isObject(value.error) ? value.error : {};
  const { code, message, requestId, data: more } = error;
  if (!isErrorCode(code)) return new FiresideError(codeOfStatus(status), { detail: `The server answered ${status}.` });
  const data = { requestId, ...(isObject(more) ? more : {}) };
  return new FiresideError(code, { ...(typeof message === 'string' ? { detail: message } : {}), data });
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 429) return 'too-many';
  if (status === 413) return 'too-large';
  if (status === 502 || status === 503 || status === 504) return 'unreachable';
  return status >= 500 ? 'internal' : 'malformed';
}
