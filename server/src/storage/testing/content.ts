/** What the contract suites of the storage write and read. */
import * as Y from 'yjs';
import type { Append, Commit, RowWrite, Storage } from '../store.ts';

export const document = { tenant: 'default', name: 'session/one' };
export const other = { tenant: 'default', name: 'session/two' };

/** A client that types: each call answers the update of one more piece of text. */
export function writer(): (text: string) => Uint8Array {
  const doc = new Y.Doc();
  return (text) => {
    let update: Uint8Array | undefined;
    doc.once('update', (bytes: Uint8Array) => (update = bytes));
    doc.getText('notes').insert(doc.getText('notes').length, text);
    return update!;
  };
}

export const append = (bytes: Uint8Array, over: Partial<Append> = {}): Append => ({
  document,
  bytes,
  actor: 'anna',
  at: 1_000,
  epoch: 1,
  ...over,
});
export const appends = (...all: Append[]): Commit => ({ appends: all, rows: [] });
export const addMentorship = (id: string): RowWrite => ({
  sql: 'insert into mentorship (tenant, id) values (?, ?)',
  parameters: ['default', id],
  expect: 1,
});

/** What is stored, as it stands now. */
export function contentOf(storage: () => Storage) {
  async function text(key = document): Promise<string> {
    const { snapshot, updates } = await storage().store.load(key);
    const doc = new Y.Doc();
    for (const update of [...(snapshot ? [snapshot] : []), ...updates]) Y.applyUpdate(doc, update);
    return doc.getText('notes').toJSON();
  }
  const mentorships = async () =>
    (await storage().reader.selectFrom('mentorship').select('id').orderBy('id').execute()).map((row) => row.id);
  const rowsOf = (key = document) =>
    storage()
      .reader.selectFrom('doc_update')
      .innerJoin('doc', 'doc.id', 'doc_update.doc')
      .select(['seq', 'actor', 'at', 'data'])
      .where('doc.name', '=', key.name)
      .orderBy('seq')
      .execute();

  const clientsOf = (key = document) =>
    storage()
      .reader.selectFrom('doc_client')
      .innerJoin('doc', 'doc.id', 'doc_client.doc')
      .select(['client', 'person', 'at'])
      .where('doc.name', '=', key.name)
      .orderBy('client')
      .execute();

  return { text, mentorships, rowsOf, clientsOf };
}
