import { connectFakes, type FakeSession } from '@fireside/client/fake';
import { addItem, notesOf, readAgenda, readOutcomes, readPromises } from '@fireside/protocol';
import type { Editor } from '@tiptap/core';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { LitElement } from 'lit';
import type * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, readText, settled } from '../testing/controls.ts';
import { BO, docOf, endAll, fake } from '../testing/fakes.ts';
import { treeOf } from '../testing/tree.ts';
import { block, field, mountNotes, open, press, sharedOf, typeLines, wordsOf } from './notes.test.kit.ts';

const within = (notes: LitElement, selector: string): HTMLElement[] => [
  ...notes.shadowRoot!.querySelector('fireside-notes-editor')!.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];
const offered = (notes: LitElement): string[] =>
  within(notes, '[role=option]').map((option) => option.children[1]!.textContent);

/** Types `keys` and waits for what they open. */
async function look(notes: LitElement, keys: string): Promise<void> {
  await sendKeys({ type: keys });
  await settled(notes);
  await settled(notes);
}
const promises = (session: FakeSession) => readPromises(docOf(session, 'mentorship'));

afterEach(endAll);

describe('"/" in the notes', () => {
  it('opens a list that the text points at, and that letters and arrows narrow', async () => {
    const session = fake();
    const { notes, text } = await open(session);
    await look(notes, '/');
    expect(offered(notes)).to.deep.equal([
      'Takeaway',
      'Decision',
      'Promise',
      'Agenda item',
      'Heading',
      'List',
      'Checklist',
      'Quote',
    ]);
    const tree = await treeOf();
    expect(tree.find('textbox', 'Notes')).to.include({ autocomplete: 'list' });
    const active = (): string => {
      const id = text.getAttribute('aria-activedescendant');
      return within(notes, `#${id}`)[0]?.children[1]?.textContent ?? '';
    };
    expect(active()).to.equal('Takeaway');
    await press('ArrowDown');
    await settled(notes);
    expect(active()).to.equal('Decision');
    await press('ArrowUp');
    await press('ArrowUp');
    await settled(notes);
    expect(active()).to.equal('Quote');
    expect(await audit(notes)).to.deep.equal([]);
    await look(notes, 'it');
    expect(offered(notes)).to.deep.equal(['Agenda item']);
    await press('Escape');
    await settled(notes);
    expect(offered(notes)).to.deep.equal([]);
    expect(text.hasAttribute('aria-activedescendant')).to.equal(false);
    expect(wordsOf(session)).to.equal('/it');
  });

  it('takes the letters that were typed before they could be shown', async () => {
    const session = fake();
    const { notes, text } = await open(session);
    await look(notes, '/de');
    (text as HTMLElement & { editor: Editor }).editor.commands.insertContent('c'); // within one frame
    text.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, composed: true }));
    await settled(notes);
    expect(wordsOf(session)).to.equal('');
    expect(readOutcomes(docOf(session, 'session'))).to.deep.equal([]);
    await typeLines('We meet on Mondays', '');
    expect(readOutcomes(docOf(session, 'session'))[0]).to.include({ kind: 'decision', text: 'We meet on Mondays' });
  });

  it('opens at the beginning of a line or after a space, and nowhere else', async () => {
    const session = fake();
    const { notes } = await open(session);
    await look(notes, 'and/');
    expect(offered(notes)).to.deep.equal([]);
    await look(notes, ' /');
    expect(offered(notes)).to.have.length(8);
    await look(notes, ' ');
    expect(offered(notes)).to.deep.equal([]);
    await press('Backspace');
    await settled(notes);
    expect(offered(notes), 'a "/" that stands there since long').to.deep.equal([]);
  });

  it('makes a takeaway of the line; the words stay, and it says what it became', async () => {
    const session = fake();
    const { notes, stage } = await open(session);
    await look(notes, 'One number carries the talk /ta');
    await press('Enter');
    await settled(notes);
    const [takeaway] = readOutcomes(docOf(session, 'session'));
    expect(takeaway).to.include({ kind: 'takeaway', text: 'One number carries the talk', author: 'anna' });
    expect(sharedOf(session)[0]).to.deep.include({
      type: 'paragraph',
      attrs: { became: 'takeaway', record: takeaway!.id },
    });
    expect(wordsOf(session).trim()).to.equal('One number carries the talk');
    expect(labelOf(notes)).to.equal('"Takeaway"');
    expect(stage.announced.at(-1)).to.contain('Takeaway: “One number carries the talk”');

    await press('Enter');
    await sendKeys({ type: 'next' });
    expect(sharedOf(session)[1]).to.not.have.property('attrs');
  });

  it('makes a promise with one key, of this person, until next time, from the item it stands under', async () => {
    const session = fake({ now: () => 42 });
    const item = addItem(docOf(session, 'session'), { title: 'Spring talk', author: 'anna' });
    const heading = block('heading', 'Spring talk');
    heading.setAttribute('level', 2 as unknown as string);
    heading.setAttribute('item', item);
    notesOf(docOf(session, 'session')).insert(0, [heading, block('paragraph', '')]);
    await open(session);
    await press('Control', 'End');
    await typeLines('- Book a room');
    await press('Control', 'Enter');
    expect(promises(session)[0]).to.deep.include({
      text: 'Book a room',
      owner: 'anna',
      due: 'next',
      from: { session: 's1', item, at: 42 },
    });
    expect(sharedOf(session)[1]!.content![0]!.content![0]!.attrs).to.deep.equal({
      became: 'promise',
      record: promises(session)[0]!.id,
    });
  });

  it('makes a promise with the tool, once', async () => {
    const session = fake();
    const { notes } = await open(session);
    await sendKeys({ type: 'Book a room' });
    await settled(notes);
    control(notes, 'Promise').click();
    await settled(notes);
    control(notes, 'Promise').click();
    await settled(notes);
    expect(promises(session)).to.have.length(1);
    expect(readText(notes)).to.contain('This line is there already: Promise.');
  });

  it('makes an agenda item, and a decision', async () => {
    const session = fake();
    const { notes } = await open(session);
    await look(notes, 'Which conference? /agenda');
    await press('Enter');
    await press('Enter');
    await look(notes, 'We meet on Fridays /dec');
    await press('Enter');
    expect(readAgenda(docOf(session, 'session'))[0]).to.include({ title: 'Which conference?', author: 'anna' });
    expect(readOutcomes(docOf(session, 'session'))[0]).to.include({ kind: 'decision', text: 'We meet on Fridays' });
  });

  it('waits on an empty line until it is written, and lets go with Escape', async () => {
    const session = fake();
    const { notes, stage } = await open(session);
    await look(notes, '/promise');
    await press('Enter');
    await settled(notes);
    expect(stage.announced.at(-1)).to.equal('Promise: write it, then press Enter.');
    await sendKeys({ type: 'Book a room' });
    expect(promises(session)).to.deep.equal([]);
    notesOf(docOf(session, 'session')).insert(0, [block('paragraph', 'Bo writes above')]);
    await press('Enter');
    await sendKeys({ type: 'and on' });
    expect(promises(session).map(({ text }) => text)).to.deep.equal(['Book a room']);
    expect(wordsOf(session)).to.equal('Bo writes above\nBook a room\nand on');

    await press('Enter');
    await look(notes, '/takeaway');
    await press('Enter');
    await press('Escape');
    await sendKeys({ type: 'just words' });
    await press('Enter');
    expect(readOutcomes(docOf(session, 'session'))).to.deep.equal([]);
  });

  it('takes the label back with the editor, and the record as well with the offer', async () => {
    const session = fake();
    const { notes, stage } = await open(session);
    await sendKeys({ type: 'Book a room' });
    await press('Control', 'Enter');
    await press('Control', 'z');
    expect(sharedOf(session)[0]).to.not.have.property('attrs');
    expect(wordsOf(session)).to.equal('Book a room');
    expect(promises(session)).to.have.length(1);
    await press('Control', 'Shift', 'z');
    expect(sharedOf(session)[0]!.attrs).to.deep.include({ became: 'promise' });
    stage.offered!.undo();
    await settled(notes);
    expect(promises(session)).to.deep.equal([]);
    expect(sharedOf(session)[0]).to.not.have.property('attrs');
  });

  it('loses no letter that the other writes in the line at that moment', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    const part = connectFakes(anna, bo);
    await open(anna);
    await sendKeys({ type: 'Book a room' });
    part();
    const words = (notesOf(docOf(bo, 'session')).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    words.insert(words.length, ' in June');
    await press('Control', 'Enter');
    connectFakes(anna, bo);
    expect(wordsOf(anna)).to.equal('Book a room in June');
    expect(sharedOf(bo)[0]!.attrs).to.deep.include({ became: 'promise' });
  });

  it('keeps the label with the words when the line is pushed down or divided', async () => {
    const session = fake();
    await open(session);
    await sendKeys({ type: 'Book a room' });
    await press('Control', 'Enter');
    await press('Home');
    await press('Enter');
    expect(sharedOf(session).map(({ attrs }) => attrs?.became ?? null)).to.deep.equal([null, 'promise']);
    await press('End');
    await press('ArrowLeft');
    await press('Enter');
    expect(sharedOf(session).map(({ attrs }) => attrs?.became ?? null)).to.deep.equal([null, 'promise', null]);
  });

  it('refuses what is too long for a record, in a sentence, and changes nothing', async () => {
    const session = fake();
    notesOf(docOf(session, 'session')).insert(0, [block('paragraph', 'long '.repeat(120))]);
    const { notes } = await open(session);
    await press('Control', 'Enter');
    await settled(notes);
    expect(readText(notes)).to.contain('This is too long.');
    expect(promises(session)).to.deep.equal([]);
    expect(sharedOf(session)[0]).to.not.have.property('attrs');
  });

  it('offers no promise where promises may not be written', async () => {
    const session = fake({ access: { mentorship: null } });
    const { notes } = await open(session);
    await look(notes, '/');
    expect(offered(notes)).to.not.include('Promise');
    expect(controlsNamed(notes, 'Promise')).to.deep.equal([]);
  });

  it('shows to readers what lines became', async () => {
    const session = fake({ access: { session: 'ro' } });
    const line = block('paragraph', 'Book a room');
    line.setAttribute('became', 'promise');
    line.setAttribute('record', 'p1');
    const odd = block('paragraph', 'Odd');
    odd.setAttribute('became', 'constructor');
    notesOf(docOf(session, 'session')).insert(0, [line, odd]);
    const { notes } = await mountNotes(session);
    await settled(notes);
    expect(readText(notes)).to.contain('Book a room Promise').and.not.contain('constructor');
  });
});

describe('a time stamp in the notes', () => {
  it('says how long the session lasts, as text, while it is live', async () => {
    const startsAt = Date.UTC(2026, 10, 21, 14, 0);
    const session = fake({ now: () => startsAt + 754_000, session: { startsAt } });
    const { notes } = await open(session);
    expect(controlsNamed(notes, 'Time stamp')).to.deep.equal([]);
    session.changeSession({ state: 'live' });
    await settled(notes);
    await field(notes);
    await sendKeys({ type: 'slower here:' });
    control(notes, 'Time stamp').click();
    await sendKeys({ type: 'yes' });
    await press('Enter');
    await press('Control', ';');
    await sendKeys({ type: 'good' });
    expect(wordsOf(session)).to.equal('slower here: 12:34 yes\n12:34 good');
  });
});

function labelOf(notes: LitElement): string {
  const [line] = within(notes, 'p[data-became]');
  return getComputedStyle(line!, '::after').content;
}
