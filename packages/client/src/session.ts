/** The composition root: one session in a browser, without any UI. */
import { FiresideError, newId, type Session, type SessionState, type Ticket } from '@fireside/protocol';
import type { Authors, Booking, SessionPatch, SessionResult } from '@fireside/protocol/http';
import { createCall } from './call/create-call.ts';
import type { Call } from './call/port.ts';
import type { CheckOptions, CheckResult } from './check/result.ts';
import { loadChunk } from './chunk.ts';
import { guardClosing } from './closing.ts';
import { Commands } from './commands.ts';
import { DirectCall } from './direct-call.ts';
import { DeviceOfPerson } from './documents/person.ts';
import { databaseNames } from './documents/waiting.ts';
import { askedAhead } from './join.ts';
import { Subject } from './observable.ts';
import type {
  EnterOptions,
  FiresideSession,
  KeptAnswer,
  KeptText,
  Presence,
  SaveState,
  SessionDocuments,
  SessionOptions,
  SessionStatus,
} from './session-port.ts';
import { DEFAULTS, type Preferences, PreferencesOfPerson } from './preferences.ts';
import { createSavedNotes, type SavedNotes } from './saved-notes.ts';
import { JOINING, TAKEN_AWAY } from './session-status.ts';
import { until } from './until.ts';
import { Tab, type ReturnNote } from './tab.ts';
import { Visit } from './visit.ts';

/** Milliseconds that wrap-up, and an answer about kept text, wait for the server to have everything. */
const SAVE_PATIENCE = 10_000;

/** Joins the session of a mentorship and keeps it open until the signal is aborted. */
export function createSession(options: SessionOptions): FiresideSession {
  return new LiveSession(options);
}

