/** SFU calls at the door of this server, beside a LiveKit that a test looks into. */
import type { SignalingFromServer } from '@fireside/protocol';
import { afterEach, beforeEach } from 'vitest';
import { FakeLiveKit } from '../../livekit/testing/fake-livekit.ts';
import { CallHouse, claimsOf, hello, type Client, type Hello } from './call-house.ts';

export interface SfuHouse {
  readonly fake: FakeLiveKit;
  readonly house: CallHouse;
  /** Says hello in an SFU call; LiveKit has them in its room by then. */
  join(person: string, change?: Hello): Promise<{ client: Client; you: string; peers: string[] }>;
  /** What somebody hears who comes to the door with this hello. */
  refused(person: string, change: Hello): Promise<SignalingFromServer>;
  /** Identities that LiveKit has in the room. */
  there(): string[];
}

/** A new one for each test of the file. */
export function useSfuHouse(): SfuHouse {
  let fake: FakeLiveKit;
  let house: CallHouse;
  beforeEach(async () => {
    fake = await FakeLiveKit.open();
    house = await CallHouse.open();
    fake.now = house.now;
    house.restart({ livekit: fake.settings });
  });
  afterEach(async () => {
    await house.close();
    await fake.close();
  });

  return {
    get fake() {
      return fake;
    },
    get house() {
      return house;
    },
    join(person, change = {}) {
      const identity = change.identity ?? house.identity(person);
      fake.enter(house.room, identity);
      return house.join(person, { ...change, identity });
    },
    async refused(person, change) {
      const client = await house.connect(claimsOf(person));
      client.send(hello(person, change));
      return client.read();
    },
    there: () => [...(fake.rooms.get(house.room) ?? [])],
  };
}
