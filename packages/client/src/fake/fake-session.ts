/**
 * A session without a network for tests of elements and for demonstrations: real Y.Docs, every observable can be set by
 * hand, every request is written down and answered as the test says.
 */
import {
  documentName,
  FiresideError,
  newId,
  type Access,
  type DocumentKind,
  type Member,
  type Person,
  type Session,
} from '@fireside/protocol';
import type {
  Addendum,
  Authors,
  Booking,
  SessionDetail,
  SessionList,
  SessionPatch,
  SessionResult,
} from '@fireside/protocol/http';
import { Subject } from '../observable.ts';
import { DEFAULTS, type Preferences } from '../preferences.ts';
import type { CheckOptions, CheckResult, CheckStep } from '../check/result.ts';
import { hidePresence, showPresence, watchPresence } from '../presence.ts';
import type {
  EnterOptions,
  FiresideSession,
  KeptAnswer,
  KeptText,
  Presence,
  SaveState,
  SessionDocuments,
  SessionStatus,
  SharedDocument,
} from '../session-port.ts';
import type { ExportedFile, SavedNotes } from '../saved-notes.ts';
import { JOINING } from '../session-status.ts';
import { fakeDocument } from './fake-document.ts';
import { FakeCall } from './fake-call.ts';

/** Answers of the requests that go to the server; a FiresideError is thrown. */
export interface FakeAnswers {
  wrapUp: SessionResult;
  book: Session;
  change: Session;
  cancel: SessionResult;
  didNotHappen: SessionResult;
  list: SessionList;
  detail: SessionDetail;
  add: Addendum;
  archive: SessionResult;
  export: ExportedFile;
  authors: Authors;
  checkConnection: readonly CheckResult[];
}
export type FakeRequest = { readonly name: string; readonly args: readonly unknown[] };

export interface FakeSessionOptions {
  /** Anna, the mentor, unless told. */
  readonly person?: Partial<Person>;
  /** Anna and Bo unless told. */
  readonly members?: readonly Member[];
  readonly session?: Partial<Session>;
  /** What the ticket gives of each document; null leaves it out. `rw` unless told. */
  readonly access?: Partial<Record<DocumentKind, Access | null>>;
  /** The server's clock; the machine's unless told. */
  readonly now?: () => number;
  /** Starts as a session that has no ticket yet. */
  readonly joining?: boolean;
}

const MEMBERS: readonly Member[] = [
  { id: 'anna', name: 'Anna', role: 'mentor' },
  { id: 'bo', name: 'Bo', role: 'mentee' },
];
const NO_DOCUMENTS: SessionDocuments = { mentorship: null, session: null, private: null };

const STEPS: readonly CheckStep[] = [
  'server',
  'documents',
  'call',
  'stun',
  'turn-udp',
  'turn-tcp',
  'turn-tls',
  'browser',
];
const fakeRunning = (step: CheckStep): CheckResult => ({
  step,
  host: step === 'browser' ? null : 'fireside.test',
  outcome: 'running',
  code: null,
  status: null,
  ms: 0,
});

export class FakeSession implements FiresideSession {
  readonly status: Subject<SessionStatus>;
  readonly documents: Subject<SessionDocuments>;
  readonly save = new Subject<SaveState>({ kind: 'reading' });
  readonly waitingElsewhere = new Subject<readonly string[]>([]);
  readonly kept = new Subject<readonly KeptText[]>([]);
  readonly presence = new Subject<readonly Presence[]>([]);
  readonly call: FakeCall;
  readonly preferences = new Subject<Preferences>(DEFAULTS);
  readonly saved: SavedNotes = {
    list: (query) => this.#ask('list', query === undefined ? [] : [query]),
    detail: (session, revision) => this.#ask('detail', revision === undefined ? [session] : [session, revision]),
    add: (session, addendum) => this.#ask('add', [session, addendum]),
    archive: (session) => this.#ask('archive', [session]),
    export: (query) => this.#ask('export', [query]),
  };
  /** Everything that was asked for, in order. */
  readonly requests: FakeRequest[] = [];
  /** What the ticket of this session says. */
  readonly ticket: { readonly person: Person; readonly members: readonly Member[]; readonly session: Session };
  readonly #documents: SessionDocuments;
  readonly #answers: { [Name in keyof FakeAnswers]?: FakeAnswers[Name] | FiresideError } = {};
  readonly #now: () => number;
  readonly #ended = new AbortController();
  readonly #stop: () => void;

