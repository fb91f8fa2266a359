/**
 * Clients as people have them: y-websocket's own provider with a 102 for each token, which is as exact as the protocol can be
 * asked; and our whole client (`createSession`, which runs outside browsers, too), whose word "Saved" is what people see.
 */
import { createSession, type FiresideSession } from '@fireside/client';
import { documentName, type Ticket } from '@fireside/protocol';
import { SignJWT } from 'jose';
import { AckedProvider } from '../acked-provider.ts';
import type { Book } from './book.ts';
import { pick } from './random.ts';
import { contentOf, writeToken } from './words.ts';
import { when } from '@fireside/client/testing';

// Node has no media elements. The call looks for them once; nothing here enters one.
Object.assign(globalThis, { HTMLMediaElement: class {} });

export const SECRET = 'a secret of the ledger that is long enough';

export interface Person {
  readonly sub: string;
  readonly role: 'mentor' | 'mentee';
  readonly mentorship: string;
}

export const people = (mentorship: string): [Person, Person] => [
  { sub: 'anna', role: 'mentor', mentorship },
  { sub: 'bo', role: 'mentee', mentorship },
];

/** The documents of a person, one of each kind. */
export function documentsOf({ sub, mentorship }: Person, { session }: Ticket): string[] {
  return [
    documentName({ kind: 'mentorship', mentorship }),
    documentName({ kind: 'session', session: session.id }),
    documentName({ kind: 'private', mentorship, person: sub }),
  ];
}

export function hostToken({ sub, role, mentorship }: Person): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ sub, name: sub, role, mentorship, iat: now, exp: now + 600 })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(SECRET));
}

export async function join(server: string, person: Person): Promise<Ticket> {
  const response = await fetch(`${server}/v1/join`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await hostToken(person)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ mentorship: person.mentorship }),
  });
  if (!response.ok) throw new Error(`join answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Ticket;
}

/** What somebody who remembers nothing finds. */
export async function readFresh(ticket: Ticket, name: string): Promise<string> {
  const client = new AckedProvider(ticket, name);
  await client.synced();
  const content = contentOf(client.doc);
  client.discard();
  return content;
}

/** Writes tokens into one document over an unmodified provider, and asks for each with a 102 of its own. */
export class WireWriter {
  readonly client: AckedProvider;
  readonly #name: string;
  readonly #book: Book;

  constructor(ticket: Ticket, name: string, book: Book) {
    this.#name = name;
    this.#book = book;
    this.client = new AckedProvider(ticket, name);
  }

  write(random: () => number): void {
    if (!this.client.provider.synced) return;
    const token = this.#book.token(this.#name);
    const version = this.client.change((doc) => writeToken(doc, this.#name, token, random));
    void this.client.saved(version).then(() => this.#book.acknowledge([token], 'y-websocket'));
  }
}

/** A person with our client: writes a few things, and writes on when the page says "Saved". */
export class SessionWriter {
  readonly #session: FiresideSession;

  constructor(server: string, person: Person, signal: AbortSignal) {
    globalThis.sessionStorage.clear(); // each is a tab of its own
    const { mentorship } = person;
    this.#session = createSession({ server, mentorship, getToken: () => hostToken(person), signal });
  }

  /** Resolves when all documents are open, and writes until the signal of this client is aborted. */
  async start(book: Book, random: () => number): Promise<void> {
    const session = this.#session;
    const all = await when(session.documents, (value) => Object.values(value).every((one) => one?.synced === true));
    const documents = [all.session, all.mentorship, all.private].filter((one) => one !== null);
    const go = async (): Promise<void> => {
      while (session.status.value.phase === 'ready') {
        const tokens = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
          const { doc, name } = pick(random, documents);
          const token = book.token(name);
          writeToken(doc, name, token, random);
          return token;
        });
        await when(session.save, ({ kind }) => kind === 'saved');
        book.acknowledge(tokens, 'createSession');
      }
    };
    void go();
  }
}
