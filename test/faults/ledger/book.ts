/** The ledger itself: what was written, what was called saved, and whether fresh clients find exactly that. */

export interface Finding {
  readonly kind: 'lost' | 'doubled' | 'misplaced' | 'revived';
  readonly document: string;
  readonly token: string;
}

interface Entry {
  readonly document: string;
  /** Called saved, or shown to somebody who was not its writer. */
  promised: boolean;
}

const TOKEN = /\u00ab[^\u00bb]+\u00bb/g;

export class Book {
  readonly findings: Finding[] = [];
  #written = 0;
  /** How many tokens each kind of client was told are saved. */
  readonly told = new Map<string, number>();
  #acknowledged = 0;
  readonly #entries = new Map<string, Entry>();
  /** `maybe`: the server died while it erased, and said nothing. */
  readonly #erased = new Map<string, 'erased' | 'maybe'>();
  #watchers: { at: number; resolve: () => void }[] = [];

  /** Tokens whose acknowledgement came back. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** A new token for this document, unlike all others. */
  token(document: string): string {
    const token = `\u00ab${this.#written.toString(36)}\u00bb`;
    this.#written += 1;
    this.#entries.set(token, { document, promised: false });
    return token;
  }

  /** `witness`: the kind of client that was told. */
  acknowledge(tokens: readonly string[], witness: string): void {
    for (const token of tokens) this.#entryOf(token).promised = true;
    this.#acknowledged += tokens.length;
    this.told.set(witness, (this.told.get(witness) ?? 0) + tokens.length);
    this.#watchers = this.#watchers.filter(({ at, resolve }) => {
      if (this.#acknowledged >= at) resolve();
      return this.#acknowledged < at;
    });
  }

  /** Resolves when so many tokens have been acknowledged in all. */
  reaches(count: number): Promise<void> {
    if (this.#acknowledged >= count) return Promise.resolve();
    return new Promise((resolve) => this.#watchers.push({ at: count, resolve }));
  }

  /** The erasure of a document was asked for; until `erased` says so it may have happened or not, but not in part. */
  erasing(document: string): void {
    this.#erased.set(document, 'maybe');
  }

  erased(document: string): void {
    this.#erased.set(document, 'erased');
  }

  isErased(document: string): boolean {
    return this.#erased.get(document) === 'erased';
  }

  /** Compares what a fresh client found in a document with what was promised. */
  check(document: string, content: string): void {
    const found = new Map<string, number>();
    for (const [token] of content.matchAll(TOKEN)) found.set(token, (found.get(token) ?? 0) + 1);
    if (this.#erased.get(document) === 'maybe') {
      // All of it or nothing: what is found first decides.
      if (found.size === 0) this.#erased.set(document, 'erased');
      else this.#erased.delete(document);
    }
    for (const [token, count] of found) {
      const entry = this.#entries.get(token);
      if (this.isErased(document)) this.find('revived', document, token);
      else if (entry?.document !== document) this.find('misplaced', document, token);
      else if (count > 1) this.find('doubled', document, token);
      if (entry) entry.promised = true; // seen by somebody: from now on it must stay
    }
    if (this.isErased(document)) return;
    for (const [token, entry] of this.#entries) {
      if (entry.document !== document || !entry.promised || found.has(token)) continue;
      this.find('lost', document, token);
      entry.promised = false; // lost once
    }
  }

  find(kind: Finding['kind'], document: string, token: string): void {
    this.findings.push({ kind, document, token });
  }

  /** The folder of these documents is given up: nobody asks for them again. */
  forgetDocuments(): void {
    this.#entries.clear();
    this.#erased.clear();
  }

  #entryOf(token: string): Entry {
    const entry = this.#entries.get(token);
    if (!entry) throw new Error('Nobody wrote this token.');
    return entry;
  }
}
