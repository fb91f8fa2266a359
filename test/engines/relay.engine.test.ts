/** A call that only a TURN server can carry: by UDP, by TCP, and not at all with credentials that it refuses. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World, type WorldOptions } from '../e2e/support/world.ts';
import { launchChromium } from './chromium.ts';
import { coturn, startCoturn, type Coturn } from './coturn.ts';
import { orLeftOut } from './engine.ts';
import { Person } from './person.ts';

const HOUR = 60 * 60 * 1000;

/** In the page: whatever else it is told, a peer connection takes relays only. */
function relayOnly(): void {
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super({ ...configuration, iceTransportPolicy: 'relay' });
    }
    override setConfiguration(configuration?: RTCConfiguration): void {
      super.setConfiguration({ ...configuration, iceTransportPolicy: 'relay' });
    }
  };
}

describe.runIf(orLeftOut(coturn))('relay only', () => {
  let turn: Coturn;
  let world: World | null = null;
  let people: Person[] = [];
  beforeEach(async () => {
    turn = await startCoturn();
  });
  afterEach(async () => {
    await Promise.all(people.map((one) => one.end()));
    people = [];
    await world?.close();
    world = null;
    await turn.stop();
  });

  async function meet(urls: string, secret: string, more: WorldOptions = {}): Promise<readonly [Person, Person]> {
    world = await startWorld({ env: { TURN_URLS: urls, TURN_SECRET: secret }, ...more });
    const arrive = async (name: 'anna' | 'bo'): Promise<Person> => {
      const person = await Person.arrive(await launchChromium(), world!, name, relayOnly);
      people.push(person);
      await person.join();
      return person;
    };
    return [await arrive('anna'), await arrive('bo')];
  }

  it.each(['udp', 'tcp'] as const)('by %s, media flow over the relay, and over nothing else', async (transport) => {
    const [anna, bo] = await meet(turn.urls[transport], turn.secret);
    await Promise.all([anna.expectTile('Bo'), bo.expectTile('Anna')]);
    for (const one of [anna, bo]) {
      await one.expectGrows('frames', 'energy');
      await one.expectPaths([`relay/${transport} relay`]);
      expect(one.faults).toEqual([]);
    }
  });

  it.each([
    ['of another secret', 'some-other-secret-than-the-one-of-coturn', 0],
    ['that ended an hour ago', null, -13 * HOUR],
  ])('credentials %s are refused, and the page says that there is no path', async (_, secret, ahead) => {
    const [anna, bo] = await meet(turn.urls.udp, secret ?? turn.secret, { ahead });
    for (const one of [anna, bo]) {
      await one.expectAlert('There is no path for sound and picture between you.');
      await one.expectPaths([]);
    }
    expect(turn.log()).toContain('401');
  });
});
