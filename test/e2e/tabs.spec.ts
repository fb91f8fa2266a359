/** One person in two tabs: one call, one text; and a line that sends nonsense beside a pair that goes on. */
import { expect, test, type Locator } from '@playwright/test';
import { WebSocket } from 'ws';
import { anotherTab, arrive, everybodyLeaves, expectMediaGrows, type Someone } from './support/people.ts';
import { add, button, connectionsOf, join, tileOf } from './support/steps.ts';
import { documentOf, ticketFor } from './support/wire.ts';
import { startWorld, type World } from './support/world.ts';

// Pictures of a running call would cost more than the call.
test.use({ trace: { mode: 'retain-on-failure', screenshots: false } });

let world: World;

test.beforeAll(async () => {
  world = await startWorld();
});
test.afterEach(({ browser }) => everybodyLeaves(browser));
test.afterAll(() => world.close());

const notes = (who: Someone): Locator => who.page.getByRole('textbox', { name: 'Notes', exact: true });
const agenda = (who: Someone): Locator => who.page.getByRole('region', { name: 'Agenda', exact: true });
const saveState = (who: Someone): Locator =>
  who.page.getByRole('status').filter({ hasText: /Saved|Saving|Offline|Not/ });

/** Letters of a text that came from one place, in order. */
const only = (text: string, letters: string): string => [...text].filter((letter) => letters.includes(letter)).join('');

test('two tabs of one person both write: no letter is lost or doubled', async ({ browser }) => {
  const first = await arrive(browser, world, 'anna');
  await join(first);
  const second = await anotherTab(first, world.link('anna'));
  await join(second);
  const tabs = [first, second];
  // Without the letters of “Anna”, whose name stands at the carets.
  const [firsts, seconds] = ['BCDEFGHIJKLMOPQRSTUVWXYZ', 'bcdefghijklmopqrstuvwxyz'];
  await Promise.all([
    notes(first).pressSequentially(firsts, { delay: 10 }),
    notes(second).pressSequentially(seconds, { delay: 10 }),
  ]);
  const both = async (who: Someone): Promise<string> => only(await notes(who).innerText(), firsts + seconds);
  for (const tab of tabs) {
    await expect.poll(async () => only(await both(tab), firsts)).toBe(firsts);
    await expect.poll(async () => only(await both(tab), seconds)).toBe(seconds);
    await expect(saveState(tab)).toHaveText('Saved');
  }
  expect(await both(first)).toBe(await both(second));
  const ticket = await ticketFor(world, 'anna');
  const stored = await documentOf(ticket, `session/${ticket.session.id}`);
  await stored.synced;
  const text = stored.doc
    .getXmlFragment('notes')
    .toString()
    .replaceAll(/<[^>]*>/g, '');
  expect(only(text, firsts + seconds)).toBe(await both(first));
  stored.end();
  expect(first.faults).toEqual([]);
});

