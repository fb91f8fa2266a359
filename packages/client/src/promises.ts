import type { PromiseList } from '@fireside/protocol/http';
import { requestServer } from './http.ts';
import { hostToken } from './join.ts';

export interface PromiseRequest {
  /** Origin (and path) of the Fireside server. */
  readonly server: string;
  /** Asks the page for a host token; its claim `mentorships` says which mentorships are asked about. */
  readonly getToken: () => Promise<string>;
  readonly signal: AbortSignal;
}

/**
 * What is promised over all mentorships of the person, without opening one of them.
 * @throws FiresideError `host-token` where the page fails, `unreachable`, or the code of the server's answer
 */
export async function listPromises({ server, getToken, signal }: PromiseRequest): Promise<PromiseList> {
  const token = await hostToken(getToken, signal);
  return requestServer<PromiseList>(server, { method: 'GET', path: '/v1/promises', token, signal });
}
