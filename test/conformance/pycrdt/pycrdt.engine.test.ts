/** A client in another language: pycrdt's own provider with y-websocket's, on the real server. */
import { documentName, newId, readAgenda, SUBPROTOCOL, type Ticket } from '@fireside/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Client } from '../clients.ts';
import { contentOf, same, write } from '../content.ts';
import { ANNA, BO, Host } from '../host.ts';
import { bringPython, PythonClient, type Python, type PythonState } from './python.ts';

const python: Python | null = await bringPython().catch((error: unknown) => {
  if (process.env['CI'] === 'true') throw error;
  console.log(`pycrdt is left out: ${error instanceof Error ? error.message : String(error)}`);
  console.log('With Python 3.11 and a way to PyPI this brings it: npx pnpm test:engines');
  return null;
});

describe.runIf(python)('pycrdt with y-websocket', () => {
  let host: Host;
  let bo: Ticket;
  let document: string;
  let client: Client;
  let other: PythonClient;
  beforeAll(async () => {
    host = await Host.start();
  });
  afterAll(() => host.end());
  beforeEach(async () => {
    const mentorship = newId();
    const anna = await host.join(ANNA, mentorship);
    bo = await host.join(BO, mentorship);
    document = documentName({ kind: 'session', session: anna.session.id });
    client = await new Client('3.1.0', anna, document).synced();
    other = new PythonClient(python!);
  });
  afterEach(async () => {
    await other.end();
    client.end();
    expect(client.watch.strange).toEqual([]);
  });

  const connect = (): Promise<void> =>
    other.do('connect', `${bo.documents.url}/${document}`, [SUBPROTOCOL, bo.documents.token]);

  /** Resolves when both have the same structs and deletions; what each reads in them is then compared, too. */
  async function settled(): Promise<void> {
    const look = (): void => other.look();
    client.doc.on('afterTransaction', look);
    const state = await other.until(({ update }) => same(docOf(update), client.doc));
    client.doc.off('afterTransaction', look);
    expect(vectorOf(state)).toEqual(Y.decodeStateVector(Y.encodeStateVector(client.doc)));
    const { notes, ...content } = contentOf(client.doc);
    expect(state.content).toEqual({ ...content, notes: treeOf(client.doc) });
    expect(notes).toBe(contentOf(docOf(state.update)).notes);
  }

  it('writes together, apart and together again', async () => {
    write(client.doc, 'anna', 1);
    await connect();
    await settled();
    await other.do('write', 'bo', 1);
    await settled();
    write(client.doc, 'anna', 2);
    await other.do('write', 'bo', 2);
    await settled();
    expect(readAgenda(client.doc).map(({ id }) => id)).toContain('bo-2');
    expect(readAgenda(client.doc).find(({ id }) => id === 'bo-2')).toMatchObject({ author: 'bo', minutes: 7 });

    // both offline, then each alone
    await Promise.all([client.leave(), other.do('disconnect')]);
    write(client.doc, 'anna', 3);
    await other.do('write', 'bo', 3);
    client.comeBack();
    await client.synced();
    await connect();
    await settled();
    await other.do('disconnect');
    write(client.doc, 'anna', 4);
    await other.do('write', 'bo', 4);
    await connect();
    await settled();
    await client.leave();
    write(client.doc, 'anna', 5);
    await other.do('write', 'bo', 5);
    client.comeBack();
    await settled();
  });

  it('sees who is there, and is seen', async () => {
    await connect();
    client.awareness.setLocalState({ person: 'anna', name: 'Änna 🔥' });
    const seen = new Promise((resolve) => {
      client.awareness.on('change', () => {
        const people = [...client.awareness.getStates().values()].map(({ person }): unknown => person);
        if (people.includes('bo')) resolve(people);
      });
    });
    await other.do('aware', { person: 'bo', name: 'Bø 🔥' });
    await seen;
    expect([...client.awareness.getStates().values()]).toContainEqual({ person: 'bo', name: 'Bø 🔥' });
    await other.until(({ people }) => people.length === 2);
    const gone = new Promise((resolve) => client.awareness.once('change', resolve));
    await other.do('disconnect');
    await gone;
    expect([...client.awareness.getStates().values()].map(({ person }): unknown => person)).toEqual(['anna']);
  });

  it('is refused like anybody else', async () => {
    const stolen = other.do('connect', `${bo.documents.url}/${document}`, [SUBPROTOCOL, 'no-ticket']);
    await expect(stolen).rejects.toThrow(/4401/);
  });
});

function docOf(update: string): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Buffer.from(update, 'base64'));
  return doc;
}

const vectorOf = ({ vector }: PythonState): Map<number, number> => Y.decodeStateVector(Buffer.from(vector, 'base64'));

/** The notes as the Python client tells them. */
function treeOf(doc: Y.Doc): unknown {
  const read = (node: unknown): unknown => {
    if (node instanceof Y.XmlText) return node.toDelta() as unknown;
    const element = node as Y.XmlElement;
    return {
      tag: element.nodeName,
      attributes: element.getAttributes(),
      children: element.toArray().map(read),
    };
  };
  return doc.getXmlFragment('notes').toArray().map(read);
}
