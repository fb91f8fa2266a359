import { FiresideError, type CallAccess, type CallKind, type ErrorCode } from '@fireside/protocol';
import { loadChunk } from '../chunk.ts';
import { Subject } from '../observable.ts';
import { type AdapterOptions, type CallAdapter, OUTSIDE } from './adapter.ts';
import { whenComingBack } from './coming-back.ts';
import { type LocalDevices, type LocalKind, LocalMedia } from './local-media.ts';
import type { openPeerCall } from './peer.ts';
import { isInCall, type Call, type CallContext, type CallError, type CallSnapshot, type DeviceKind } from './port.ts';
import { afterOutcome } from './refusals.ts';
import { share } from './share.ts';
import type * as Sfu from './sfu.ts';
import { composeSnapshot, type SnapshotParts } from './snapshot.ts';

/** The browser's own, unless a test puts something else in its place. */
export interface CallEnvironment {
  readonly mediaDevices: LocalDevices | null;
  readonly permissions: Pick<Permissions, 'query'> | null;
  /** Answers at once where everything is loaded, so that *Join* waits for nothing. */
  readonly openAdapter: (options: AdapterOptions) => CallAdapter | Promise<CallAdapter>;
}

/** Null until it is loaded: a page without a call never downloads it. */
let openPeer: typeof openPeerCall | null = null;

let sfu: typeof Sfu | null = null;

async function loadPeer(): Promise<typeof openPeerCall> {
  return (openPeer = (await import('./peer.ts')).openPeerCall);
}

async function loadSfu(): Promise<typeof Sfu> {
  return (sfu = await import('./sfu.ts'));
}

/** The adapter that the ticket asks for. */
function openAdapter(options: AdapterOptions): CallAdapter | Promise<CallAdapter> {
  const { access } = options;
  if (access.kind === 'sfu') {
    if (sfu) return sfu.openSfuCall({ ...options, access });
    return loadChunk(loadSfu, 'the call').then(({ openSfuCall }) => openSfuCall({ ...options, access }));
  }
  if (openPeer) return openPeer({ ...options, access });
  return loadChunk(loadPeer, 'the call').then((open) => open({ ...options, access }));
}

async function prepareAdapter(access: CallAccess | null): Promise<void> {
  if (access?.kind === 'peer') await loadPeer();
  if (access?.kind === 'sfu') await (await loadSfu()).prepareSfuCall(access);
}

/** The call of one session, with whichever adapter its ticket names. Nothing is opened or sent before a command asks. */
export function createCall(context: CallContext, environment: Partial<CallEnvironment> = {}): Call {
  // None in Node, and on insecure origins without devices.
  const { mediaDevices = null, permissions = null } = (globalThis.navigator ?? {}) as Partial<Navigator>;
  return new AdaptedCall(context, { mediaDevices, permissions, openAdapter, ...environment });
}

/** Our part in the call, from the press on *Join* until it is over for us. */
interface Part {
  readonly joined: Promise<void>;
  /** Null while it is being loaded. */
  adapter: CallAdapter | null;
}

class AdaptedCall implements Call {
  readonly #context: CallContext;
  readonly #environment: CallEnvironment;
  readonly #local: LocalMedia;
  readonly #snapshot: Subject<CallSnapshot>;
  #outside: SnapshotParts['outside'] = { state: 'idle', leaveReason: null };
  #refusals: readonly CallError[] = [];
  #failure: CallError | null = null;
  #part: Part | null = null;

