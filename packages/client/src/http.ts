import { FiresideError, isErrorCode, type ErrorCode } from '@fireside/protocol';

/** Milliseconds after which a request counts as not answered. */
const PATIENCE = 20_000;

export interface ServerRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below the server, such as `/v1/join`. */
  readonly path: string;
  /** Sent as `Authorization: Bearer`; never in the URL. */
  readonly token: string;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

/**
 * One request to the Fireside server.
 * @throws FiresideError with the server's code, or `unreachable`; the signal's reason when it was aborted
 */
export async function requestServer<T>(server: string, request: ServerRequest): Promise<T> {
  const { method, path, token, body, signal } = request;
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  let text: string;
  try {
    response = await fetch(server.replace(/\/+$/, '') + path, {
      method,
      headers,
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch (cause) {
    signal.throwIfAborted();
    throw new FiresideError('unreachable', { cause });
  }
  const value = parse(text);
  if (!response.ok) throw readError(value, response.status);
  if (value === undefined) throw new FiresideError('unreachable', { detail: 'The answer is not from Fireside.' });
  return value as T;
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
