/** Search as the server uses it: fed by what documents tell, asked by routes. Nothing of it holds up what is written. */
import { documentName, FiresideError, parseDocumentName } from '@fireside/protocol';
import type { Log } from '../log.ts';
import type { Rows } from '../sessions/rows.ts';
import type { DocumentKey } from '../storage/store.ts';
import { createFeeding, type FeedingLimits } from './feeding.ts';
import type { SearchIndex, SearchPage, Wanted } from './index-port.ts';

export interface Search {
  /** Begins to index what is not in the index yet. */
  start(): void;
  /** What is searched of a document has changed. */
  onChange(tenant: string, documentName: string): void;
  /** The last client of a document has left. */
  onEmpty(tenant: string, documentName: string): void;
  /** A document was erased; answers when nothing of it can be found, or read in the files. @throws where it is not gone */
  onErase(document: DocumentKey): Promise<void>;
  /** With what was just written. @throws FiresideError `storage` where the index cannot be asked */
  find(wanted: Wanted): Promise<SearchPage>;
  /** Nothing is being indexed, and nothing is due. */
  idle(): Promise<void>;
  /** Ends the index, too. */
  close(): Promise<void>;
}

export interface SearchOptions {
  readonly index: SearchIndex;
  readonly rows: Pick<Rows, 'dates'>;
  readonly now: () => number;
  readonly log: Log;
  readonly limits?: Partial<FeedingLimits>;
}

export function createSearch({ index, rows, now, log, limits = {} }: SearchOptions): Search {
  const feeding = createFeeding({ index, now, log, limits });

  /** Of what may not be indexed as it is stored, what this search could find. */
  async function freshen({ tenant, mentorship, person }: Wanted): Promise<void> {
    const dirty = feeding.dirty().filter((document) => document.tenant === tenant);
    const names = new Set([documentName({ kind: 'mentorship', mentorship })]);
    if (person !== null) names.add(documentName({ kind: 'private', mentorship, person }));
    // One question for all of them: wherever people write just now, there are many.
    const sessions = dirty.flatMap(({ name }) => sessionOf(name) ?? []);
    for (const { id } of await rows.dates(tenant, mentorship, sessions)) {
      names.add(documentName({ kind: 'session', session: id }));
    }
    await feeding.freshen(dirty.filter(({ name }) => names.has(name)));
  }

  return {
    start: feeding.start,
    onChange: (tenant, name) => feeding.touch({ tenant, name }),
    onEmpty: (tenant, name) => feeding.left({ tenant, name }),
    onErase: (document) => index.erase(document),
    async find(wanted) {
      await freshen(wanted);
      try {
        return await index.search(wanted);
      } catch (error) {
        throw new FiresideError('storage', {
          detail: 'Search does not answer just now; what you write is saved.',
          cause: error,
        });
      }
    },
    idle: feeding.idle,
    async close() {
      await feeding.close();
      await index.close();
    },
  };
}

function sessionOf(name: string): string | null {
  const address = parseDocumentName(name);
  return address.kind === 'session' ? address.session : null;
}
