/** The built widget in the example intranet, on its server, with what the pair has written. */
import type { Locator, Page } from '@playwright/test';
import { documentName, type DocumentAddress } from '@fireside/protocol';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { documentOf, ticketFor } from '../../e2e/support/wire.ts';
import type { World } from '../../e2e/support/world.ts';
import { isSame } from './bare.ts';

export const OURS = {
  name: 'ours',
  about:
    'Fireside: the built widget in the example intranet, on its server, every update committed before anybody hears it',
};

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const ANNA = 'anna';

/** Writes into a document of the pair, as Anna, and resolves when somebody else who opens it has all of it. */
export async function write(
  world: World,
  what: 'session' | 'mentorship' | 'private',
  writing: (doc: Y.Doc) => void,
): Promise<void> {
  const ticket = await ticketFor(world, ANNA);
  const addresses: Record<typeof what, DocumentAddress> = {
    session: { kind: 'session', session: ticket.session.id },
    mentorship: { kind: 'mentorship', mentorship: ticket.mentorship.id },
    private: { kind: 'private', mentorship: ticket.mentorship.id, person: ANNA },
  };
  const name = documentName(addresses[what]);
  const mine = await documentOf(ticket, name);
  mine.doc.transact(() => writing(mine.doc));
  const copy = await documentOf(ticket, name);
  await isSame(copy.doc, mine.doc);
  for (const { doc, end } of [mine, copy]) {
    end();
    doc.destroy(); // and the timer of its awareness
  }
}

/** Enters the session as a person does; this browser has no devices, and what is measured needs none. */
export async function enter(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await button(page, 'Join').click();
  await button(page, 'Leave').waitFor();
}

/** Bo, who reads along with his caret in the text, without a browser that would take part of the processor. */
export async function joinAsBo(world: World): Promise<{ leave(): void }> {
  const { documents, person, session } = await ticketFor(world, 'bo');
  const doc = new Y.Doc();
  const name = documentName({ kind: 'session', session: session.id });
  const provider = new WebsocketProvider(documents.url, name, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    protocols: ['fireside', documents.token],
    disableBc: true,
  });
  await new Promise((resolve) => provider.once('sync', resolve));
  const fragment = doc.getXmlFragment('notes');
  // In view, but not where Anna goes on.
  const paragraph = fragment.get(Math.floor(fragment.length / 2) - 2);
  const caret = Y.createRelativePositionFromTypeIndex(paragraph as Y.XmlElement, 0);
  provider.awareness.setLocalState({
    person: person.id,
    name: person.name,
    role: person.role,
    editing: null,
    user: { name: person.name, color: '#1d4ed8' },
    cursor: { anchor: Y.relativePositionToJSON(caret), head: Y.relativePositionToJSON(caret) },
  });
  return {
    leave() {
      provider.destroy();
      doc.destroy();
    },
  };
}
