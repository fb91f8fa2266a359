/** A call without media for tests of everything else: commands set the snapshot at once. */
import { Subject } from '../observable.ts';
import type { Call, CallSnapshot, LocalDevice } from '../call/port.ts';

const OFF: LocalDevice = { on: false, pending: false };

const IDLE: CallSnapshot = {
  state: 'idle',
  leaveReason: null,
  signal: 'ok',
  self: { microphone: OFF, camera: OFF, screen: OFF, speaking: false, level: 0 },
  others: [],
  tiles: [],
  devices: {
    microphones: [],
    cameras: [],
    speakers: [],
    chosen: { microphone: null, camera: null, speaker: null },
  },
  quality: 'unknown',
  playback: 'ok',
  error: null,
};

/** The snapshot may also be set by hand. */
export class IdleCall extends Subject<CallSnapshot> implements Call {
  constructor() {
    super(IDLE);
  }
  #change(change: Partial<CallSnapshot>): Promise<void> {
    this.set({ ...this.value, ...change });
    return Promise.resolve();
  }
  #device(device: 'microphone' | 'camera' | 'screen', on: boolean): Promise<void> {
    return this.#change({ self: { ...this.value.self, [device]: { on, pending: false } } });
  }
  join(): Promise<void> {
    return this.#change({ state: 'joined', leaveReason: null });
  }
  leave(): Promise<void> {
    const self = { ...this.value.self, microphone: OFF, camera: OFF, screen: OFF };
    return this.#change({ state: 'left', leaveReason: 'left', self });
  }
  setMicrophone(on: boolean): Promise<void> {
    return this.#device('microphone', on);
  }
  setCamera(on: boolean): Promise<void> {
    return this.#device('camera', on);
  }
  setScreen(on: boolean): Promise<void> {
    return this.#device('screen', on);
  }
  setDevice(): Promise<void> {
    return Promise.resolve();
  }
  refreshDevices(): Promise<void> {
    return Promise.resolve();
  }
  resumePlayback(): Promise<void> {
    return this.#change({ playback: 'ok' });
  }
  dismissError(): void {
    this.set({ ...this.value, error: null });
  }
}
