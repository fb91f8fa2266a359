/** The connection check against a real relay, in both browsers: each way that works is said to work. */
import { networkInterfaces } from 'node:os';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../e2e/support/world.ts';
import { launchChromium } from './chromium.ts';
import { coturn, startCoturn, type Coturn } from './coturn.ts';
import { orLeftOut } from './engine.ts';
import { firefox, launchFirefox } from './firefox.ts';
import { Person } from './person.ts';

/** An address that is not loopback: Firefox asks no relay there, and Chromium has none of its own there. */
function outside(): string {
  const [found] = Object.values(networkInterfaces()).flatMap(
    (all) => all?.filter(({ family, internal }) => family === 'IPv4' && !internal) ?? [],
  );
  if (!found) throw new Error('This machine has no address but loopback: browsers make no calls on it.');
  return found.address;
}

/** In the page: every step once all have ended, as a person reads it. */
function readSteps(): string[] | null {
  const find = (root: ParentNode): ShadowRoot | null => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName === 'fireside-check-panel') return element.shadowRoot;
      const inside = element.shadowRoot && find(element.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const steps = [...(find(document)?.querySelectorAll('li') ?? [])];
  if (steps.length === 0 || steps.some((step) => step.className === 'running')) return null;
  return steps.map((step) =>
    step.textContent
      .trim()
      .replaceAll(/\s+/g, ' ')
      .replace(/\d+ ms/, 'in time'),
  );
}

async function check(browser: Browser, world: World): Promise<string[]> {
  const person = await Person.arrive(browser, world, 'anna');
  try {
    await person.press('Check the connection');
    const steps = await person.page.waitForFunction(readSteps, { timeout: 30_000 });
    const said = ((await steps.jsonValue()) ?? []).map((step) => step.replaceAll(/\d+\.\d+\.\d+\.\d+:\d+/g, 'there'));
    expect(person.faults).toEqual([]);
    return said;
  } finally {
    await person.end();
  }
}

const relays = (steps: readonly string[]): string[] => steps.filter((step) => /TURN|STUN/.test(step));

describe.runIf(orLeftOut(coturn))('the connection check', () => {
  let turn: Coturn;
  let world: World;
  beforeAll(async () => {
    turn = await startCoturn({ host: outside() });
    const urls = [`stun:${turn.host}:${turn.port}`, turn.urls.udp, turn.urls.tcp];
    world = await startWorld({ env: { TURN_URLS: urls.join(' '), TURN_SECRET: turn.secret } });
  });
  afterAll(async () => {
    await world.close();
    await turn.stop();
  });

  const WORKS = [
    'Server there Works, in time',
    'Agenda and notes there Works, in time',
    'Way into the call there Works, in time',
    'Address from outside (STUN) there Works, in time',
    'Relay over UDP (TURN) there Works, in time',
    'Relay over TCP (TURN) there Works, in time',
    'Relay over TLS (TURN) Not set up',
    'Calls in this browser Works, in time',
  ];

  it('finds in Chromium that everything works', async () => {
    expect(await check(await launchChromium(), world)).toEqual(WORKS);
  });

  it.runIf(orLeftOut(firefox))('finds in Firefox that everything works', async () => {
    expect(await check(await launchFirefox(), world)).toEqual(WORKS);
  });

  it('says that the relay refuses another secret', async () => {
    const other = await startWorld({
      env: { TURN_URLS: turn.urls.udp, TURN_SECRET: 'some-other-secret-than-the-one-of-coturn' },
    });
    try {
      const [, udp] = relays(await check(await launchChromium(), other));
      expect(udp).toMatch(/refuses the credentials.*Code: token-invalid 401$/);
    } finally {
      await other.close();
    }
  });
});
