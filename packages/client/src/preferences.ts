/** What one person likes on one device: kept beside their texts, forgotten with them. */
import type { DeviceKind } from './call/port.ts';
import type { Subject } from './observable.ts';
import { webStorage } from './web-storage.ts';

export interface Preferences {
  /** Ids of the devices last chosen; null where the browser chooses. */
  readonly devices: Readonly<Record<DeviceKind, string | null>>;
  /** Whether a single key turns microphone or camera on and off. */
  readonly shortcuts: boolean;
  /** What the widget says to screen readers of its own accord. */
  readonly announce: {
    readonly people: boolean;
    readonly microphones: boolean;
    /** What the others change in the agenda, in goals and in promises. */
    readonly agenda: boolean;
    readonly promises: boolean;
    /** That somebody writes in the notes. */
    readonly notes: boolean;
  };
  /** Whether the own picture is shown in the room. */
  readonly selfView: boolean;
}

export const DEFAULTS: Preferences = {
  devices: { microphone: null, camera: null, speaker: null },
  shortcuts: false,
  announce: { people: true, microphones: true, agenda: true, promises: true, notes: true },
  selfView: true,
};

const keyOf = (server: string, person: string): string => `fireside/preferences/${server}/${person}`;

export class PreferencesOfPerson {
  readonly #value: Subject<Preferences>;
  readonly #key: string;
  readonly #kept: boolean;

  /** `kept`: whether this device may remember them. */
  constructor(value: Subject<Preferences>, server: string, person: string, kept: boolean) {
    this.#value = value;
    this.#key = keyOf(server, person);
    this.#kept = kept;
    value.set(this.#read());
  }

  change(change: Partial<Preferences>): void {
    const next = { ...this.#value.value, ...change };
    this.#value.set(next);
    if (!this.#kept) return;
    try {
      webStorage('localStorage')?.setItem(this.#key, JSON.stringify(next));
    } catch {
      // Full or closed: they hold until the page is left.
    }
  }

  /** Those of an earlier visit, too, in which they might be kept. */
  forget(): void {
    webStorage('localStorage')?.removeItem(this.#key);
    this.#value.set(DEFAULTS);
  }

  #read(): Preferences {
    try {
      const text = this.#kept ? webStorage('localStorage')?.getItem(this.#key) : null;
      return text ? merge(JSON.parse(text)) : DEFAULTS;
    } catch {
      return DEFAULTS; // closed to this page, or not ours
    }
  }
}

/** What an older or newer version wrote, with its gaps filled and what we do not know left out. */
function merge(kept: unknown): Preferences {
  const record = (value: unknown): Record<string, unknown> =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const said = record(kept);
  const [devices, announce] = [record(said.devices), record(said.announce)];
  const id = (kind: DeviceKind): string | null => (typeof devices[kind] === 'string' ? devices[kind] : null);
  return {
    devices: { microphone: id('microphone'), camera: id('camera'), speaker: id('speaker') },
    shortcuts: said.shortcuts === true,
    announce: {
      people: announce.people !== false,
      microphones: announce.microphones !== false,
      agenda: announce.agenda !== false,
      promises: announce.promises !== false,
      notes: announce.notes !== false,
    },
    selfView: said.selfView !== false,
  };
}
