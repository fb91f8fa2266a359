import { addGoal, addGoalEntry, FiresideError, setGoalStatus } from '@fireside/protocol';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { audit } from '../testing/audit.ts';
import { focused, pressButton, readText, settled } from '../testing/controls.ts';
import { docOf, endAll, fake } from '../testing/fakes.ts';
import { treeOf } from '../testing/tree.ts';
import { ago, DAY, mark, marksOf, met, mountOverTime, NOW, told, until } from './goals-over-time.test.kit.ts';

/** A day as the browser's English writes it. */
const day = (date: number, month: string): string => `(${date} ${month}|${month} ${date})`;
const left = (one: Element): number => one.getBoundingClientRect().left;

afterEach(endAll);

describe('fireside-goals-over-time, the picture', () => {
  it('has a line for each goal, with what was said of it then and how it stands now', async () => {
    const { element } = await mountOverTime(told());
    const label = element.shadowRoot!.querySelector<HTMLElement>('.lane:not(.axis) > .label')!;
    expect(label.innerText.replace(/\s+/g, ' ')).to.match(
      new RegExp(
        `Give a talk Then “Rehearsed twice” \\(${day(1, 'November')}\\) Now reached on ${day(7, 'November')}$`,
      ),
    );
    expect((await treeOf()).find('region', 'Goals over time')).to.not.equal(null);
    expect(await audit(element)).to.deep.equal([]);
  });

  it('names every point with what it was, its day and its session', async () => {
    const { element } = await mountOverTime(told());
    const names = marksOf(element).map((one) => one.getAttribute('aria-label') ?? '');
    const expected = [
      `^Session of ${day(24, 'October')}$`,
      `^Session of ${day(7, 'November')}$`,
      `^Set as a goal: “Give a talk”, ${day(22, 'October')}$`,
      `^“Give a talk”: step “Outline” done, ${day(24, 'October')}, session of ${day(24, 'October')}$`,
      `^About “Give a talk”: Rehearsed twice, ${day(1, 'November')}, after the session of ${day(24, 'October')}$`,
      `^Reached “Give a talk”, ${day(7, 'November')}, session of ${day(7, 'November')}$`,
    ];
    expect(names).to.have.length(expected.length);
    for (const [at, one] of expected.entries()) expect(names[at]).to.match(new RegExp(one));
  });

  it('has one tab stop a line, with arrows along it, and Enter leads to the session', async () => {
    const { element, stage } = await mountOverTime(told());
    const stops = marksOf(element).filter((one) => one.getAttribute('tabindex') === '0');
    expect(stops.map((one) => one.getAttribute('aria-label')?.slice(0, 10))).to.deep.equal([
      'Session of',
      'Reached “G',
    ]);
    mark(element, /^Reached/).focus();
    await sendKeys({ press: 'ArrowLeft' });
    await sendKeys({ press: 'ArrowLeft' });
    expect(focused()).to.equal(mark(element, /^“Give a talk”: step/));
    await settled(element);
    expect(focused()?.getAttribute('tabindex')).to.equal('0');
    expect(element.shadowRoot!.querySelector('.told')?.textContent).to.include('step “Outline” done');
    await sendKeys({ press: 'Home' });
    expect(focused()).to.equal(mark(element, /^Set as a goal/));
    await sendKeys({ press: 'ArrowLeft' });
    expect(focused()).to.equal(mark(element, /^Set as a goal/));
    await sendKeys({ press: 'Enter' });
    expect(stage.view.value.kind).to.equal('session'); // it was before the first session
    await sendKeys({ press: 'End' });
    await sendKeys({ press: 'Enter' });
    expect(stage.view.value).to.include({ kind: 'saved-notes', session: 'late' });
    await sendKeys({ press: 'ArrowLeft' });
    await sendKeys({ press: 'Space' });
    expect(stage.view.value).to.include({ kind: 'saved-notes', session: 'early' });
  });

  it('has links where the page has addresses', async () => {
    const { element, stage } = await mountOverTime(told());
    stage.notesHref = '#notes-{session}';
    element.requestUpdate();
    await element.updateComplete;
    expect(mark(element, /^Reached/).getAttribute('href')).to.equal('#notes-late');
    expect((await treeOf()).find('link', mark(element, /^Reached/).getAttribute('aria-label')!)).to.not.equal(null);
    mark(element, /^Reached/).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    expect(stage.view.value).to.include({ kind: 'saved-notes', session: 'late' });
    expect(location.hash).to.equal('');
    expect(await audit(element)).to.deep.equal([]);
  });

  it('runs with the writing: from right to left, the arrows too', async () => {
    const session = told();
    const mounted = await mountOverTime(session);
    expect(left(mark(mounted.element, /^Set as/))).to.be.lessThan(left(mark(mounted.element, /^Reached/)));
    mounted.unmount();
    document.documentElement.dir = 'rtl';
    try {
      const { element } = await mountOverTime(session);
      expect(left(mark(element, /^Set as/))).to.be.greaterThan(left(mark(element, /^Reached/)));
      mark(element, /^Reached/).focus();
      await sendKeys({ press: 'ArrowRight' });
      expect(focused()).to.equal(mark(element, /^About/));
    } finally {
      document.documentElement.dir = '';
    }
  });

  it('fits a box of 320 px: it scrolls in itself and begins with the newest', async () => {
    const session = told();
    session.answer('list', {
      sessions: Array.from({ length: 30 }, (_, at) => met(`s${at}`, 14 + at * 14)),
      before: null,
    });
    const { element } = await mountOverTime(session, 320);
    const scroll = element.shadowRoot!.querySelector('.scroll')!;
    await until(element, () => scroll.scrollLeft > 0);
    expect(scroll.scrollWidth).to.be.greaterThan(320);
    expect(element.scrollWidth).to.be.at.most(320);
    expect(left(mark(element, /^Reached/))).to.be.lessThan(element.getBoundingClientRect().right);
    expect(left(element.shadowRoot!.querySelector('.lane h3')!)).to.equal(left(element));
  });

  it('keeps points apart by what a finger or a pointer needs', async () => {
    const session = told();
    session.answer('list', { sessions: [met('a', 14), met('b', 15), met('c', 16)], before: null });
    const { element } = await mountOverTime(session, 320);
    const places = marksOf(element).slice(0, 3).map(left);
    expect(places[1]! - places[0]!).to.be.at.least(24);
    expect(places[2]! - places[1]!).to.be.at.least(24);
  });

  it('follows what is written meanwhile', async () => {
    const session = told();
    const { element } = await mountOverTime(session);
    addGoal(docOf(session, 'mentorship'), { title: 'Say no', author: 'bo', at: NOW });
    await settled(element);
    await settled(element);
    expect(mark(element, /^Set as a goal: “Say no”/).getAttribute('aria-label')).to.match(
      new RegExp(`after the session of ${day(7, 'November')}$`),
    );
  });

  it('says the end of a goal in words, and where the next session is', async () => {
    const session = told();
    const doc = docOf(session, 'mentorship');
    const id = addGoal(doc, { title: 'Learn Rust', author: 'bo', at: ago(20) });
    setGoalStatus(doc, id, { status: 'let-go', by: 'bo', at: ago(2) });
    const next = met('next', -14, { state: 'scheduled', startedAt: null, wrappedUpAt: null });
    session.answer('list', { sessions: [next, met('late', 14)], before: null });
    const { element } = await mountOverTime(session);
    expect(readText(element)).to.match(new RegExp(`Now let go on ${day(19, 'November')} let go`));
    expect(readText(element)).to.include('the next session');
    expect(marksOf(element).filter((one) => one.getAttribute('aria-label')?.startsWith('Session'))).to.have.length(1);
  });

  it('is seen in forced colours', async () => {
    await emulateMedia({ forcedColors: 'active' });
    try {
      const { element } = await mountOverTime(told());
      expect(await audit(element)).to.deep.equal([]);
      const fill = getComputedStyle(element.shadowRoot!.querySelector('.mark .filled')!).fill;
      const ground = getComputedStyle(document.documentElement).backgroundColor;
      expect(fill).to.not.equal(ground);
    } finally {
      await emulateMedia({ forcedColors: 'none' });
    }
  });
});