test('a second tab gets the documents and no call, says why, and may take the call over', async ({ browser }) => {
  const anna = await arrive(browser, world, 'anna');
  const bo = await arrive(browser, world, 'bo');
  for (const who of [anna, bo]) await join(who);
  await Promise.all([expectMediaGrows(anna), expectMediaGrows(bo)]);
  const before = await connectionsOf(anna);
  const second = await anotherTab(anna, world.link('anna'));

  await test.step('the second tab says why it has no call, and what goes on', async () => {
    await join(second);
    await expect(second.page.getByText('You are in this call from another tab')).toBeVisible();
    await expect(second.page.getByText('Sound and picture go on there. Agenda and notes work here too.')).toBeVisible();
    await expect(second.page.getByText('Code: already-in-call')).toBeVisible();
    await expect(button(second.page, 'Microphone')).toHaveCount(0);
    expect(await connectionsOf(second)).toEqual(['closed']); // begun while nobody knew, and nothing of it goes on
  });

  await test.step('it has the documents, and the first one’s call goes on untouched', async () => {
    await add(second.page, 'Add an agenda item', 'From the second tab');
    await notes(second).pressSequentially('Written in the second tab');
    for (const who of [anna, bo]) {
      await expect(agenda(who).getByRole('checkbox', { name: 'From the second tab' })).toBeVisible();
      await expect(notes(who)).toContainText('Written in the second tab');
    }
    await Promise.all([expectMediaGrows(anna), expectMediaGrows(bo)]);
    expect(await connectionsOf(anna)).toEqual(before);
    await expect(tileOf(bo, 'Anna')).toHaveCount(1);
  });

  await test.step('Use this tab instead hands the call over', async () => {
    await button(second.page, 'Use this tab instead').click();
    await expect(button(second.page, 'Microphone')).toHaveAttribute('aria-pressed', 'true');
    await expect(button(second.page, 'Camera')).toHaveAttribute('aria-pressed', 'true');
    await Promise.all([expectMediaGrows(second), expectMediaGrows(bo)]);
    await expect(anna.page.getByText('Code: taken-over')).toBeVisible();
    await expect(button(anna.page, 'Use this tab instead')).toBeVisible();
    expect(await connectionsOf(anna)).toEqual(before.map(() => 'closed'));
    await expect(tileOf(bo, 'Anna')).toHaveCount(1);
  });
  expect([...anna.faults, ...bo.faults]).toEqual([]);
});

/** A socket with somebody's ticket that says `frame` as soon as it is open; answers the close code. */
function sayTo(url: string, token: string, frame: string | Uint8Array): Promise<number> {
  const socket = new WebSocket(url, ['fireside', token]);
  return new Promise((resolve, reject) => {
    socket.on('open', () => socket.send(frame)).on('close', resolve);
    socket.on('error', reject);
  });
}

test('malformed frames close with 4400 and hurt nobody else', async ({ browser }) => {
  const anna = await arrive(browser, world, 'anna');
  const bo = await arrive(browser, world, 'bo');
  for (const who of [anna, bo]) await join(who);
  await Promise.all([expectMediaGrows(anna), expectMediaGrows(bo)]);
  const before = [await connectionsOf(anna), await connectionsOf(bo)];

  const { session, documents, call } = await ticketFor(world, 'anna');
  const ofBo = await ticketFor(world, 'bo');
  if (call === null) throw new Error('no call');
  const garbage = Uint8Array.from({ length: 200 }, (_, index) => (index * 37) % 256);
  const toDocument = [
    'hello', // text
    new Uint8Array(), // nothing
    Uint8Array.of(77, 1, 2), // a message that nobody knows
    Uint8Array.of(0, 2, 200, 1, 5), // an update that ends too early
    Uint8Array.of(0, 2, 3, 255, 255, 255), // an update that is none
    Uint8Array.of(1, 2, 9, 9), // awareness of nobody
    garbage,
  ];
  // A ticket for each document: after ten such ends a ticket meets 429 at the door.
  const sent = [
    { name: `session/${session.id}`, token: documents.token },
    { name: 'mentorship/anna-bo', token: ofBo.documents.token },
  ];
  for (const { name, token } of sent) {
    for (const frame of toDocument) {
      expect(await sayTo(`${documents.url}/${name}`, token, frame), `${name}: ${String(frame)}`).toBe(4400);
    }
  }
  const toCall = ['hello', '{}', '[]', '{"type":"signal"}', '{"type":"hello"}', garbage];
  for (const frame of toCall) {
    expect(await sayTo(call.url, call.token, frame), `call: ${String(frame)}`).toBe(4400);
  }

  await Promise.all([expectMediaGrows(anna), expectMediaGrows(bo)]);
  expect([await connectionsOf(anna), await connectionsOf(bo)]).toEqual(before);
  await add(anna.page, 'Add an agenda item', 'We go on');
  await notes(bo).pressSequentially('and on');
  await expect(agenda(bo).getByRole('checkbox', { name: 'We go on' })).toBeVisible();
  await expect(notes(anna)).toContainText('and on');
  for (const who of [anna, bo]) await expect(saveState(who)).toHaveText('Saved');
  expect([...anna.faults, ...bo.faults]).toEqual([]);
});
