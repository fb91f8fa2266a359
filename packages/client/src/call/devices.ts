import type { Device, DeviceKind, Devices } from './port.ts';

type Lists = Omit<Devices, 'chosen'>;

const LISTS = { microphone: 'microphones', camera: 'cameras', speaker: 'speakers' } as const;
const NONE: Lists = { microphones: [], cameras: [], speakers: [] };

/**
 * The devices that the browser tells. Before the first permission it tells one of each kind, without id and name. Speakers
 * are left out where the browser cannot choose one.
 */
async function listDevices(mediaDevices: Pick<MediaDevices, 'enumerateDevices'> | null): Promise<Lists> {
  const found = mediaDevices ? await mediaDevices.enumerateDevices().catch(() => []) : []; // refused by policy: none
  const of = (kind: MediaDeviceKind): Device[] =>
    found.filter((device) => device.kind === kind).map(({ deviceId, label }) => ({ id: deviceId, label }));
  return {
    microphones: of('audioinput'),
    cameras: of('videoinput'),
    speakers: 'setSinkId' in HTMLMediaElement.prototype ? of('audiooutput') : [],
  };
}

/** What is plugged in now, and what was called how before. */
export class KnownDevices {
  readonly #mediaDevices: Pick<MediaDevices, 'enumerateDevices'> | null;
  readonly #labels = new Map<string, string>();
  #lists = NONE;
  #asked = 0;
  #answered = 0;

  constructor(mediaDevices: Pick<MediaDevices, 'enumerateDevices'> | null) {
    this.#mediaDevices = mediaDevices;
  }

  get lists(): Lists {
    return this.#lists;
  }

  async refresh(): Promise<void> {
    const turn = ++this.#asked;
    const lists = await listDevices(this.#mediaDevices);
    if (turn < this.#answered) return; // a later question was answered first
    this.#answered = turn;
    this.#lists = lists;
    for (const { id, label } of Object.values(lists).flat()) if (label !== '') this.#labels.set(id, label);
  }

  has(kind: DeviceKind): boolean {
    return this.#lists[LISTS[kind]].length > 0;
  }

  /** The id under which a device is there: after plugging it into another socket it may have another one, and its old name. */
  find(kind: DeviceKind, id: string | null): string | null {
    const list = this.#lists[LISTS[kind]];
    if (id === null || list.some((device) => device.id === id)) return id;
    const label = this.#labels.get(id);
    return (label !== undefined && list.find((device) => device.label === label)?.id) || null;
  }
}
