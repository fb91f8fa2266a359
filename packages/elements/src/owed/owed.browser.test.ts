import { connectFakes, type FakeSession } from '@fireside/client/fake';
import { addPromise, deletePromise, readPromises, setPromiseKept, type Due } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, pressButton, readText, settled } from '../testing/controls.ts';
import { BO, docOf, endAll, fake, mount } from '../testing/fakes.ts';
import { treeOf } from '../testing/tree.ts';
import './define.ts';

const NOW = Date.UTC(2026, 10, 21, 15);
const DAY = 86_400_000;

const told = (options = {}): FakeSession => fake({ now: () => NOW, person: { locale: 'en-GB' }, ...options });

interface Over {
  owner?: string;
  due?: Due;
  /** Days ago; null: not known. */
  days?: number | null;
  session?: string;
}
function write(session: FakeSession, text: string, over: Over = {}): string {
  const { owner = 'anna', due = null, days = 7, session: of = 's0' } = over;
  const from = { session: of, item: null, ...(days === null ? {} : { at: NOW - days * DAY }) };
  return addPromise(docOf(session, 'mentorship'), { text, owner, due, from });
}
const kept = (session: FakeSession, id: string, days: number): void =>
  setPromiseKept(docOf(session, 'mentorship'), id, NOW - days * DAY);
const keptAt = (session: FakeSession, id: string): number | null | undefined =>
  readPromises(docOf(session, 'mentorship')).find((one) => one.id === id)?.keptAt;

const mountOwed = (session: FakeSession | null) => mount(session, html`<fireside-owed></fireside-owed>`);

/** “since 14 November”, in the order and the words of the browser’s English. */
const SINCE = /^since (14 November|November 14): open the session in which “Read the draft” was promised$/;
const originOf = (element: HTMLElement): HTMLElement =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>('.session-link')].find((one) =>
    SINCE.test(one.getAttribute('aria-label') ?? ''),
  )!;

afterEach(endAll);