class LiveSession implements FiresideSession {
  readonly status = new Subject<SessionStatus>(JOINING);
  readonly documents = new Subject<SessionDocuments>({ mentorship: null, session: null, private: null });
  readonly save = new Subject<SaveState>({ kind: 'reading' });
  readonly waitingElsewhere = new Subject<readonly string[]>([]);
  readonly kept = new Subject<readonly KeptText[]>([]);
  readonly presence = new Subject<readonly Presence[]>([]);
  readonly call: Call;
  readonly preferences = new Subject<Preferences>(DEFAULTS);
  readonly saved: SavedNotes;
  /** Whether open documents have words that are nowhere else. */
  readonly #atRisk = new Subject(false);
  readonly #options: SessionOptions;
  readonly #commands: Commands;
  readonly #directCall: DirectCall;
  /** Asked for at once: when the ticket says who the person is, they are known. */
  #databases: ReadonlySet<string> | null = null;
  #tab: Tab | null = null;
  #visit: Visit | null = null;
  #device: DeviceOfPerson | null = null;
  #preferences: PreferencesOfPerson | null = null;
  #entering: Promise<void> | null = null;
  /** What the person said last: Join, or Leave. */
  #wantsIn = false;
  /** The session to open once no word is lost by it. */
  #next: string | null = null;
  /** What the page before a reload was in the middle of; taken up once. */
  #note: ReturnNote | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { server, signal } = options;
    this.#commands = new Commands({
      server,
      ticket: () => this.#ticket,
      renewed: () => this.#visit?.renewed() ?? Promise.reject(new FiresideError('unreachable')),
      signal,
    });
    this.saved = createSavedNotes(this.#commands, options.mentorship);
    const person = (): { id: string; name: string } => this.#ticket?.person ?? { id: '', name: '' };
    const client = (): string => this.#tab?.client ?? '';
    this.call = createCall({
      // The call is there before the ticket is, for the preview: who and which tab is asked when it matters.
      get person() {
        return person();
      },
      get client() {
        return client();
      },
      access: () => this.#ticket?.call ?? null,
      renew: () => this.#visit?.refresh(),
      preferred: () => this.preferences.value.devices,
      onChosen: (kind, id) => this.prefer({ devices: { ...this.preferences.value.devices, [kind]: id } }),
      signal,
    });
    this.#directCall = new DirectCall({
      call: this.call,
      wanted: () => this.status.value.entered,
      ask: () => this.#visit?.refresh(),
      enter: () => void this.call.join(),
      signal,
    });
    signal.addEventListener('abort', () => void this.#end(), { once: true });
    guardClosing(this.#atRisk, this.kept, signal);
    if (signal.aborted) return;
    void databaseNames().then((names) => (this.#databases = names));
    void this.#begin();
  }

  get #ticket(): Ticket | null {
    return this.#visit?.ticket.value ?? null;
  }

  prefer(change: Partial<Preferences>): void {
    this.#preferences?.change(change);
  }

  now(): number {
    return this.#visit?.now() ?? Date.now();
  }

  retry(): void {
    if (this.status.value.error) this.#visit?.retry();
  }

  enter(options?: EnterOptions): Promise<void> {
    this.#wantsIn = true;
    this.#entering ??= this.#enter(options).finally(() => {
      this.#entering = null;
    });
    return this.#entering;
  }

  async leave(): Promise<void> {
    this.#wantsIn = false;
    this.#visit?.setPresent(false);
    this.#change({ entered: false });
    this.#remember();
    await this.call.leave();
  }

  setEditing(record: string | null): void {
    this.#visit?.setEditing(record);
  }

  async wrapUp(): Promise<SessionResult> {
    const { session } = this.#here();
    await this.#acknowledged(session.id);
    return this.#told(await this.#commands.wrapUp(session.id));
  }
  book(booking: Booking): Promise<Session> {
    return this.#commands.book(this.#options.mentorship, booking);
  }
  async change(session: string, patch: SessionPatch): Promise<Session> {
    const changed = await this.#commands.change(session, patch);
    this.#tell(changed);
    return changed;
  }
  async cancel(session: string): Promise<SessionResult> {
    await this.#acknowledged(session);
    return this.#told(await this.#commands.cancel(session));
  }
  async didNotHappen(session: string): Promise<SessionResult> {
    await this.#acknowledged(session);
    return this.#told(await this.#commands.didNotHappen(session));
  }
  authors(session: string): Promise<Authors> {
    return this.#commands.authors(session);
  }

  async checkConnection({ onProgress, signal }: CheckOptions): Promise<readonly CheckResult[]> {
    const ticket = this.#ticket;
    if (!ticket) throw new FiresideError('unreachable', { detail: 'There is no session yet.' });
    const { checkConnection } = await loadChunk(() => import('./check/check.ts'), 'the check');
    const both = AbortSignal.any([signal, this.#options.signal]);
    return checkConnection({ server: this.#options.server, ticket, onProgress, signal: both });
  }

  open(session: string | null): void {
    if (!this.#atRisk.value) return this.#open(session);
    // Words that are nowhere else would go with their documents: they come first.
    const visit = this.#visit;
    this.#next = session;
    until(this.#atRisk, (atRisk) => !atRisk, this.#options.signal)
      .then(() => visit === this.#visit && this.#open(this.#next))
      .catch(() => {}); // ended meanwhile
  }

  #open(session: string | null): void {
    if (this.#options.signal.aborted || !this.#tab) return;
    this.#note = null;
    void this.call.leave();
    void this.#visit?.end();
    this.#visit = null;
    this.status.set(JOINING);
    this.#startVisit(session, false);
  }

  async answerKept(id: string, answer: KeptAnswer): Promise<void> {
    const { visit, session } = this.#here();
    const { person } = this.status.value;
    const into = { documents: this.documents.value, session: session.id, author: person?.id ?? '' };
    await this.#device?.kept.answer(id, answer, into, async () => {
      await visit.openDocuments?.settled([answer === 'backlog' ? 'mentorship' : 'private'], SAVE_PATIENCE);
    });
  }

  async forget(): Promise<void> {
    this.#tab?.remember(null);
    await this.#visit?.openDocuments?.unbind();
    this.#preferences?.forget();
    await this.#device?.forget();
    this.waitingElsewhere.set([]);
  }

  async #begin(): Promise<void> {
    const { server, mentorship, signal } = this.#options;
    const getToken = askedAhead(this.#options.getToken);
    const tab = await Tab.take(`${server} ${mentorship}`, newId, signal);
    if (signal.aborted) return;
    this.#tab = tab;
    this.#note = tab.note;
    const page: Partial<EventTarget> = globalThis; // outside browsers it hears nothing
    page.addEventListener?.('online', () => this.retry(), { signal });
    page.addEventListener?.('pagehide', () => this.#remember(true), { signal });
    const stop = this.call.subscribe(() => this.#remember());
    signal.addEventListener('abort', stop, { once: true });
    this.#startVisit(tab.note?.session ?? null, tab.note !== null, getToken);
  }

  #startVisit(session: string | null, remembered: boolean, getToken = this.#options.getToken): void {
    const { server, mentorship, noOffline } = this.#options;
    const visit: Visit = new Visit({
      server,
      mentorship,
      getToken,
      session,
      remembered,
      client: this.#tab?.client ?? '',
      seen: this.#tab?.seen ?? Promise.resolve(),
      documents: this.documents,
      save: this.save,
      atRisk: this.#atRisk,
      presence: this.presence,
      waitingElsewhere: this.waitingElsewhere,
      device: (person) => this.#deviceOf(person, noOffline !== true),
      onTicket: (ticket) => this.#onTicket(ticket),
      onTrouble: (error, retrying) => this.#onTrouble(error, retrying),
      onState: (state, changed) => this.#onState(state, changed),
      onOtherPerson: () => this.#open(null),
    });
    this.#visit = visit;
  }

  #deviceOf(person: string, offline: boolean): DeviceOfPerson {
    if (this.#device?.person === person) return this.#device;
    void this.#device?.close();
    const { kept, preferences } = this;
    const { server } = this.#options;
    this.#preferences = new PreferencesOfPerson(preferences, server, person, offline);
    this.#device = new DeviceOfPerson({ server, person, offline, names: this.#databases, kept });
    return this.#device;
  }

  #onTicket({ person, mentorship, session, call, documents: { access } }: Ticket): void {
    if (person.role !== 'observer' && Object.keys(access).length === 0) {
      // The token is good, but this person is no member any more.
      this.#endAccess(new FiresideError('not-allowed'));
      return;
    }
    const note = this.#note && this.#tab?.note; // the server may have been away for long
    this.#note = null;
    const open = session.state === 'live' || session.state === 'wrapped-up';
    const returns = note?.entered === true && note.session === session.id && open;
    const entered = this.status.value.entered || returns;
    // The call asks who we are whenever it makes a snapshot; its last one may be from before the ticket.
    if (this.status.value.person?.id !== person.id) this.call.dismissError();
    this.#change({ phase: 'ready', error: null, retrying: false, person, mentorship, session, entered });
    if (returns) {
      // Back after a reload: as it was, without a question, and never a start.
      void this.call.setMicrophone(note.microphone);
      void this.call.setCamera(note.camera);
      void this.#goIn(call !== null);
    }
    this.#directCall.tell(call);
    this.#remember();
  }

  #onTrouble(error: FiresideError, retrying: boolean): void {
    if (!this.#ticket) {
      this.#change({ phase: retrying ? 'joining' : 'failed', error, retrying });
    } else if (TAKEN_AWAY.has(error.code)) {
      this.#endAccess(error);
    } else {
      this.#change({ error, retrying });
    }
  }

  #endAccess(error: FiresideError): void {
    this.#visit?.revoke();
    void this.leave();
    this.#change({ phase: 'ended', error, retrying: false });
  }

  /** Message 104. The rest of the session (its date, its call) may have changed with the state: a new ticket tells. */
  #onState(state: SessionState, changed: boolean): void {
    const { session } = this.status.value;
    if (!session) return;
    if (session.state !== state) this.#change({ session: { ...session, state } });
    else if (!changed) return;
    this.#visit?.look();
  }

  async #enter(options?: EnterOptions): Promise<void> {
    const { visit, session } = this.#here();
    const observer = this.status.value.person?.role === 'observer';
    if (!observer && session.state === 'scheduled') await this.#startSession(visit, session.id);
    if (options?.direct === true) await this.#makeDirect(visit, session.id);
    if (visit.signal.aborted || !this.#wantsIn) return;
    await this.#goIn(!observer && this.#ticket?.call != null, options);
  }

  async #startSession(visit: Visit, session: string): Promise<void> {
    try {
      this.#told(await this.#commands.start(session));
    } catch (error) {
      // The other pressed in the same moment, or the sweep moved it: the new ticket says what is true now.
      if (!(error instanceof FiresideError && error.code === 'state-conflict')) throw error;
      const ticket = await visit.renewed();
      if (ticket.session.state !== 'live') throw error;
    }
  }

  async #makeDirect(visit: Visit, session: string): Promise<void> {
    await this.#commands.chooseCall(session, 'peer');
    await visit.renewed();
  }

  /** Becomes present, and enters the call where there is one. */
  async #goIn(withCall: boolean, options?: EnterOptions): Promise<void> {
    const joined = withCall ? this.call.join(options) : undefined; // before anything is shown: showing takes its time
    this.#visit?.setPresent(true);
    this.#change({ entered: true });
    this.#remember();
    await joined;
  }

  /** @throws FiresideError before the first ticket */
  #here(): { visit: Visit; session: Session } {
    const { session } = this.status.value;
    if (this.#visit && session) return { visit: this.#visit, session };
    throw new FiresideError('unreachable', { detail: 'There is no session yet.' });
  }

  /** What was written here in that session goes along with its agenda. @throws FiresideError */
  async #acknowledged(id: string): Promise<void> {
    const { visit, session } = this.#here();
    if (session.id === id) await visit.openDocuments?.settled(['session', 'mentorship'], SAVE_PATIENCE);
  }

  #told(result: SessionResult): SessionResult {
    this.#tell(result.session);
    return result;
  }

  #tell(session: Session): void {
    const known = this.status.value.session;
    // Only a ticket says when it was last time; an answer leaves that as it is.
    if (known?.id === session.id) this.#change({ session: { ...known, ...session } });
  }

  #change(change: Partial<SessionStatus>): void {
    this.status.set({ ...this.status.value, ...change });
  }

  /** Leaves a note for a reload of this tab; `anew` also when nothing has changed, because notes grow old. */
  #remember(anew = false): void {
    const { session, entered } = this.status.value;
    if (!session || this.#note || this.#options.signal.aborted) return;
    const { microphone, camera } = this.call.value.self;
    this.#tab?.remember({ session: session.id, entered, microphone: microphone.on, camera: camera.on }, anew);
  }

  async #end(): Promise<void> {
    this.#tab?.remember(null); // taken out of the page: what comes into this place next starts anew
    this.#change({ phase: 'ended', entered: false });
    await this.#visit?.end();
    await this.#device?.close();
  }
}