  constructor(context: CallContext, environment: CallEnvironment) {
    this.#context = context;
    this.#environment = environment;
    this.#local = new LocalMedia({
      mediaDevices: environment.mediaDevices,
      permissions: environment.permissions,
      signal: context.signal,
      preferred: context.preferred,
      onChosen: context.onChosen,
      onOutcome: (device, code) => this.#outcome(device, code),
    });
    this.#snapshot = new Subject(this.#compose());
    const stop = this.#local.view.subscribe(() => this.#update());
    context.signal.addEventListener(
      'abort',
      () => {
        void this.leave();
        stop();
      },
      { once: true },
    );
    whenComingBack(() => void this.resumePlayback(), context.signal);
    void this.refreshDevices();
  }

  get value(): CallSnapshot {
    return this.#snapshot.value;
  }

  subscribe(listener: () => void): () => void {
    return this.#snapshot.subscribe(listener);
  }

  prepare(): void {
    prepareAdapter(this.#context.access()).catch(() => undefined); // `join` tries again
  }

  join({ takeOver = false }: { takeOver?: boolean } = {}): Promise<void> {
    if (this.#part) return this.#part.joined;
    if (this.#context.signal.aborted) return Promise.resolve();
    const access = this.#context.access();
    this.#failure = null;
    if (!access) {
      this.#failure = { code: 'call-over', device: null };
      this.#update();
      return Promise.resolve();
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const part: Part = { joined: promise, adapter: null };
    this.#part = part;
    this.#local.stayOpen(true);
    this.#update();
    void this.#enter(part, access, takeOver).then(resolve);
    return promise;
  }

  async #enter(part: Part, access: CallAccess, takeOver: boolean): Promise<void> {
    let adapter: CallAdapter;
    try {
      const options = { context: this.#context, access, takeOver, local: this.#local.view };
      const opening = this.#environment.openAdapter(options);
      adapter = opening instanceof Promise ? await opening : opening;
    } catch (error) {
      const code = error instanceof FiresideError ? error.code : 'internal';
      if (code === 'internal') reportError(error); // for the developer: a person can do nothing about it
      if (this.#part === part) this.#over('idle', null, code);
      return;
    }
    if (this.#part !== part) return adapter.leave(); // left while it was loading
    part.adapter = adapter;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.#part !== part) return resolve(); // left by `leave`
        const { state, leaveReason } = adapter.room.value;
        const next = state === 'left' ? this.#other(access.kind) : null;
        if (next) {
          part.adapter = null;
          this.#update();
          return resolve(this.#enter(part, next, false));
        }
        if (state !== 'joining') resolve();
        if (state === 'left') return this.#ended(leaveReason);
        this.#update();
      };
      const stop = adapter.room.subscribe(() => {
        look();
        if (part.adapter !== adapter || this.#part !== part) stop();
      });
      look();
    });
  }

  /** The call of the session as it is now, where it is of another kind than the one that has just ended for us. */
  #other(kind: CallKind): CallAccess | null {
    const access = this.#context.access();
    return access && access.kind !== kind ? access : null;
  }

  /** The adapter is out of the call: a refusal while joining, or the end of having been in. */
  #ended(reason: CallSnapshot['leaveReason']): void {
    const refused = this.#snapshot.value.state === 'joining';
    if (refused) return this.#over('idle', null, reason === 'left' ? null : reason);
    this.#local.release();
    this.#over('left', reason, null);
  }

  #over(state: 'idle' | 'left', leaveReason: CallSnapshot['leaveReason'], code: ErrorCode | null): void {
    this.#part = null;
    this.#local.stayOpen(false);
    this.#outside = { state, leaveReason };
    if (code) this.#failure = { code, device: null };
    this.#update();
  }

  leave(): Promise<void> {
    const { adapter } = this.#part ?? {};
    if (this.#part) {
      const wasIn = isInCall(this.#snapshot.value);
      this.#over(wasIn ? 'left' : 'idle', wasIn ? 'left' : null, null);
    }
    adapter?.leave();
    this.#local.release(); // after leaving, or the others would hear of a microphone that goes off
    return Promise.resolve();
  }

  setMicrophone(on: boolean): Promise<void> {
    return this.#local.set('microphone', on);
  }

  setCamera(on: boolean): Promise<void> {
    return this.#local.set('camera', on);
  }

  setScreen(on: boolean): Promise<void> {
    return this.#local.set('screen', on);
  }

  setDevice(kind: DeviceKind, id: string): Promise<void> {
    return this.#local.choose(kind, id);
  }

  refreshDevices(): Promise<void> {
    return this.#local.refreshDevices();
  }

  setAway(away: boolean): Promise<void> {
    return this.#local.away(away);
  }

  setAudioOnly(on: boolean): Promise<void> {
    return this.#local.audioOnly(on);
  }

  resumePlayback(): Promise<void> {
    return this.#part?.adapter?.resumePlayback() ?? Promise.resolve();
  }

  watchLevel(): () => void {
    return this.#local.watchLevel();
  }

  dismissError(): void {
    this.#local.giveUp();
    this.#failure = null;
    this.#refusals = [];
    this.#update();
  }

  #outcome(device: LocalKind, code: ErrorCode | null): void {
    this.#refusals = afterOutcome(this.#refusals, device, code);
    this.#update();
  }

  #compose(): CallSnapshot {
    const room = this.#part ? (this.#part.adapter?.room.value ?? OUTSIDE) : null;
    const { person } = this.#context;
    const local = this.#local.view.value;
    const [outside, refusals, failure] = [this.#outside, this.#refusals, this.#failure];
    return composeSnapshot({ person, local, room, outside, refusals, failure });
  }

  #update(): void {
    this.#snapshot.set(share(this.#snapshot.value, this.#compose()));
  }
}
