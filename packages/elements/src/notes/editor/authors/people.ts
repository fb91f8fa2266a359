import type { FiresideSession } from '@fireside/client';
import { msg } from '@lit/localize';
import { nameOf } from '../../../lines/people.ts';
import type { Awareness } from '../awareness.ts';

/** Milliseconds between two questions to the server. */
const PATIENCE = 5000;

/** Which person a client is: as the server has it, and for those who only just came, as they say themselves. */
export class People {
  readonly #session: FiresideSession;
  readonly #awareness: Awareness;
  readonly #known = new Map<number, string>();
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(session: FiresideSession, awareness: Awareness) {
    this.#session = session;
    this.#awareness = awareness;
  }

  /** Asks the server. @throws FiresideError */
  async ask(): Promise<void> {
    const { session, status } = { session: this.#session, status: this.#session.status.value };
    if (!status.session) return;
    this.#askedAt = Date.now();
    const authors = await session.authors(status.session.id);
    for (const { client, person } of authors.session) this.#known.set(client, person);
  }

  /** Milliseconds until the server may be asked again. */
  get wait(): number {
    return Math.max(0, this.#askedAt + PATIENCE - Date.now());
  }

  /** The id of the person; null while nobody knows. */
  personOf(client: number): string | null {
    const known = this.#known.get(client);
    if (known !== undefined) return known;
    if (client === this.#awareness.clientID) return this.#session.status.value.person?.id ?? null;
    const said: unknown = this.#awareness.getStates().get(client)?.person;
    if (typeof said !== 'string') return null;
    this.#known.set(client, said); // they may leave before the server is asked
    return said;
  }

  nameOf(person: string | null): string {
    if (person === null) return msg('not known');
    if (person === 'server') return msg('from before');
    return nameOf(this.#session, person);
  }
}