describe('fireside-goals-over-time, the table', () => {
  it('has every entry in a row with its session, under its goal', async () => {
    const { element, stage } = await mountOverTime(told());
    await pressButton(element, 'Table');
    const table = element.shadowRoot!.querySelector('table')!;
    expect(table.caption?.textContent?.trim()).to.equal('Goals over time, the first thing first');
    expect([...table.tHead!.rows[0]!.cells].map((cell) => cell.textContent?.trim())).to.deep.equal([
      'When',
      'What happened',
      'Session',
    ]);
    const rows = [...table.tBodies[0]!.rows].map((row) => row.innerText.replace(/\s+/g, ' ').trim());
    expect(rows[0]).to.match(/^Give a talk Then: “Rehearsed twice” .* Now: reached on/);
    expect(rows[1]).to.match(new RegExp(`^${day(22, 'October')} set as a goal Bo before the first$`));
    expect(rows[2]).to.match(
      new RegExp(`^${day(24, 'October')} step “Outline” done Bo session of ${day(24, 'October')}$`),
    );
    expect(rows[3]).to.match(/Rehearsed twice Anna after the session of/);
    expect(rows).to.have.length(5);
    expect(await audit(element)).to.deep.equal([]);
    table.querySelectorAll<HTMLElement>('.session-link')[2]!.focus();
    await sendKeys({ press: 'Enter' });
    expect(stage.view.value).to.include({ kind: 'saved-notes', session: 'late' });
  });

  it('is chosen by a pressed button, and the picture comes back', async () => {
    const { element } = await mountOverTime(told());
    await pressButton(element, 'Table');
    expect(marksOf(element)).to.have.length(0);
    expect((await treeOf()).find('button', 'Table')).to.include({ pressed: true });
    await pressButton(element, 'Picture');
    expect(marksOf(element)).to.have.length(6);
  });

  it('fits a box of 320 px, whatever people wrote', async () => {
    const session = told();
    addGoal(docOf(session, 'mentorship'), { title: `${'x'.repeat(200)} <b>y</b>`, author: 'bo', at: ago(3) });
    const { element } = await mountOverTime(session, 320);
    await pressButton(element, 'Table');
    expect(element.scrollWidth).to.be.at.most(320);
    expect(element.shadowRoot!.querySelector('h3 b')).to.equal(null);
  });
});

