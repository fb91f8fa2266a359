import type { ErrorCode } from '@fireside/protocol';
import { describeCall } from '../call/call.contract.ts';
import type { CallWorld, Party } from '../call/contract/world.contract.ts';
import type { DeviceKind } from '../call/port.ts';
import { FakeCall } from './fake-call.ts';

/** Several fakes that see each other: whatever one of them becomes, the others are told of. */
class FakeWorld implements CallWorld {
  readonly #tabs: { person: string; call: FakeCall; end: AbortController }[] = [];
  readonly #chosen = new Map<string, Record<DeviceKind, string | null>>();
  readonly #unplugged = new Set<string>();
  #cut = false;

  tab(person: string): Party {
    const end = new AbortController();
    const chosen = this.#chosen.get(person) ?? { microphone: null, camera: null, speaker: null };
    this.#chosen.set(person, chosen);
    const call = new FakeCall({
      person: { id: person, name: person.toUpperCase() },
      signal: end.signal,
      preferred: () => chosen,
      onChosen: (kind, id) => (chosen[kind] = id),
    });
    for (const id of this.#unplugged) call.unplug(id);
    // The rules of a room are the server's; the fake is told what it would say.
    const join = call.join.bind(call);
    call.join = async ({ takeOver = false } = {}) => {
      const elsewhere = this.#tabs.find((tab) => tab.person === person && tab.call !== call && tab.call.inCall);
      if (elsewhere && takeOver) elsewhere.call.end('taken-over');
      else if (elsewhere) call.fail('join', 'already-in-call');
      await join();
    };
    call.subscribe(() => this.#tell(call));
    this.#tabs.push({ person, call, end });
    return { call, end: () => end.abort() };
  }

  /** `about` has changed: everybody in the call sees how, and it sees everybody. */
  #tell(about: FakeCall): void {
    const inside = this.#tabs.filter(({ call }) => call.inCall);
    for (const { call } of inside) {
      const others = inside
        .filter((tab) => tab.call !== call)
        .map((tab) => ({
          person: tab.person,
          name: tab.person.toUpperCase(),
          microphone: tab.call.value.self.microphone.on,
          camera: tab.call.value.self.camera.on,
          screen: tab.call.value.self.screen.on,
          away: tab.call.value.self.away,
          connection: this.#cut ? ('lost' as const) : ('connected' as const),
        }));
      if (call !== about || call.value.others.length !== others.length) call.others(others);
    }
  }

  refuse(person: string, device: 'microphone' | 'camera' | 'screen', code: ErrorCode): void {
    for (const tab of this.#tabs) if (tab.person === person) tab.call.fail(device, code);
  }

  unplug(person: string, id: string): void {
    this.#unplugged.add(id);
    for (const tab of this.#tabs) if (tab.person === person) tab.call.unplug(id);
  }

  plug(person: string, id: string): void {
    this.#unplugged.delete(id);
    for (const tab of this.#tabs) if (tab.person === person) tab.call.plug(id);
  }

  loseServer(): void {
    for (const { call } of this.#tabs) call.loseSignal();
  }

  restoreServer(): void {
    for (const { call } of this.#tabs) call.restoreSignal();
  }

  cutPath(): void {
    this.#cut = true;
    for (const { call } of this.#tabs) call.losePath();
  }

  mendPath(): void {
    this.#cut = false;
    for (const { call } of this.#tabs) call.restorePath();
  }

  /** A fake gives no signs of life: it says itself when it is lost. */
  beats(): Promise<void> {
    return Promise.resolve();
  }

  dismiss(person: string, code: ErrorCode): void {
    for (const tab of this.#tabs) if (tab.person === person) tab.call.end(code);
  }

  /** A fake opens nothing; what counts is what it says is on. */
  remains(): number {
    const on = this.#tabs.map(({ call }) => {
      const { microphone, camera, screen } = call.value.self;
      return [microphone, camera, screen].filter((device) => device.on).length + (call.inCall ? 1 : 0);
    });
    return on.reduce((sum, one) => sum + one, 0);
  }

  close(): void {
    for (const { end } of this.#tabs) end.abort();
  }
}

describeCall('the fake', () => new FakeWorld());
