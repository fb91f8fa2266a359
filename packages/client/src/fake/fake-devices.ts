import type { CallContext, Device, DeviceKind, Devices } from '../call/port.ts';

const LISTS = { microphone: 'microphones', camera: 'cameras', speaker: 'speakers' } as const;
const KINDS = ['microphone', 'camera', 'speaker'] as const;

const two = (kind: DeviceKind): Device[] =>
  [1, 2].map((number) => ({ id: `${kind}-${number}`, label: `Fake ${kind} ${number}` }));

/** Two of each kind. */
export const FAKE_DEVICES: Devices = {
  microphones: two('microphone'),
  cameras: two('camera'),
  speakers: two('speaker'),
  chosen: { microphone: null, camera: null, speaker: null },
};

/** What was chosen and what was pulled out; the lists themselves are the snapshot's. */
export class FakeDevices {
  readonly #context: Partial<Pick<CallContext, 'preferred' | 'onChosen'>>;
  readonly #chosen = new Map<DeviceKind, string>();
  readonly #unplugged = new Map<string, { readonly kind: DeviceKind; readonly device: Device }>();

  constructor(context: Partial<Pick<CallContext, 'preferred' | 'onChosen'>>) {
    this.#context = context;
  }

  /** What is in use: the wished ones where they are there, else the browser's choice. */
  settle(devices: Devices): Devices {
    const inUse = (kind: DeviceKind): string | null => {
      const wished = this.#chosen.get(kind) ?? this.#context.preferred?.()[kind];
      return devices[LISTS[kind]].find(({ id }) => id === wished)?.id ?? null;
    };
    return {
      ...devices,
      chosen: { microphone: inUse('microphone'), camera: inUse('camera'), speaker: inUse('speaker') },
    };
  }

  choose(devices: Devices, kind: DeviceKind, id: string): Devices {
    this.#chosen.set(kind, id);
    this.#context.onChosen?.(kind, id);
    return this.settle(devices);
  }

  unplug(devices: Devices, id: string): Devices {
    for (const kind of KINDS) {
      const device = devices[LISTS[kind]].find((one) => one.id === id);
      if (!device) continue;
      this.#unplugged.set(id, { kind, device });
      return this.settle({ ...devices, [LISTS[kind]]: devices[LISTS[kind]].filter((one) => one !== device) });
    }
    return devices;
  }

  plug(devices: Devices, id: string): Devices {
    const found = this.#unplugged.get(id);
    if (!found) return devices;
    this.#unplugged.delete(id);
    return this.settle({ ...devices, [LISTS[found.kind]]: [...devices[LISTS[found.kind]], found.device] });
  }

  /** All of them have been pulled out. */
  missing(devices: Devices, kind: DeviceKind): boolean {
    return devices[LISTS[kind]].length === 0 && [...this.#unplugged.values()].some((one) => one.kind === kind);
  }
}
