/** Who wrote it: by what the server knows of clientIDs. What a record says of its author is no proof of who changed it. */
import type { FiresideSession } from '@fireside/client';
import type { DocumentKind } from '@fireside/protocol';

/** In place of a person: what the server itself wrote, a template for example. */
export const SERVER = 'server';

export type SharedKind = Exclude<DocumentKind, 'private'>;

export class People {
  readonly #session: FiresideSession;
  readonly #known: Record<SharedKind, Map<number, string>> = { session: new Map(), mentorship: new Map() };
  /** Was asked for, whether the server knew it or not. */
  readonly #asked = new Set<string>();
  #asking: Promise<void> | null = null;

  constructor(session: FiresideSession) {
    this.#session = session;
  }

  /** Id of the person behind a clientID; `SERVER`, or null where nobody knows. */
  async of(kind: SharedKind, client: number): Promise<string | null> {
    const here = this.#present(kind, client) ?? this.#known[kind].get(client);
    if (here !== undefined) return here;
    const key = `${kind}/${client}`;
    if (!this.#asked.has(key)) {
      this.#asked.add(key);
      this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    }
    await this.#asking;
    return this.#known[kind].get(client) ?? null;
  }

  /** The server lets nobody be present as somebody else. */
  #present(kind: SharedKind, client: number): string | undefined {
    const state: unknown = this.#session.documents.value[kind]?.awareness?.getStates().get(client)?.['person'];
    return typeof state === 'string' ? state : undefined;
  }

  async #ask(): Promise<void> {
    const id = this.#session.status.value.session?.id;
    if (id === undefined) return;
    try {
      const authors = await this.#session.authors(id);
      for (const kind of ['session', 'mentorship'] as const) {
        for (const { client, person } of authors[kind]) this.#known[kind].set(client, person);
      }
    } catch {
      // Not worth a word: what happened is told without a name.
    }
  }
}