describe('fireside-goals-over-time, at its edges', () => {
  it('says that there is no goal yet, and that one is a beginning', async () => {
    const session = fake({ now: () => NOW });
    session.answer('list', { sessions: [], before: null });
    const { element } = await mountOverTime(session);
    expect(readText(element)).to.equal('No goals yet. Once you have set one, what comes of it stands here over time.');
    addGoal(docOf(session, 'mentorship'), { title: 'Give a talk', author: 'bo', at: NOW });
    await settled(element);
    await settled(element);
    expect(readText(element)).to.include('This is the beginning');
    expect(marksOf(element)).to.have.length(1);
    expect(await audit(element)).to.deep.equal([]);
  });

  it('shows the goals without the server, says so, and tries again', async () => {
    const session = told();
    session.answer('list', new FiresideError('unreachable'));
    const { element } = await mountOverTime(session);
    expect(readText(element)).to.include('Code: unreachable');
    expect(mark(element, /^Reached “Give a talk”/).getAttribute('aria-label')).to.not.include('session');
    session.answer('list', { sessions: [met('late', 14)], before: null });
    await pressButton(element, 'Try again');
    await until(element, () => /session of/.test(mark(element, /^Reached/).getAttribute('aria-label') ?? ''));
    expect(readText(element)).to.not.include('Code: unreachable');
  });

  it('shows twenty of fifty goals, and all when asked', async () => {
    const session = told();
    const doc = docOf(session, 'mentorship');
    for (let at = 0; at < 49; at += 1) addGoal(doc, { title: `Goal ${at}`, author: 'bo', at: ago(60 - at) });
    const { element } = await mountOverTime(session);
    const lanes = (): number => element.shadowRoot!.querySelectorAll('.lane:not(.axis)').length;
    expect(lanes()).to.equal(20);
    await pressButton(element, 'Show all 50 goals');
    await settled(element);
    expect(lanes()).to.equal(50);
    expect(focused()?.getAttribute('aria-label')).to.match(/^Set as a goal: “Goal 20”/);
  });

  it('says where nothing has a date, and is not blown up by what has a wrong one', async () => {
    const session = told();
    const doc = docOf(session, 'mentorship');
    addGoal(doc, { title: 'Undated', author: 'bo', at: 0 });
    const odd = addGoal(doc, { title: 'Odd', author: 'bo', at: 1 });
    addGoalEntry(doc, odd, { by: 'bo', at: NOW + 900 * DAY, text: 'ahead' });
    const { element } = await mountOverTime(session);
    expect(readText(element)).to.include('Nothing of it has a date.');
    expect(element.shadowRoot!.querySelector('.scroll')!.scrollWidth).to.be.lessThan(3000);
  });

  it('asks for the sessions anew when one is finished, and leaves nothing behind', async () => {
    const session = told();
    const { unmount } = await mountOverTime(session);
    const asked = (): number => session.requests.filter(({ name }) => name === 'list').length;
    expect(asked()).to.equal(1);
    session.changeSession({ state: 'wrapped-up' });
    await new Promise(requestAnimationFrame);
    expect(asked()).to.equal(2);
    unmount();
    session.changeSession({ state: 'archived' });
    await new Promise(requestAnimationFrame);
    expect(asked()).to.equal(2);
  });
});
