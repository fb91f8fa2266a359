/** Firefox and Chromium in one call, on the real server: whoever comes first, both see, hear, show, mute and leave. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../e2e/support/world.ts';
import { launchChromium } from './chromium.ts';
import { orLeftOut } from './engine.ts';
import { firefox, launchFirefox, paintScreen } from './firefox.ts';
import { Person } from './person.ts';

type Arrive = (world: World, name: 'anna' | 'bo') => Promise<Person>;
const ARRIVE: Readonly<Record<'Firefox' | 'Chromium', Arrive>> = {
  Firefox: async (world, name) => Person.arrive(await launchFirefox(), world, name, paintScreen),
  Chromium: async (world, name) => Person.arrive(await launchChromium(), world, name),
};

describe.runIf(orLeftOut(firefox)).each([
  ['Firefox', 'Chromium'],
  ['Chromium', 'Firefox'],
] as const)('%s first, then %s', (first, second) => {
  let world: World;
  let anna: Person;
  let bo: Person;
  beforeAll(async () => {
    world = await startWorld();
    anna = await ARRIVE[first](world, 'anna');
    bo = await ARRIVE[second](world, 'bo');
    await anna.join();
    await bo.join();
  });
  afterAll(async () => {
    await Promise.all([anna.end(), bo.end()]);
    await world.close();
  });
  afterEach(() => {
    expect({ anna: anna.faults, bo: bo.faults }).toEqual({ anna: [], bo: [] });
  });
  const both = (step: (one: Person, other: string) => Promise<void>): Promise<unknown> =>
    Promise.all([step(anna, 'Bo'), step(bo, 'Anna')]);

  it('both see and hear each other', async () => {
    await both((one, other) => one.expectTile(other));
    await both((one) => one.expectGrows('frames', 'samples', 'energy'));
  });

  it('both mute and are heard again', async () => {
    await both((one) => one.press('Microphone'));
    await both((one, other) => one.expectTile(`${other}, microphone off`));
    await both((one) => one.press('Microphone'));
    await both((one, other) => one.expectTile(other));
    await both((one) => one.expectGrows('energy'));
  });

  it('both turn the camera off and are seen again', async () => {
    await both((one) => one.press('Camera'));
    await both((one, other) => one.expectTile(`${other}, no picture`));
    await both((one) => one.expectPressed('Camera', false));
    await both((one) => one.press('Camera'));
    await both((one, other) => one.expectTile(other));
    await both((one) => one.expectGrows('frames'));
  });

  it('each shows a screen, one after the other', async () => {
    for (const [one, other, name] of [
      [anna, bo, 'Anna'],
      [bo, anna, 'Bo'],
    ] as const) {
      await one.press('Share screen');
      await one.expectPressed('Share screen', true);
      await other.expectTile(`Screen of ${name}`);
      await other.expectGrows('frames');
      await one.press('Share screen');
      await other.expectNoTile(`Screen of ${name}`);
    }
  });

  it('the call goes on while the server is killed, and those in it find together again afterwards', async () => {
    await world.killServer();
    await both((one) => one.expectGrows('frames', 'energy'));
    await anna.press('Microphone');
    await bo.expectTile('Anna, microphone off');
    await world.startServer();
    await anna.press('Microphone');
    await bo.expectTile('Anna');
    await both((one) => one.expectGrows('frames', 'energy'));
  });

  it('one leaves and comes again, then the other', async () => {
    for (const [one, other, name] of [
      [anna, bo, 'Anna'],
      [bo, anna, 'Bo'],
    ] as const) {
      await one.press('Leave');
      await other.expectNoTile(name);
      await one.join();
      await other.expectTile(name);
      await both((who) => who.expectGrows('frames', 'energy'));
    }
  });
});