  constructor(options: FakeSessionOptions) {
    this.#now = options.now ?? Date.now;
    const members = options.members ?? MEMBERS;
    const person = { id: 'anna', name: 'Anna', role: 'mentor' as const, locale: 'en', tz: 'UTC', ...options.person };
    const session: Session = {
      id: 's1',
      state: 'scheduled',
      startsAt: null,
      minutes: 50,
      mode: 'video',
      template: 'none',
      ...options.session,
    };
    this.ticket = { person, members, session };
    this.call = new FakeCall({ person, signal: this.#ended.signal });
    const access = options.access ?? {};
    const open = (kind: DocumentKind, name: string): SharedDocument | null =>
      access[kind] === null ? null : fakeDocument(kind, name, access[kind] ?? 'rw');
    this.#documents = {
      mentorship: open('mentorship', documentName({ kind: 'mentorship', mentorship: 'm1' })),
      session: open('session', documentName({ kind: 'session', session: session.id })),
      private: open('private', documentName({ kind: 'private', mentorship: 'm1', person: person.id })),
    };
    this.status = new Subject<SessionStatus>(JOINING);
    this.documents = new Subject(NO_DOCUMENTS);
    const awareness = this.#documents.session?.awareness;
    this.#stop = awareness
      ? watchPresence(awareness, members, person.id, (presence) => this.presence.set(presence))
      : () => {};
    if (!options.joining) this.becomeReady();
  }

  prefer(change: Partial<Preferences>): void {
    this.preferences.set({ ...this.preferences.value, ...change });
  }

  /** As if the ticket had come. */
  becomeReady(): void {
    const { person, members, session } = this.ticket;
    this.documents.set(this.#documents);
    const writable = Object.values(this.documents.value).some((one: SharedDocument | null) => one?.writable);
    this.save.set({ kind: writable ? 'saved' : 'reading' });
    this.changeStatus({ phase: 'ready', error: null, person, mentorship: { id: 'm1', members }, session });
  }

  changeStatus(change: Partial<SessionStatus>): void {
    this.status.set({ ...this.status.value, ...change });
  }

  /** As if the server had told a new state or another date. */
  changeSession(change: Partial<Session>): void {
    this.changeStatus({ session: { ...(this.status.value.session ?? this.ticket.session), ...change } });
  }

  /** As if access, schema or the connection of one document had changed; the Y.Doc stays. */
  changeDocument(kind: DocumentKind, change: Partial<Omit<SharedDocument, 'kind' | 'doc'>> | null): void {
    const document = this.#documents[kind];
    const changed = change === null || document === null ? null : { ...document, ...change };
    this.documents.set({ ...this.documents.value, [kind]: changed });
  }

  /** Says what a request is answered with from now on. */
  answer<Name extends keyof FakeAnswers>(name: Name, answer: FakeAnswers[Name] | FiresideError): void {
    Object.assign(this.#answers, { [name]: answer });
  }

  /** Ends the call and the timers of awareness. */
  end(): void {
    this.#ended.abort();
    this.#stop();
    for (const document of Object.values(this.#documents) as (SharedDocument | null)[]) document?.doc.destroy();
    this.changeStatus({ phase: 'ended', entered: false });
  }

  now(): number {
    return this.#now();
  }

  retry(): void {
    this.requests.push({ name: 'retry', args: [] });
  }

  async enter(options?: EnterOptions): Promise<void> {
    this.requests.push({ name: 'enter', args: options ? [options] : [] });
    const { person, members } = this.ticket;
    const awareness = this.#documents.session?.awareness;
    if (awareness) showPresence(awareness, person, members);
    if (person.role !== 'observer' && this.status.value.session?.state === 'scheduled') {
      this.changeSession({ state: 'live', startsAt: this.status.value.session.startsAt ?? this.now() });
    }
    this.changeStatus({ entered: true });
    if (options?.direct === true) await this.call.leave();
    if (person.role !== 'observer') await this.call.join();
  }

  async leave(): Promise<void> {
    this.requests.push({ name: 'leave', args: [] });
    const awareness = this.#documents.session?.awareness;
    if (awareness) hidePresence(awareness);
    this.changeStatus({ entered: false });
    await this.call.leave();
  }

  setEditing(record: string | null): void {
    const { person, members } = this.ticket;
    const awareness = this.#documents.session?.awareness;
    if (!awareness) return;
    if (record !== null) showPresence(awareness, person, members);
    awareness.setLocalStateField('editing', record);
  }

  wrapUp(): Promise<SessionResult> {
    return this.#ask('wrapUp', []);
  }
  book(booking: Booking): Promise<Session> {
    return this.#ask('book', [booking]);
  }
  change(session: string, patch: SessionPatch): Promise<Session> {
    return this.#ask('change', [session, patch]);
  }
  cancel(session: string): Promise<SessionResult> {
    return this.#ask('cancel', [session]);
  }
  didNotHappen(session: string): Promise<SessionResult> {
    return this.#ask('didNotHappen', [session]);
  }
  authors(session: string): Promise<Authors> {
    return this.#ask('authors', [session]);
  }
  /** Runs until it is answered: without an answer of the test, for ever. */
  checkConnection({ onProgress, signal }: CheckOptions): Promise<readonly CheckResult[]> {
    this.requests.push({ name: 'checkConnection', args: [] });
    const answer = this.#answers.checkConnection;
    if (answer instanceof FiresideError) return Promise.reject(answer);
    onProgress(answer ?? STEPS.map(fakeRunning));
    if (answer) return Promise.resolve(answer);
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  }
  open(session: string | null): void {
    this.requests.push({ name: 'open', args: [session] });
  }

  async answerKept(id: string, answer: KeptAnswer): Promise<void> {
    this.requests.push({ name: 'answerKept', args: [id, answer] });
    if (!this.kept.value.some((text) => text.id === id)) throw new FiresideError('not-found');
    this.kept.set(this.kept.value.filter((text) => text.id !== id));
  }
  async forget(): Promise<void> {
    this.requests.push({ name: 'forget', args: [] });
    this.kept.set([]);
    this.waitingElsewhere.set([]);
  }

  #ask<Name extends keyof FakeAnswers>(name: Name, args: readonly unknown[]): Promise<FakeAnswers[Name]> {
    this.requests.push({ name, args });
    const answer = this.#answers[name];
    if (answer === undefined)
      return Promise.reject(new FiresideError('unreachable', { detail: `No answer: ${name}.` }));
    return answer instanceof FiresideError ? Promise.reject(answer) : Promise.resolve(answer as FakeAnswers[Name]);
  }
}

export function createFakeSession(options: FakeSessionOptions = {}): FakeSession {
  return new FakeSession(options);
}

/** Text of this person that came too late, as `kept` lists it. */
export function fakeKept(kept: Partial<KeptText> = {}): KeptText {
  const document = documentName({ kind: 'session', session: 's0' });
  return {
    id: newId(),
    document,
    kind: 'session',
    code: 'read-only',
    lines: ['A late line'],
    at: 0,
    stored: true,
    ...kept,
  };
}
