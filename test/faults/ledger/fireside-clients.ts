/** Clients as people have them: y-websocket's own provider with a 102 after each token, and our whole client. */
import { createSession, type FiresideSession, type Observable } from '@fireside/client';
import { encodeSaved, MESSAGE_SAVED, MESSAGE_STATE, readSaved, SUBPROTOCOL, type Ticket } from '@fireside/protocol';
import { SignJWT } from 'jose';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Book } from './book.ts';
import { pick } from './random.ts';
import { contentOf, writeToken } from './words.ts';

// Node has no media elements. The call looks for them once; nothing here enters one.
Object.assign(globalThis, { HTMLMediaElement: class {} });

// Each provider of y-websocket listens for the end of the process.
process.setMaxListeners(0);

export const SECRET = 'a secret of the ledger that is long enough';

export interface Person {
  readonly sub: string;
  readonly role: 'mentor' | 'mentee';
  readonly mentorship: string;
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

export function connect({ documents }: Pick<Ticket, 'documents'>, name: string, doc = new Y.Doc()): WebsocketProvider {
  const protocols = [SUBPROTOCOL, documents.token];
  return new WebsocketProvider(documents.url, name, doc, { protocols, disableBc: true });
}

/** Nothing of the provider's is left, its document included. */
export function discard(provider: WebsocketProvider): void {
  provider.destroy();
  provider.doc.destroy();
}

export const synced = (provider: WebsocketProvider): Promise<void> =>
  new Promise((resolve) => provider.once('sync', () => resolve()));

/** What somebody who remembers nothing finds. */
export async function readFresh(ticket: Ticket, name: string): Promise<string> {
  const provider = connect(ticket, name);
  await synced(provider);
  const content = contentOf(provider.doc);
  discard(provider);
  return content;
}

/** One document over an unmodified provider. Every token is asked for by a 102 of its own. */
export class WireWriter {
  readonly provider: WebsocketProvider;
  readonly ready: Promise<void>;
  readonly #name: string;
  readonly #book: Book;
  #version = 0;
  #waiting: { version: number; token: string }[] = [];
  #acknowledged: () => void = () => undefined;

  constructor(ticket: Ticket, name: string, book: Book) {
    this.#name = name;
    this.#book = book;
    this.provider = connect(ticket, name);
    this.ready = synced(this.provider);
    this.provider.messageHandlers[MESSAGE_SAVED] = (_, decoder) => this.#saved(readSaved(decoder));
    this.provider.messageHandlers[MESSAGE_STATE] = () => undefined;
  }

  write(random: () => number): void {
    const { provider } = this;
    if (!provider.synced || !provider.ws) return;
    const token = this.#book.token(this.#name);
    writeToken(provider.doc, this.#name, token, random);
    this.#version += 1;
    this.#waiting.push({ version: this.#version, token });
    provider.ws.send(encodeSaved(this.#version).slice());
  }

  /** Resolves at the next acknowledgement. */
  acknowledged(): Promise<void> {
    return new Promise((resolve) => (this.#acknowledged = resolve));
  }

  #saved(version: number): void {
    const saved = this.#waiting.filter((one) => one.version <= version);
    this.#waiting = this.#waiting.filter((one) => one.version > version);
    this.#book.acknowledge(saved.map(({ token }) => token));
    this.#acknowledged();
  }
}

/** Resolves once `test` holds. */
function when<T>(observable: Observable<T>, test: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    let stop: (() => void) | null = null;
    const look = (): void => {
      if (!test(observable.value)) return;
      stop?.();
      resolve(observable.value);
    };
    stop = observable.subscribe(look);
    look();
  });
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
    const { session } = this;
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
        book.acknowledge(tokens);
      }
    };
    void go();
  }

  get session(): FiresideSession {
    return this.#session;
  }
}
