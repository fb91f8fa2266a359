import { connectFakes, type FakeSession, type FakeSessionOptions } from '@fireside/client/fake';
import { addItem, editItem, readAgenda, readClock, setItemState, stepAway, talkAbout } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html, type LitElement } from 'lit';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, pressButton, readText, settled } from '../testing/controls.ts';
import { BO, docOf, endAll, fake } from '../testing/fakes.ts';
import { mountInSession, type SessionStage } from '../testing/session-stage.ts';
import { treeOf } from '../testing/tree.ts';
import './define.ts';

const MINUTE = 60_000;
/** Years away from the device's own clock. */
const BEGIN = Date.UTC(2031, 4, 5, 15, 0);
let now = BEGIN;
const mounted: (() => void)[] = [];

const live = (options: FakeSessionOptions = {}): FakeSession =>
  fake({ now: () => now, ...options, session: { state: 'live', startsAt: BEGIN, ...options.session } });

interface Items {
  readonly arrive?: boolean;
  readonly minutes?: number | null;
}
function fill(session: FakeSession, { arrive = false, minutes = 10 }: Items = {}): string[] {
  const doc = docOf(session, 'session');
  const items = [addItem(doc, { title: 'Spring talk', author: 'anna', minutes })];
  items.push(addItem(doc, { title: 'Saying no', author: 'bo', minutes: 5 }));
  if (arrive) editItem(doc, items[0]!, { kind: 'arrival' });
  return items;
}

async function shown(session: FakeSession): Promise<{ stage: SessionStage; clock: LitElement }> {
  const { stage, element, unmount } = await mountInSession(session, html`<fireside-clock></fireside-clock>`);
  mounted.push(unmount);
  return { stage, clock: element };
}
async function later(clock: LitElement, ms: number): Promise<void> {
  now += ms;
  clock.requestUpdate();
  await settled(clock);
}
const current = (session: FakeSession): string | null => {
  const doc = docOf(session, 'session');
  const { current: one } = readClock(doc);
  return readAgenda(doc).find((item) => item.id === one?.item)?.title ?? null;
};
const states = (session: FakeSession): string[] => readAgenda(docOf(session, 'session')).map((item) => item.state);

