import { connectFakes, type FakeSession } from '@fireside/client/fake';
import { addItem, addPromise, readPromises, setPromiseKept, talkAbout, type Due } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html, type LitElement } from 'lit';
import type * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, readText, settled } from '../testing/controls.ts';
import { BO, docOf, endAll, fake, mount } from '../testing/fakes.ts';
import { treeOf } from '../testing/tree.ts';
import './define.ts';

const promisesOf = (session: FakeSession): Y.Doc => docOf(session, 'mentorship');

function write(session: FakeSession, text: string, due: Due = null, from = 's0', owner = 'bo'): string {
  return addPromise(promisesOf(session), { text, owner, due, from: { session: from, item: null } });
}
async function mountPromises(session: FakeSession, owed = false) {
  const { element, ...rest } = await mount(session, html`<fireside-promises ?owed=${owed}></fireside-promises>`);
  return { promises: element, ...rest };
}
function choose(root: LitElement, name: string, value: string): void {
  const field = root.shadowRoot!.querySelector<HTMLSelectElement | HTMLInputElement>(`[name=${name}]`)!;
  field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** The fields come with what people do, at the first focus. */
async function openFields(promises: LitElement): Promise<void> {
  control(promises, 'Add a promise').focus();
  while (!promises.shadowRoot?.querySelector('[name=owner]')) await settled(promises);
}

afterEach(endAll);

describe('fireside-promises', () => {
  it('is a region with check boxes, owner and date in words', async () => {
    const session = fake();
    write(session, 'Send the outline', '2026-11-28');
    write(session, 'Ask for a dry run', 'next');
    const { promises } = await mountPromises(session);
    const tree = await treeOf();
    expect(tree.find('region', 'Promises')).to.not.equal(null);
    expect(tree.find('checkbox', 'Send the outline')).to.include({ checked: false });
    expect(readText(promises)).to.match(/Bo by Sat,? (28 Nov|Nov 28).*Bo by next time/);
    expect(await audit(promises)).to.deep.equal([]);
  });

  it('adds with who and until when', async () => {
    const session = fake({ now: () => 42 });
    const { promises } = await mountPromises(session);
    await openFields(promises);
    choose(promises, 'owner', 'bo');
    choose(promises, 'until', 'day');
    await settled(promises);
    choose(promises, 'day', '2026-11-28');
    expect(await audit(promises)).to.deep.equal([]);
    control(promises, 'Add a promise').focus();
    await sendKeys({ type: 'Send the outline' });
    await sendKeys({ press: 'Enter' });
    await settled(promises);
    expect(readPromises(promisesOf(session))[0]).to.deep.include({
      text: 'Send the outline',
      owner: 'bo',
      due: '2026-11-28',
      from: { session: 's1', item: null, at: 42 },
    });
  });

  it('is of this person and by next time unless told, also after another one', async () => {
    const session = fake();
    const { promises } = await mountPromises(session);
    await openFields(promises);
    choose(promises, 'owner', 'bo');
    choose(promises, 'until', '');
    await sendKeys({ type: 'One' });
    await sendKeys({ press: 'Enter' });
    await settled(promises);
    await sendKeys({ type: 'Two' });
    await sendKeys({ press: 'Enter' });
    expect(readPromises(promisesOf(session)).map(({ owner, due }) => [owner, due])).to.deep.equal([
      ['bo', null],
      ['anna', 'next'],
    ]);
  });

  it('counts a week from the day it is for this person', async () => {
    const session = fake({ now: () => Date.UTC(2026, 11, 27, 20), person: { tz: 'Asia/Tokyo' } });
    const { promises } = await mountPromises(session);
    await openFields(promises);
    choose(promises, 'until', 'week');
    await sendKeys({ type: 'Send the outline' });
    await sendKeys({ press: 'Enter' });
    expect(readPromises(promisesOf(session))[0]?.due).to.equal('2027-01-04');
  });

  it('refuses a day that does not exist with a sentence, and keeps the words', async () => {
    const session = fake();
    const { promises } = await mountPromises(session);
    await openFields(promises);
    choose(promises, 'until', 'day');
    await sendKeys({ type: 'Send the outline' });
    await sendKeys({ press: 'Enter' });
    await settled(promises);
    expect(readPromises(promisesOf(session))).to.deep.equal([]);
    expect(readText(promises)).to.contain('Please choose a day that exists');
    expect(control(promises, 'Add a promise')).to.have.property('value', 'Send the outline');
  });

  it('comes from the item that is talked about, or from another one that is chosen', async () => {
    const session = fake();
    const agenda = docOf(session, 'session');
    const talk = addItem(agenda, { title: 'Spring talk', author: 'bo' });
    const other = addItem(agenda, { title: 'Saying no', author: 'bo' });
    talkAbout(agenda, talk, 1);
    const { promises } = await mountPromises(session);
    await openFields(promises);
    await sendKeys({ type: 'One' });
    await sendKeys({ press: 'Enter' });
    await settled(promises);
    choose(promises, 'item', other);
    await sendKeys({ type: 'Two' });
    await sendKeys({ press: 'Enter' });
    await settled(promises);
    choose(promises, 'item', '');
    await sendKeys({ type: 'Three' });
    await sendKeys({ press: 'Enter' });
    await settled(promises);
    expect(readPromises(promisesOf(session)).map(({ from }) => from?.item)).to.deep.equal([talk, other, null]);
    expect(readText(promises)).to.match(/One .*from “Spring talk” Two .*from “Saying no” Three/);
  });

  it('says the day it was promised where the item is not at hand', async () => {
    const session = fake({ now: () => Date.UTC(2026, 10, 21) });
    const from = { session: 's0', item: 'gone', at: Date.UTC(2026, 10, 7) };
    addPromise(promisesOf(session), { text: 'Old', owner: 'bo', due: null, from });
    const { promises } = await mountPromises(session);
    expect(readText(promises)).to.match(/Old .*from (7 November|November 7)/);
  });

  it('is kept by the one who owes it, and owed again when that was a slip', async () => {
    const session = fake({ now: () => 42 });
    write(session, 'Send the outline', null, 's0', 'anna');
    const { promises } = await mountPromises(session);
    control(promises, 'Send the outline').focus();
    await sendKeys({ press: 'Space' });
    await settled(promises);
    expect(readPromises(promisesOf(session))[0]?.keptAt).to.equal(42);
    expect(readText(promises)).to.contain('Anna kept');
    await sendKeys({ press: 'Space' });
    expect(readPromises(promisesOf(session))[0]?.keptAt).to.equal(null);
  });

  it('is seen and not ticked by the other, who may say in words that it was kept', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    write(anna, 'Send the outline');
    const { stage, promises } = await mountPromises(anna);
    const box = control(promises, 'Send the outline');
    expect(box).to.include({ disabled: true, checked: false });
    control(promises, 'More about “Send the outline”').click();
    await settled(promises);
    expect(await audit(promises)).to.deep.equal([]);
    control(promises, 'Bo kept it').focus();
    await sendKeys({ press: 'Enter' });
    await settled(promises);
    expect(box).to.include({ checked: true });
    expect(stage.announced).to.include('Kept: “Send the outline”');
    expect(readPromises(promisesOf(bo))[0]?.keptAt).to.not.equal(null);
    control(promises, 'Bo still owes it').click();
    expect(readPromises(promisesOf(anna))[0]?.keptAt).to.equal(null);
  });

  it('puts what the mentor owes first', async () => {
    const session = fake();
    write(session, 'Bo soon', '2026-11-28');
    write(session, 'Anna some day', null, 's0', 'anna');
    const { promises } = await mountPromises(session);
    expect(readText(promises)).to.match(/Anna some day .* Bo soon/);
  });

  it('edits words, owner and date together', async () => {
    const session = fake();
    write(session, 'Send the outline', '2026-11-28');
    const { promises } = await mountPromises(session);
    control(promises, 'More about “Send the outline”').click();
    await settled(promises);
    control(promises, 'Edit “Send the outline”').click();
    await settled(promises);
    choose(promises, 'until', 'next');
    choose(promises, 'owner', 'anna');
    await sendKeys({ type: 'Send it' });
    await sendKeys({ press: 'Enter' });
    expect(readPromises(promisesOf(session))[0]).to.include({ text: 'Send it', owner: 'anna', due: 'next' });
  });

  it('deletes with undo', async () => {
    const session = fake();
    write(session, 'Send the outline');
    const { stage, promises } = await mountPromises(session);
    control(promises, 'More about “Send the outline”').click();
    await settled(promises);
    control(promises, 'Delete “Send the outline”').click();
    expect(readPromises(promisesOf(session))).to.deep.equal([]);
    stage.offered?.undo();
    expect(readPromises(promisesOf(session))).to.have.length(1);
  });

  it('keeps its owner in the form when that is no member any more', async () => {
    const session = fake();
    write(session, 'Send the outline', null, 's0', 'cy');
    const { promises } = await mountPromises(session);
    control(promises, 'More about “Send the outline”').click();
    await settled(promises);
    control(promises, 'Edit “Send the outline”').click();
    await settled(promises);
    await sendKeys({ type: 'Send it' });
    await sendKeys({ press: 'Enter' });
    expect(readPromises(promisesOf(session))[0]).to.include({ text: 'Send it', owner: 'cy' });
  });

  it('folds away what was kept long ago, and makes no rows of it before somebody looks', async () => {
    const session = fake();
    setPromiseKept(promisesOf(session), write(session, 'Long ago'), 1000);
    const { promises } = await mountPromises(session);
    expect(promises.shadowRoot!.querySelectorAll('[data-row]')).to.have.length(0);
    control(promises, 'Kept before: 1').click();
    await settled(promises);
    await settled(promises);
    expect(controlsNamed(promises, 'Long ago')).to.have.length(1);
  });

  it('shows fifty of five hundred, and all when asked, with the focus where it was', async () => {
    const session = fake();
    for (let at = 0; at < 500; at += 1) write(session, `Promise ${at}`, null, 's0', 'anna');
    const { promises } = await mountPromises(session);
    expect(promises.shadowRoot!.querySelectorAll('[data-row]')).to.have.length(50);
    control(promises, 'Show all 500').focus();
    await sendKeys({ press: 'Enter' });
    await settled(promises);
    expect(promises.shadowRoot!.querySelectorAll('[data-row]')).to.have.length(500);
    expect(focused()?.getAttribute('aria-label')).to.equal('Promise 50');
  });

  it('shows what it cannot read as such, keeps it, and lets it be deleted', async () => {
    const session = fake();
    const doc = promisesOf(session);
    doc.getMap('promises').set('odd', 'text');
    write(session, 'Whole');
    const broken = write(session, 'Broken', null, 's0', 'anna');
    (doc.getMap('promises').get(broken) as Y.Map<unknown>).set('text', 42);
    const { promises } = await mountPromises(session);
    expect(readText(promises)).to.contain('1 entry cannot be read; it is kept.');
    expect(control(promises, '(cannot be read)')).to.include({ disabled: true });
    control(promises, 'More about “(cannot be read)”').click();
    await settled(promises);
    expect(controlsNamed(promises, 'Edit “(cannot be read)”')).to.deep.equal([]);
    control(promises, 'Delete “(cannot be read)”').click();
    expect(readPromises(doc).map(({ text }) => text)).to.deep.equal(['Whole']);
  });
});

describe('fireside-promises owed', () => {
  it('shows what is open from last time and nothing else', async () => {
    const session = fake();
    write(session, 'Old', null, 's0', 'anna');
    write(session, 'New', null, 's1');
    const { promises } = await mountPromises(session, true);
    const tree = await treeOf();
    expect(tree.find('region', 'Open from last time')).to.not.equal(null);
    expect(readText(promises)).to.not.contain('New');
    control(promises, 'Old').click();
    await settled(promises);
    expect(control(promises, 'Old')).to.have.property('checked', true);
    expect(readPromises(promisesOf(session))[0]?.keptAt).to.not.equal(null);
  });

  it('is nothing where nothing is open', async () => {
    const { promises } = await mountPromises(fake(), true);
    expect(readText(promises)).to.equal('');
  });
});
