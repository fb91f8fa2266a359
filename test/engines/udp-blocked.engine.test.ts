/** A network that lets no UDP through: only TURN over TCP is left, and it must be found without anybody's help. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOrBringChromium } from '../../scripts/chromium.ts';
import { startWorld, type World } from '../e2e/support/world.ts';
import { launchChromium } from './chromium.ts';
import { coturn, startCoturn, type Coturn } from './coturn.ts';
import { orLeftOut } from './engine.ts';
import { networkTools } from './network-tools.ts';
import { openLab, type Lab } from './network/lab.ts';
import { Person } from './person.ts';

const everything = [coturn, networkTools].map(orLeftOut).every((engine) => engine !== null);

describe.runIf(everything)('where UDP is blocked', () => {
  let lab: Lab;
  let turn: Coturn;
  let world: World;
  const people: Person[] = [];
  beforeAll(async () => {
    lab = openLab();
    turn = await startCoturn({ host: lab.host });
    const env = { TURN_URLS: `${turn.urls.udp},${turn.urls.tcp}`, TURN_SECRET: turn.secret };
    world = await startWorld({ host: lab.host, env });
    const trusted = `--unsafely-treat-insecure-origin-as-secure=${world.origins.join(',')}`;
    for (const name of ['anna', 'bo'] as const) {
      const place = await lab.place();
      place.blockUdp();
      const browser = await launchChromium(place.inside(findOrBringChromium()), [trusted]);
      people.push(await Person.arrive(browser, world, name));
    }
  });
  afterAll(async () => {
    await Promise.all(people.map((one) => one.end()));
    await world.close();
    await turn.stop();
    lab.close();
  });

  it('both see and hear each other by TURN over TCP', async () => {
    const [anna, bo] = people as [Person, Person];
    await anna.join();
    await bo.join();
    await Promise.all([anna.expectTile('Bo'), bo.expectTile('Anna')]);
    for (const one of [anna, bo]) {
      await one.expectGrows('frames', 'energy');
      await one.expectPaths(['relay/tcp relay']);
      expect(one.faults).toEqual([]);
    }
  });
});
