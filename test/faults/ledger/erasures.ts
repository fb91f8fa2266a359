/** Documents that are erased while somebody writes, who keeps all of it and comes back later: a revenant. */
import { documentName, type Ticket } from '@fireside/protocol';
import { AckedProvider } from '../acked-provider.ts';
import type { Book } from './book.ts';
import { join, people, readFresh, WireWriter, type Person } from './fireside-clients.ts';

interface Gone {
  readonly person: Person;
  readonly name: string;
  readonly ticket: Ticket;
  revenant: WireWriter | null;
}

/** What tells somebody who was away that their copy has no home: another epoch, or a ticket of another one. */
const ENDS_FOR_GOOD = new Set<unknown>([4401, 4409]);
/** Milliseconds between two tokens. */
const PACE = 8;

export class Erasures {
  readonly #all: Gone[] = [];

  /** Somebody writes into a document of their own, until the signal; answers its name when something is saved. */
  async prepare(server: string, book: Book, random: () => number, signal: AbortSignal): Promise<string> {
    const person = people(`gone-${this.#all.length}`)[0];
    const ticket = await join(server, person);
    const name = documentName({ kind: 'mentorship', mentorship: person.mentorship });
    const revenant = new WireWriter(ticket, name, book);
    const pulse = setInterval(() => revenant.write(random), PACE);
    signal.addEventListener('abort', () => {
      clearInterval(pulse);
      revenant.client.provider.disconnect();
    });
    await revenant.client.synced();
    revenant.write(random);
    revenant.write(random);
    await revenant.client.saved();
    this.#all.push({ person, name, ticket, revenant });
    return name;
  }

  /** What is erased is gone, and does not come back with who comes back. */
  async check(server: string, book: Book): Promise<void> {
    for (const gone of this.#all) {
      const { person, name, ticket, revenant } = gone;
      const now = await join(server, person);
      book.check(name, await readFresh(now, name));
      if (!revenant) continue;
      gone.revenant = null;
      if (book.isErased(name)) {
        // With everything it had, and the ticket of before.
        const { url } = now.documents;
        const again = new AckedProvider(ticket, name, { url, doc: revenant.client.doc });
        const end = await Promise.race([again.closes(), again.synced()]);
        if (!ENDS_FOR_GOOD.has(end)) book.find('revived', name, `its old writer met ${end ?? 'a welcome'}`);
        again.provider.destroy();
        book.check(name, await readFresh(now, name));
      }
      revenant.client.discard();
    }
  }
}
