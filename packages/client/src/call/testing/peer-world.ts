import type { CallAccess, ErrorCode } from '@fireside/protocol';
import type { AdapterOptions, CallAdapter } from '../adapter.ts';
import type { CallWorld, Party } from '../contract/world.contract.ts';
import { createCall } from '../create-call.ts';
import type { DeviceKind } from '../port.ts';
import { openPeerCall, type PeerCallOptions } from '../peer.ts';
import { SignalingHub } from './signaling-hub.ts';
import { TestDevices } from './test-devices.ts';
import { TestPath } from './test-path.ts';

type Kind = 'microphone' | 'camera' | 'screen';

/** People in one page with real media between them, and a server inside the page. */
export class PeerWorld implements CallWorld {
  readonly hub = new SignalingHub();
  /** Milliseconds; the call's own, unless a test has less patience. */
  unreachable: number | undefined;
  readonly connections: RTCPeerConnection[] = [];
  readonly channels: RTCDataChannel[] = [];
  readonly path = new TestPath();
  readonly #devices = new Map<string, TestDevices>();
  readonly #chosen = new Map<string, Record<DeviceKind, string | null>>();
  readonly #ends: (() => void)[] = [];
  readonly #real = globalThis.RTCPeerConnection;

  constructor() {
    const { channels, connections, path } = this;
    globalThis.RTCPeerConnection = class extends this.#real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }

      override createDataChannel(label: string, init?: RTCDataChannelInit): RTCDataChannel {
        const channel = path.watch(super.createDataChannel(label, init));
        channels.push(channel);
        return channel;
      }

      override getStats(): Promise<RTCStatsReport> {
        return path.stats(super.getStats());
      }
    };
  }

  tab(person: string, client = `client-of-${person}`): Party {
    const ending = new AbortController();
    const end = (): void => ending.abort();
    this.#ends.push(end);
    const chosen = this.#chosen.get(person) ?? { microphone: null, camera: null, speaker: null };
    this.#chosen.set(person, chosen);
    const access = this.access(person);
    const call = createCall(
      {
        person: { id: person, name: person.toUpperCase() },
        client,
        signal: ending.signal,
        preferred: () => chosen,
        renew: () => undefined,
        onChosen: (kind, id) => (chosen[kind] = id),
        access: () => access,
      },
      {
        mediaDevices: this.devices(person),
        permissions: this.devices(person).permissions,
        openAdapter: (options) => Promise.resolve(this.adapter(options, person)),
      },
    );
    return { call, end };
  }

  /** The call of this person's ticket. */
  protected access(_person: string): CallAccess {
    return { kind: 'peer', url: 'ws://hub.test', token: 'token', iceServers: [] };
  }

  protected adapter(options: AdapterOptions, person: string): CallAdapter {
    return openPeerCall(options as PeerCallOptions, this.hub.connectAs(person), this.unreachable);
  }

  devices(person: string): TestDevices {
    const devices = this.#devices.get(person) ?? new TestDevices();
    this.#devices.set(person, devices);
    return devices;
  }

  refuse(person: string, device: Kind, code: ErrorCode): void {
    this.devices(person).refuse(device, code);
  }

  unplug(person: string, id: string): void {
    this.devices(person).unplug(id);
  }

  plug(person: string, id: string): void {
    this.devices(person).plug(id);
  }

  loseServer(): void {
    this.hub.down();
  }

  restoreServer(): void {
    this.hub.up();
  }

  cutPath(): void {
    this.path.cut(true);
  }

  mendPath(): void {
    this.path.cut(false);
  }

  beats(count: number): Promise<void> {
    return this.path.messages(count);
  }

  dismiss(person: string, code: ErrorCode): void {
    this.hub.end(person, code);
  }

  remains(): number {
    const tracks = [...this.#devices.values()].reduce((sum, { live }) => sum + live, 0);
    return tracks + this.open.length + this.hub.sockets;
  }

  /** Connections that are not closed. */
  get open(): RTCPeerConnection[] {
    return this.connections.filter(({ signalingState }) => signalingState !== 'closed');
  }

  close(): void {
    for (const end of this.#ends) end();
    globalThis.RTCPeerConnection = this.#real;
  }
}
