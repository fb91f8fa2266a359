import { FiresideError } from '@fireside/protocol';

/** Asks the host for a host token. */
export type GetToken = () => Promise<string>;

/**
 * A token source that posts to `url` of the host (same origin) and takes `token` of its JSON answer.
 * @throws FiresideError `host-token`
 */
export function tokenFrom(url: string): GetToken {
  return async () => {
    const response = await fetch(url, { method: 'POST', credentials: 'same-origin' }).catch((cause: unknown) => {
      throw new FiresideError('host-token', { detail: 'The token-url cannot be reached.', cause });
    });
    if (!response.ok) throw new FiresideError('host-token', { detail: `The token-url answered ${response.status}.` });
    const answer: unknown = await response.json().catch((cause: unknown) => {
      throw new FiresideError('host-token', { detail: 'The token-url did not answer with JSON.', cause });
    });
    if (typeof answer === 'object' && answer !== null && 'token' in answer && typeof answer.token === 'string') {
      return answer.token;
    }
    throw new FiresideError('host-token', { detail: 'The token-url must answer {"token": "…"}.' });
  };
}
