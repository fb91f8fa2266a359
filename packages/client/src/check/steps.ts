/** Which steps a ticket makes: what each asks, and of whom. */
import {
  documentName,
  encodeSaved,
  FiresideError,
  parseFromServer,
  SUBPROTOCOL,
  type CallAccess,
  type IceServer,
  type SignalingAccess,
  type Ticket,
} from '@fireside/protocol';
import { requestServer } from '../http.ts';
import { askStun, passMessage } from './ice.ts';
import type { CheckStep } from './result.ts';
import { askSfu } from './sfu.ts';
import { askSocket } from './sockets.ts';

export interface Step {
  readonly step: CheckStep;
  readonly host: string | null;
  /** Rejects with a FiresideError; null where there is nothing to ask. Ends when the signal is aborted. */
  readonly ask: ((signal: AbortSignal) => Promise<unknown>) | null;
}

export function stepsOf(server: string, { session, documents, call }: Ticket): Step[] {
  const own = documentName({ kind: 'session', session: session.id });
  const name = own in documents.access ? own : Object.keys(documents.access)[0];
  return [
    {
      step: 'server',
      host: hostOf(server),
      ask: (signal) => {
        const path = `/v1/sessions/${encodeURIComponent(session.id)}`;
        return requestServer(server, { method: 'GET', path, token: documents.token, signal });
      },
    },
    ...(name === undefined
      ? []
      : [
          {
            step: 'documents' as const,
            host: hostOf(documents.url),
            ask: (signal: AbortSignal) =>
              askSocket(
                {
                  url: `${documents.url}/${name}`,
                  protocols: [SUBPROTOCOL, documents.token],
                  question: encodeSaved(0).slice(),
                  isAnswer: () => true,
                },
                signal,
              ),
          },
        ]),
    ...callSteps(call),
    { step: 'browser', host: null, ask: (signal) => passMessage(null, signal) },
  ];
}

/**
 * Every call has a socket of ours. Beyond it, one with a media server needs that server, which knows its own ways through
 * firewalls, and one without needs servers to find a path where there is no straight one.
 */
function callSteps(call: CallAccess | null): Step[] {
  if (!call) return [];
  if (call.kind === 'peer') return [socketStep(call), ...pathSteps(call.iceServers)];
  const { url, token, signaling } = call;
  return [socketStep(signaling), { step: 'sfu', host: hostOf(url), ask: (signal) => askSfu(url, token, signal) }];
}

function socketStep({ url, token }: SignalingAccess): Step {
  const question = JSON.stringify({ type: 'ping' });
  const isAnswer = (data: unknown): boolean => parseFromServer(String(data))?.type === 'pong';
  const socket = { url, protocols: [SUBPROTOCOL, token], question, isAnswer };
  return { step: 'call', host: hostOf(url), ask: (signal) => askSocket(socket, signal) };
}

function pathSteps(iceServers: readonly IceServer[]): Step[] {
  const servers = iceServers.flatMap(({ urls, ...rest }) => urls.map((url) => ({ ...rest, urls: [url] })));
  return [
    ...iceSteps('stun', servers, askStun),
    ...(['turn-udp', 'turn-tcp', 'turn-tls'] as const).flatMap((step) => iceSteps(step, servers, passMessage)),
  ];
}

function iceSteps(
  step: CheckStep,
  servers: readonly IceServer[],
  ask: (server: IceServer, signal: AbortSignal) => Promise<void>,
): Step[] {
  const found = servers.filter(({ urls: [url] }) => kindOf(url ?? '') === step);
  if (found.length === 0) return [{ step, host: null, ask: null }];
  return found.map((server) => ({
    step,
    host: iceHostOf(server.urls[0] ?? ''),
    ask: (signal) => ask(server, signal),
  }));
}

/** By scheme and transport of the URI (RFC 7064, RFC 7065). */
function kindOf(url: string): CheckStep {
  if (url.startsWith('stun')) return 'stun';
  if (url.startsWith('turns:')) return 'turn-tls';
  return url.endsWith('?transport=tcp') ? 'turn-tcp' : 'turn-udp';
}

const iceHostOf = (url: string): string => url.replace(/^\w+:/, '').replace(/\?.*$/, '');

function hostOf(url: string): string {
  if (!URL.canParse(url)) throw new FiresideError('malformed', { detail: 'The address of a server cannot be read.' });
  return new URL(url).host;
}
