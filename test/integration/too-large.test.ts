/** Text that was written without a connection and is larger than the server takes: it is said, kept and offered. */
import { addItem, notesOf, readAgenda } from '@fireside/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { when } from '@fireside/client/testing';
import { ANNA, BO, saved, synced, World, written, type Client } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(() => world.end());

const MiB = 1024 * 1024;

function writeNotes(doc: Y.Doc, bytes: number): string {
  const line = 'x'.repeat(bytes);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(line)]);
  notesOf(doc).push([paragraph]);
  return line;
}

async function refusedAndKept({ session }: Client, line: string): Promise<void> {
  const [text] = await when(session.kept, (kept) => kept.length > 0);
  expect(text).toMatchObject({ code: 'too-large', stored: false });
  expect(text?.lines.map(({ length }) => length)).toEqual([line.length]);
  expect(text?.lines[0] === line).toBe(true);
}

// Over the document's limit, over a frame's, and over what the WebSocket library reads at all (1009).
it.each([4.5, 6, 11])(
  '%d MiB written offline are refused, kept and offered, and the document goes on',
  async (size) => {
    const anna = world.client(ANNA);
    const { doc } = await synced(anna, 'session');
    await saved(anna);
    const { port } = world.server;
    await world.server.close();
    await when(anna.session.save, ({ kind }) => kind === 'offline');
    const line = writeNotes(doc, size * MiB);
    const said: unknown[] = [];
    anna.session.save.subscribe(() => said.push(anna.session.save.value));
    await world.startServer(port);
    await refusedAndKept(anna, line);
    expect(said).toContainEqual({ kind: 'not-saved', code: 'too-large', stored: false });
    await when(anna.session.documents, ({ session }) => session?.doc !== doc && session?.writable === true);
    await saved(anna);

    const fresh = await synced(anna, 'session');
    addItem(fresh.doc, { title: 'And on', author: 'anna' });
    await saved(anna);
    const bo = world.client(BO);
    const theirs = await synced(bo, 'session');
    await written(theirs, () => readAgenda(theirs.doc).length === 1);
    expect(notesOf(theirs.doc).length).toBe(0);
  },
);