describe('fireside-owed', () => {
  it('has what is owed by person, this one first, each with until when and since when', async () => {
    const session = told();
    write(session, 'Send the outline', { owner: 'bo', due: '2026-11-28', days: null });
    write(session, 'Some day');
    write(session, 'Read the draft', { due: 'next' });
    write(session, 'Lend the book', { owner: 'gone' });
    const { element } = await mountOwed(session);
    const day = '(14 November|November 14)';
    expect(readText(element)).to.match(
      new RegExp(
        `^Yours Read the draft · by next time since ${day} .*Some day since ${day} .*` +
          'Bo Send the outline · by Sat,? (28 Nov|Nov 28) from an earlier session .*Former members Lend the book',
      ),
    );
    expect((await treeOf()).find('region', 'Promises over time')).to.not.equal(null);
    expect(await audit(element)).to.deep.equal([]);
  });

  it('leads to the promise in its session', async () => {
    const session = told();
    const id = write(session, 'Read the draft', { session: 's7' });
    const { element, stage } = await mountOwed(session);
    originOf(element).focus();
    await sendKeys({ press: 'Enter' });
    expect(stage.view.value).to.deep.equal({ kind: 'saved-notes', session: 's7', at: id });
  });

  it('is a link where the page has addresses, which a modifier leaves to the browser', async () => {
    const session = told();
    write(session, 'Read the draft', { session: 's7' });
    const { element, stage } = await mountOwed(session);
    stage.notesHref = '#notes-{session}';
    element.requestUpdate();
    await element.updateComplete;
    expect(originOf(element)).to.have.property('hash', '#notes-s7');
    let left = false;
    const stay = (event: Event): void => {
      left = !event.defaultPrevented;
      event.preventDefault(); // the page of the tests stays
    };
    element.shadowRoot!.addEventListener('click', stay, { once: true });
    originOf(element).dispatchEvent(new MouseEvent('click', { ctrlKey: true, cancelable: true, bubbles: true }));
    expect(left).to.equal(true);
    expect(stage.view.value.kind).to.equal('session');
    originOf(element).click();
    expect(stage.view.value).to.include({ kind: 'saved-notes', session: 's7' });
    expect(location.hash).to.equal('');
  });

  it('is ticked by whom it is of, stays where it was, and can be taken back', async () => {
    const session = told();
    const id = write(session, 'Read the draft');
    write(session, 'Of Bo', { owner: 'bo' });
    const { element, stage } = await mountOwed(session);
    control(element, 'Read the draft').focus();
    await sendKeys({ press: 'Space' });
    await settled(element);
    expect(keptAt(session, id)).to.equal(NOW);
    expect(stage.announced).to.deep.equal(['Kept: “Read the draft”']);
    expect(focused()).to.equal(control(element, 'Read the draft'));
    expect(readText(element)).to.match(/Read the draft · kept on (21 November|November 21)/);
    stage.offered!.undo();
    await settled(element);
    expect(keptAt(session, id)).to.equal(null);
  });

  it('has words in place of the box for what others owe', async () => {
    const session = told();
    const id = write(session, 'Send the outline', { owner: 'bo' });
    const { element, stage } = await mountOwed(session);
    expect(control(element, 'Send the outline')).to.have.property('disabled', true);
    await pressButton(element, 'Bo kept it: Send the outline');
    await settled(element);
    expect(keptAt(session, id)).to.equal(NOW);
    expect(stage.announced).to.deep.equal(['Kept: “Send the outline”']);
    expect(control(element, 'Bo still owes it: Send the outline')).to.equal(focused());
  });

  it('folds what was kept before, the latest first, with the day and whose it was', async () => {
    const session = told();
    kept(session, write(session, 'Long ago', { owner: 'bo' }), 40);
    kept(session, write(session, 'Lately'), 2);
    const { element } = await mountOwed(session);
    expect(readText(element)).to.equal('Nothing is promised just now. Kept: 2');
    control(element, 'Kept: 2', 'summary').focus();
    await sendKeys({ press: 'Enter' });
    await settled(element);
    expect(readText(element)).to.match(
      /Kept: 2 Lately · · Anna kept on (19 November|November 19) .*Long ago · · Bo kept on (12 October|October 12) .*since (14 November|November 14)$/,
    );
    expect(await audit(element)).to.deep.equal([]);
  });

  it('is read alone where nothing may be written', async () => {
    const session = told();
    write(session, 'Read the draft');
    write(session, 'Send the outline', { owner: 'bo' });
    session.changeDocument('mentorship', { writable: false });
    const { element } = await mountOwed(session);
    expect(control(element, 'Read the draft')).to.have.property('disabled', true);
    expect(controlsNamed(element, 'Bo kept it: Send the outline')).to.deep.equal([]);
  });

  it('follows what the other does, and keeps the focus where its row was', async () => {
    const session = told();
    const others = told({ person: BO });
    connectFakes(session, others);
    const id = write(session, 'Read the draft', { due: 'next' });
    write(session, 'Some day');
    const { element } = await mountOwed(session);
    control(element, 'Read the draft').focus();
    deletePromise(docOf(others, 'mentorship'), id);
    await settled(element);
    await settled(element);
    expect(controlsNamed(element, 'Read the draft')).to.deep.equal([]);
    expect(focused()).to.equal(control(element, 'Some day'));
  });

  it('shows fifty of three hundred, and all when asked, with the focus where it was', async () => {
    const session = told();
    for (let at = 0; at < 300; at += 1) write(session, `Promise ${at}`);
    const { element } = await mountOwed(session);
    expect(controlsNamed(element, 'Promise 50')).to.deep.equal([]);
    await pressButton(element, 'Show all 300');
    await settled(element);
    expect(focused()).to.equal(control(element, 'Promise 50'));
    expect(controlsNamed(element, 'Promise 299')).to.have.length(1);
  });

  it('says what cannot be read, keeps it, and never shows words as HTML', async () => {
    const session = told();
    write(session, '<img src=x onerror=alert(1)>');
    docOf(session, 'mentorship').getMap('promises').set('odd', 1);
    const { element } = await mountOwed(session);
    expect(readText(element)).to.contain('<img src=x onerror=alert(1)>');
    expect(readText(element)).to.contain('1 entry cannot be read; it is kept.');
    expect(element.shadowRoot!.querySelector('img')).to.equal(null);
  });

  it('waits for the server before it says that there is nothing', async () => {
    const session = told();
    session.changeDocument('mentorship', { synced: false });
    const { element } = await mountOwed(session);
    expect(readText(element)).to.equal('One moment…');
    session.changeDocument('mentorship', {});
    await settled(element);
    expect(readText(element)).to.equal('Nothing is promised just now.');
  });

  it('leaves nothing behind', async () => {
    const session = told();
    const { element, unmount } = await mountOwed(session);
    unmount();
    write(session, 'Afterwards');
    await settled(element);
    expect(readText(element)).to.not.contain('Afterwards');
  });
});
