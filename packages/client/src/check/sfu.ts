import { FiresideError } from '@fireside/protocol';

/**
 * Asks LiveKit what its own client asks when a connection fails: whether somebody with this token may come in. Nobody is let
 * in by it. The token goes in a header; LiveKit's WebSocket would take it in the address alone, so none is opened here.
 * @throws FiresideError `unreachable`; `sfu-refused` where LiveKit does not take the token; `sfu-unreachable` where it gives
 *   another answer, or something else does; the signal's reason
 */
export async function askSfu(url: string, token: string, signal: AbortSignal): Promise<void> {
  let response: Response;
  try {
    response = await fetch(new URL('/rtc/validate', url.replace('ws', 'http')), {
      headers: { authorization: `Bearer ${token}` },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal,
    });
  } catch (cause) {
    signal.throwIfAborted();
    throw new FiresideError('unreachable', { cause });
  }
  const { ok, status } = response;
  if (ok) return;
  throw new FiresideError(status === 401 || status === 403 ? 'sfu-refused' : 'sfu-unreachable', { data: { status } });
}