describe('fireside-clock', () => {
  beforeEach(() => {
    now = BEGIN;
  });
  afterEach(() => {
    for (const unmount of mounted.splice(0)) unmount();
    endAll();
  });

  it('is a region that says what is talked about and for how long', async () => {
    const session = live();
    const [first] = fill(session);
    talkAbout(docOf(session, 'session'), first!, now);
    const { clock } = await shown(session);
    await later(clock, 2 * MINUTE);
    const tree = await treeOf();
    expect(tree.find('region', 'Clock')).to.not.equal(null);
    expect(tree.find('progressbar', 'Time of “Spring talk”')).to.not.equal(null);
    expect(readText(clock)).to.contain('Spring talk').and.contain('8 min left');
    expect(await audit(clock)).to.deep.equal([]);
  });

  it('begins with the first open item', async () => {
    const session = live();
    const [first] = fill(session);
    const { clock, stage } = await shown(session);
    await pressButton(clock, 'Begin with “Spring talk”');
    await settled(clock);
    expect(readClock(docOf(session, 'session')).current).to.deep.equal({ item: first, startedAt: BEGIN });
    expect(stage.announced).to.deep.equal(['Now: “Spring talk”']);
    expect(focused()?.textContent?.trim()).to.equal('Next: “Saying no”');
  });

  it('is nothing before the session is live, and with an empty agenda', async () => {
    const before = live({ session: { state: 'scheduled' } });
    fill(before);
    expect(readText((await shown(before)).clock)).to.equal('');
    expect(readText((await shown(live())).clock)).to.equal('');
  });

  it('goes on to the next item, and back with Undo', async () => {
    const session = live();
    const [first] = fill(session);
    talkAbout(docOf(session, 'session'), first!, now);
    const { clock, stage } = await shown(session);
    await later(clock, 4 * MINUTE);
    await pressButton(clock, 'Next: “Saying no”');
    await settled(clock);
    expect(states(session)).to.deep.equal(['discussed', 'open']);
    expect(current(session)).to.equal('Saying no');
    expect(readText(clock)).to.contain('5 min left');
    expect(stage.offered?.text).to.equal('Discussed: “Spring talk”');
    stage.offered?.undo();
    await settled(clock);
    expect(states(session)).to.deep.equal(['open', 'open']);
    expect(readText(clock)).to.contain('6 min left');
  });

  it('does not take the clock back from where the other has put it meanwhile', async () => {
    const session = live();
    const [first] = fill(session);
    const third = addItem(docOf(session, 'session'), { title: 'A book', author: 'bo' });
    talkAbout(docOf(session, 'session'), first!, now);
    const { clock, stage } = await shown(session);
    await pressButton(clock, 'Next: “Saying no”');
    talkAbout(docOf(session, 'session'), third, now);
    stage.offered?.undo();
    expect(states(session)[0]).to.equal('open');
    expect(current(session)).to.equal('A book');
  });

  it('comes to its end calmly', async () => {
    const session = live();
    const [first, second] = fill(session);
    setItemState(docOf(session, 'session'), first!, 'discussed');
    talkAbout(docOf(session, 'session'), second!, now);
    const { clock } = await shown(session);
    await pressButton(clock, 'Mark as discussed');
    await settled(clock);
    expect(readText(clock)).to.equal('Everything is discussed');
    expect(readClock(docOf(session, 'session')).current).to.equal(null);
    expect(focused()?.getAttribute('aria-label')).to.equal('Clock');
  });

  it('says the last minute, the end and what is beyond it in words, and announces the end once', async () => {
    const session = live();
    const [first] = fill(session);
    talkAbout(docOf(session, 'session'), first!, now);
    const { clock, stage } = await shown(session);
    await later(clock, 9 * MINUTE + 1_000);
    expect(readText(clock)).to.contain('less than a minute left');
    await later(clock, MINUTE);
    expect(readText(clock)).to.contain('The planned time is over. Take the time, or move on.');
    await later(clock, 3 * MINUTE);
    expect(readText(clock)).to.contain('3 min longer than planned. Take the time, or move on.');
    expect(stage.announced).to.deep.equal(['“Spring talk”: The planned time is over. Take the time, or move on.']);
    expect((await treeOf()).find('progressbar', 'Time of “Spring talk”')).to.not.equal(null);
    expect(await audit(clock)).to.deep.equal([]);
  });

  it('announces nothing of an end that was before', async () => {
    const session = live();
    const [first] = fill(session);
    talkAbout(docOf(session, 'session'), first!, now - 20 * MINUTE);
    const { clock, stage } = await shown(session);
    await later(clock, 5 * MINUTE);
    expect(stage.announced).to.deep.equal([]);
  });

  it('does not count while people arrive', async () => {
    const session = live();
    const [first] = fill(session, { arrive: true });
    talkAbout(docOf(session, 'session'), first!, now);
    const { clock, stage } = await shown(session);
    await later(clock, 30 * MINUTE);
    expect(readText(clock)).to.contain('Arriving: no clock runs').and.not.contain('longer');
    expect(controlsNamed(clock, 'Be right back')).to.deep.equal([]);
    await pressButton(clock, 'Next: “Saying no”');
    await settled(clock);
    expect(readText(clock)).to.contain('5 min left');
    expect(stage.announced.at(-1)).to.equal('Now: “Saying no”');
  });

  it('counts up where nobody said how long', async () => {
    const session = live();
    const [first] = fill(session, { minutes: null });
    talkAbout(docOf(session, 'session'), first!, now);
    const { clock } = await shown(session);
    expect(readText(clock)).to.contain('just begun');
    await later(clock, 6 * MINUTE);
    expect(readText(clock)).to.contain('for 6 min');
  });

  it('shows the same to both, and stands still while one is right back', async () => {
    const [anna, bo] = [live(), live({ person: BO })];
    connectFakes(anna, bo);
    const [first] = fill(anna);
    talkAbout(docOf(anna, 'session'), first!, now);
    const [annas, bos] = [(await shown(anna)).clock, (await shown(bo)).clock];
    await later(bos, 2 * MINUTE);
    await pressButton(bos, 'Be right back');
    await later(bos, 3 * MINUTE);
    await later(annas, 0);
    expect(readText(annas)).to.contain('Paused: Bo will be right back (for 3 min)').and.contain('8 min left');
    expect(readText(bos)).to.contain('Paused: you will be right back (for 3 min)').and.contain('8 min left');
    expect(controlsNamed(annas, 'I am back')).to.deep.equal([]);
    await pressButton(bos, 'I am back');
    await later(bos, MINUTE);
    expect(readText(bos)).to.contain('7 min left').and.not.contain('Paused');
  });

  it('lets the other go on', async () => {
    const session = live();
    const [first] = fill(session);
    talkAbout(docOf(session, 'session'), first!, now);
    stepAway(docOf(session, 'session'), 'bo', now);
    const { clock } = await shown(session);
    await later(clock, 2 * MINUTE);
    await pressButton(clock, 'Go on');
    await settled(clock);
    expect(readText(clock)).to.contain('10 min left').and.not.contain('Paused');
    expect(readClock(docOf(session, 'session')).away).to.deep.equal([]);
  });

  it('leaves Be right back to the call, and follows it', async () => {
    const session = live();
    const [first] = fill(session);
    talkAbout(docOf(session, 'session'), first!, now);
    const { clock } = await shown(session);
    await session.enter();
    await settled(clock);
    expect(controlsNamed(clock, 'Be right back')).to.deep.equal([]);
    await session.call.setAway(true);
    await settled(clock);
    expect(readText(clock)).to.contain('Paused: you will be right back');
    expect(controlsNamed(clock, 'I am back')).to.deep.equal([]);
    await session.call.setAway(false);
    await settled(clock);
    expect(readText(clock)).to.not.contain('Paused');
  });

  it('stays paused for who leaves the call meanwhile, and lets them come back', async () => {
    const session = live();
    const [first] = fill(session);
    talkAbout(docOf(session, 'session'), first!, now);
    const { clock } = await shown(session);
    await session.enter();
    await session.call.setAway(true);
    await settled(clock);
    await session.leave();
    await settled(clock);
    expect(readText(clock)).to.contain('Paused: you will be right back');
    await pressButton(clock, 'I am back');
    await settled(clock);
    expect(readText(clock)).to.not.contain('Paused');
  });

  it('is stopped in a quiet place', async () => {
    const session = live();
    const [first] = fill(session);
    talkAbout(docOf(session, 'session'), first!, now);
    const { clock, stage } = await shown(session);
    control(clock, 'Stop the clock').focus();
    await sendKeys({ press: 'Space' });
    await settled(clock);
    expect(current(session)).to.equal(null);
    expect(states(session)).to.deep.equal(['open', 'open']);
    expect(stage.announced).to.deep.equal(['The clock is stopped']);
    expect(focused()?.textContent?.trim()).to.equal('Begin with “Spring talk”');
  });

  it('says when there is more agenda than time', async () => {
    const session = live({ session: { minutes: 25 } });
    const [first] = fill(session, { minutes: 20 });
    talkAbout(docOf(session, 'session'), first!, now);
    const { clock } = await shown(session);
    expect(readText(clock)).to.not.contain('agenda left');
    const third = addItem(docOf(session, 'session'), { title: 'A book', author: 'bo', minutes: 10 });
    await settled(clock);
    expect(readText(clock)).to.match(/35 min of agenda, 25 min until (15:25|3:25.PM)/);
    editItem(docOf(session, 'session'), third, { minutes: null });
    await settled(clock);
    expect(readText(clock)).to.not.contain('agenda left');
  });

  it('says what the other does with it, unless that is silenced', async () => {
    const [anna, bo] = [live(), live({ person: BO })];
    connectFakes(anna, bo);
    const [first, second] = fill(anna);
    const { clock, stage } = await shown(anna);
    talkAbout(docOf(bo, 'session'), first!, now);
    await settled(clock);
    stepAway(docOf(bo, 'session'), 'bo', now);
    await settled(clock);
    expect(stage.announced).to.deep.equal(['Now: “Spring talk”', 'Paused: Bo will be right back']);
    anna.prefer({ announce: { ...anna.preferences.value.announce, agenda: false } });
    talkAbout(docOf(bo, 'session'), second!, now);
    await settled(clock);
    expect(stage.announced).to.have.length(2);
  });

  it('has no buttons where one may only read', async () => {
    const scratch = live();
    const [first] = fill(scratch);
    talkAbout(docOf(scratch, 'session'), first!, now);
    const reader = live({
      person: { id: 'olga', name: 'Olga', role: 'observer' },
      access: { session: 'ro', mentorship: null, private: null },
    });
    connectFakes(scratch, reader);
    const { clock } = await shown(reader);
    expect(readText(clock)).to.contain('Spring talk').and.contain('10 min left');
    expect(clock.shadowRoot!.querySelectorAll('button')).to.have.length(0);
  });

  it('follows nothing any more once it is taken away', async () => {
    const session = live();
    const [first] = fill(session);
    talkAbout(docOf(session, 'session'), first!, now);
    const { clock: element } = await shown(session);
    mounted.splice(0).forEach((unmount) => unmount());
    await settled(element);
    let updates = 0;
    element.addController({ hostUpdate: () => (updates += 1) });
    await session.call.setAway(true);
    setItemState(docOf(session, 'session'), first!, 'discussed');
    await new Promise(requestAnimationFrame);
    expect(updates).to.equal(0);
  });
});
