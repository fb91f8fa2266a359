/** The documents of one session: opens, changes and closes them as tickets say, and drops no word on the way. */
import {
  documentName,
  errorEntry,
  FiresideError,
  type DocumentKind,
  type ErrorCode,
  type SessionState,
  type Ticket,
} from '@fireside/protocol';
import { Alarm, backOff } from '../alarm.ts';
import { atMost } from '../at-most.ts';
import type { Subject } from '../observable.ts';
import type { SaveState, SessionDocuments, SharedDocument } from '../session-port.ts';
import { until } from '../until.ts';
import { OpenDocument } from './document.ts';
import type { KeptTexts } from './kept-texts.ts';
import { clearCopies } from './old-copies.ts';
import { isAtRisk, saveState, sameSaveState } from './save-state.ts';
import type { DeviceHome } from './waiting.ts';

/** In the order in which a page needs them; what it shows first comes first, and the others when that is there. */
const KINDS: readonly DocumentKind[] = ['session', 'mentorship', 'private'];

/** Milliseconds that the other documents wait for the first one: it may be large, and the network slow. */
const FIRST_PATIENCE = 1000;

export interface DocumentsOptions {
  readonly home: Promise<DeviceHome | null>;
  /** Whether there is nothing on this device yet. */
  readonly isNew: boolean;
  readonly kept: KeptTexts;
  readonly client: string;
  readonly documents: Subject<SessionDocuments>;
  readonly save: Subject<SaveState>;
  /** Whether words are neither on the server nor on this device. */
  readonly atRisk: Subject<boolean>;
  /** A socket was closed and needs a new ticket, which `apply` will bring. */
  readonly onTicketNeeded: () => void;
  /** `changed`: the server has said so although the state may be the same: its date, its length. Said once for all documents. */
  readonly onState: (state: SessionState, changed: boolean) => void;
  readonly onLocalChange: (kind: DocumentKind) => void;
}

/** What the last ticket gives of one document. */
interface Grant {
  readonly name: string;
  readonly access: 'rw' | 'ro';
  readonly epoch: number;
}

export class Documents {
  readonly #options: DocumentsOptions;
  readonly #open = new Map<DocumentKind, OpenDocument>();
  /** Fresh documents that take the place of refused or downgraded ones as soon as they have the server's state. */
  readonly #fresh = new Map<DocumentKind, OpenDocument>();
  readonly #ended = new AbortController();
  #ticket: Ticket | null = null;

  constructor(options: DocumentsOptions) {
    this.#options = options;
  }

  apply(ticket: Ticket): void {
    this.#ticket = ticket;
    for (const kind of KINDS) this.#applyTo(kind, grantOf(ticket, kind));
  }

  /** Access to everything was taken away. */
  revoke(): void {
    for (const kind of KINDS) this.#applyTo(kind, null);
  }

