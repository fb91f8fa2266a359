/** A person without our client: a host token, a join, and an unmodified y-websocket provider. */
import { encodeSaved, MESSAGE_SAVED, MESSAGE_STATE, type Ticket } from '@fireside/protocol';
import type { SessionList } from '@fireside/protocol/http';
import { SignJWT } from 'jose';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { World } from './world.ts';

const NAMES: Readonly<Record<string, string>> = { anna: 'Anna', bo: 'Bo', olga: 'Olga' };
const ROLES = { anna: 'mentor', bo: 'mentee', olga: 'observer' } as const;

/** What a host signs, right or wrong: `claims` and `secret` go over what would be good. */
export function hostToken(
  world: World,
  person: string,
  claims: Readonly<Record<string, unknown>> = {},
  secret = world.secret,
): Promise<string> {
  const role = ROLES[person as keyof typeof ROLES] ?? 'mentee';
  const exp = Math.floor(world.now() / 1000) + 300;
  return new SignJWT({ sub: person, name: NAMES[person] ?? person, mentorship: 'anna-bo', role, exp, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret));
}

/** The sessions of the pair, as the host's own backend asks for them. */
export async function sessionsOf(world: World): Promise<SessionList['sessions']> {
  const response = await fetch(`${world.server}/v1/mentorships/anna-bo/sessions`, {
    headers: { authorization: `Bearer ${await hostToken(world, 'anna')}` },
  });
  if (!response.ok) throw new Error(`the list answered ${response.status}`);
  return ((await response.json()) as SessionList).sessions;
}

export async function ticketFor(world: World, person: keyof typeof ROLES, mentorship = 'anna-bo'): Promise<Ticket> {
  const token = await hostToken(world, person, { mentorship });
  const response = await fetch(`${world.server}/v1/join`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ mentorship }),
  });
  if (!response.ok) throw new Error(`join answered ${response.status} ${await response.text()}`);
  return (await response.json()) as Ticket;
}

export interface OpenDocument {
  readonly doc: Y.Doc;
  readonly synced: Promise<void>;
  /** The close code of the socket. */
  readonly closed: Promise<number>;
  end(): void;
}

export async function documentOf(ticket: Ticket, name: string): Promise<OpenDocument> {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(ticket.documents.url, name, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    protocols: ['fireside', ticket.documents.token],
    disableBc: true,
  });
  const synced = new Promise<void>((resolve) => provider.once('sync', () => resolve()));
  const closed = new Promise<number>((resolve) => {
    provider.on('connection-close', (event: { code: number } | null) => resolve(event?.code ?? 0));
  });
  await Promise.race([synced, closed]);
  void closed.then(() => provider.destroy());
  return { doc, synced, closed, end: () => provider.destroy() };
}

/** Writes into a document, and resolves when the server has committed it. */
export async function writeInto(ticket: Ticket, name: string, edit: (doc: Y.Doc) => void): Promise<void> {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(ticket.documents.url, name, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    protocols: ['fireside', ticket.documents.token],
    disableBc: true,
  });
  try {
    const saved = new Promise<void>((resolve, reject) => {
      provider.messageHandlers[MESSAGE_SAVED] = () => resolve();
      provider.messageHandlers[MESSAGE_STATE] = () => {}; // of no interest here
      provider.on('connection-close', (event: { code: number } | null) =>
        reject(new Error(`the socket of ${name} was closed with ${event?.code}`)),
      );
    });
    await Promise.race([new Promise((resolve) => provider.once('sync', resolve)), saved]);
    doc.transact(() => edit(doc));
    provider.ws?.send(new Uint8Array(encodeSaved(1)));
    await saved;
  } finally {
    provider.destroy();
    doc.destroy();
  }
}