  /**
   * Waits until the server has acknowledged everything in these documents.
   * @throws FiresideError the refusal, `unreachable` without a connection, `storage` where the answer does not come in `ms`
   */
  async settled(kinds: readonly DocumentKind[], ms: number): Promise<void> {
    const documents = kinds.flatMap((kind) => this.#open.get(kind) ?? []).filter((one) => one.access === 'rw');
    await Promise.all(
      documents.map(async (document) => {
        document.flush();
        const done = ({ saved, trouble }: typeof document.progress.value): boolean =>
          saved || (trouble !== null && trouble !== 'unreachable'); // an answer that is late may still come
        try {
          await until(document.progress, done, this.#ended.signal, ms);
        } catch (cause) {
          const code = document.progress.value.link === 'open' ? 'storage' : 'unreachable';
          throw new FiresideError(code, { detail: 'What was written is not saved yet.', cause });
        }
        const { saved, trouble } = document.progress.value;
        if (!saved && trouble) throw new FiresideError(trouble);
      }),
    );
  }

  /** Lets go of every copy on this device; the documents go on without one. */
  async unbind(): Promise<void> {
    await Promise.all([...this.#open.values()].map((document) => document.unbindCopy()));
  }

  /** Ends everything. Resolves when nothing is written to the device any more. */
  async end(): Promise<void> {
    this.#ended.abort();
    const all = [...this.#open.values(), ...this.#fresh.values()];
    this.#open.clear();
    this.#fresh.clear();
    this.#options.documents.set({ mentorship: null, session: null, private: null });
    this.#options.save.set({ kind: 'reading' });
    this.#options.atRisk.set(false);
    await Promise.all(all.map((document) => document.destroy()));
  }

  #applyTo(kind: DocumentKind, grant: Grant | null): void {
    const current = this.#open.get(kind);
    const fresh = this.#fresh.get(kind);
    const token = this.#ticket?.documents.token ?? '';
    if (fresh) {
      if (grant && isAs(fresh, grant) && !fresh.frozen) return fresh.connect(token);
      this.#fresh.delete(kind);
      void fresh.destroy();
    }
    if (!current) {
      if (grant) this.#start(kind, grant);
    } else if (grant && isAs(current, grant) && !current.frozen && !fresh) {
      current.connect(token);
    } else if (grant && grant.epoch !== current.epoch) {
      this.#erase(kind, current, grant);
    } else if (current.access === 'rw') {
      this.#supersede(kind, current, grant);
    } else {
      this.#close(kind, current);
      if (grant) this.#start(kind, grant);
    }
  }

  #make(kind: DocumentKind, grant: Grant): OpenDocument {
    const ticket = this.#ticket;
    if (!ticket) throw new FiresideError('internal', { detail: 'A document needs a ticket.' });
    const { onLocalChange, onState, onTicketNeeded, client } = this.#options;
    const document: OpenDocument = new OpenDocument({
      kind,
      access: grant.access,
      url: ticket.documents.url,
      token: ticket.documents.token,
      copy: {
        document: grant.name,
        epoch: grant.epoch,
        session: ticket.session.id,
        mentorship: ticket.mentorship.id,
        client,
      },
      onClosed: (code) => {
        // A reader who may not read any more: what they saw goes at once.
        if (document.access === 'ro' && isGone(code) && this.#open.get(kind) === document) this.#close(kind, document);
        onTicketNeeded();
      },
      onState: (state, again) => onState(state, again && kind === 'session'),
      onLocalChange: () => onLocalChange(kind),
    });
    return document;
  }

  #start(kind: DocumentKind, grant: Grant): void {
    const document = this.#make(kind, grant);
    this.#show(kind, document);
    void this.#read(document);
    void clearCopies(this.#options, document, this.#ended.signal);
  }

  /** To take in two large documents lasts longer than a frame: what the page shows first is painted in between. */
  async #read(document: OpenDocument): Promise<void> {
    const { home, isNew } = this.#options;
    const first = KINDS.flatMap((kind) => this.#open.get(kind) ?? [])[0];
    // Also when everything ends: then it shows nothing, and nothing starts.
    if (first && first !== document) await atMost(FIRST_PATIENCE, first.shows);
    await document.start(home, isNew);
  }

  #show(kind: DocumentKind, document: OpenDocument): void {
    this.#open.set(kind, document);
    document.shared.subscribe(this.#tellDocuments);
    document.progress.subscribe(this.#tellSave);
    this.#tellDocuments();
  }

  #close(kind: DocumentKind, document: OpenDocument): void {
    this.#open.delete(kind);
    this.#tellDocuments();
    void document.destroy();
  }

  /** The document was erased and begins anew: its copies go, as do the words in this page. */
  #erase(kind: DocumentKind, current: OpenDocument, grant: Grant): void {
    this.#close(kind, current);
    this.#start(kind, grant);
  }

  /**
   * The current document cannot go on: refused, or access went from rw to ro or none. Its text stays to be seen until the
   * server's state is here to compare with.
   */
  #supersede(kind: DocumentKind, current: OpenDocument, grant: Grant | null): void {
    current.freeze();
    const fresh = grant && this.#make(kind, grant);
    if (fresh) {
      this.#fresh.set(kind, fresh);
      void fresh.start(Promise.resolve(null));
    }
    this.#replace(kind, current, fresh).catch(() => {}); // ended meanwhile: the copy on this device is compared at the next join
  }

  async #replace(kind: DocumentKind, current: OpenDocument, fresh: OpenDocument | null): Promise<void> {
    if (fresh) await until(fresh.shared, (shared) => shared.synced, this.#ended.signal);
    const cleared = await this.#settle(current, fresh);
    if (this.#open.get(kind) !== current || (this.#fresh.get(kind) ?? null) !== fresh) return;
    if (!fresh) return this.#close(kind, current);
    this.#fresh.delete(kind);
    this.#show(kind, fresh);
    if (cleared) void fresh.bindCopy(this.#options.home);
    await current.destroy();
  }

  /** Tries until the text is where its person can decide about it: until then this document is the only place that has it. */
  async #settle(current: OpenDocument, fresh: OpenDocument | null): Promise<boolean> {
    const { signal } = this.#ended;
    for (let failures = 0; ; failures++) {
      try {
        const { settleLeft } = await import('./when-left.ts');
        return await settleLeft(this.#options, current, fresh && fresh.doc);
      } catch (error) {
        signal.throwIfAborted();
        reportError(error); // the code that compares cannot be loaded now
        await new Alarm().wait(backOff(failures), signal);
        signal.throwIfAborted();
      }
    }
  }

  readonly #tellDocuments = (): void => {
    if (this.#ended.signal.aborted) return;
    const shared = (kind: DocumentKind): SharedDocument | null => this.#open.get(kind)?.shared.value ?? null;
    const value = { mentorship: shared('mentorship'), session: shared('session'), private: shared('private') };
    const before = this.#options.documents.value;
    if (KINDS.some((kind) => before[kind] !== value[kind])) this.#options.documents.set(value);
    this.#tellSave();
  };

  readonly #tellSave = (): void => {
    if (this.#ended.signal.aborted) return;
    const progress = [...this.#open.values()].map((document) => document.progress.value);
    this.#options.atRisk.set(progress.some((one) => isAtRisk(one)));
    const state = saveState(progress);
    if (!sameSaveState(state, this.#options.save.value)) this.#options.save.set(state);
  };
}

function grantOf(ticket: Ticket, kind: DocumentKind): Grant | null {
  const name = nameOf(ticket, kind);
  const access = ticket.documents.access[name];
  return access ? { name, access, epoch: ticket.documents.epochs[name] ?? 1 } : null;
}

function nameOf(ticket: Ticket, kind: DocumentKind): string {
  const mentorship = ticket.mentorship.id;
  if (kind === 'mentorship') return documentName({ kind, mentorship });
  if (kind === 'session') return documentName({ kind, session: ticket.session.id });
  return documentName({ kind, mentorship, person: ticket.person.id });
}

function isAs(document: OpenDocument, grant: Grant): boolean {
  return document.name === grant.name && document.access === grant.access && document.epoch === grant.epoch;
}

function isGone(code: ErrorCode): boolean {
  const { close } = errorEntry(code);
  return close === 4403 || close === 4404;
}
