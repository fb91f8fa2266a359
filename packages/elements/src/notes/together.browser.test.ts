import { connectFakes } from '@fireside/client/fake';
import { notesOf } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type * as Y from 'yjs';
import { control, controlsNamed, settled } from '../testing/controls.ts';
import { BO, docOf, endAll, fake } from '../testing/fakes.ts';
import { block, field, mountNotes, open, press, until, wordsOf } from './notes.test.kit.ts';

afterEach(endAll);

describe('two people in the notes', () => {
  it('loses and doubles no letter when both type into one paragraph at once', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    const part = connectFakes(anna, bo);
    const { text } = await open(anna);
    await sendKeys({ type: 'middle ' });
    const paragraph = notesOf(docOf(bo, 'session')).get(0) as Y.XmlElement;
    const words = paragraph.get(0) as Y.XmlText;
    for (let i = 0; i < 10; i += 1) {
      await sendKeys({ type: 'ab' });
      words.insert(0, String(i));
    }
    expect(text.textContent).to.equal(`9876543210middle ${'ab'.repeat(10)}`);

    part();
    await sendKeys({ type: ' offline' });
    words.insert(words.length, ' elsewhere');
    connectFakes(anna, bo);
    expect(wordsOf(anna)).to.equal(wordsOf(bo));
    expect(wordsOf(anna)).to.contain(' offline');
    expect(wordsOf(anna)).to.contain(' elsewhere');
  });

  it('loses nothing when two editors write at once', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    const first = await open(anna);
    const second = await mountNotes(bo);
    const other = await field(second.notes);
    for (let round = 0; round < 5; round += 1) {
      first.text.focus();
      await press('End');
      await sendKeys({ type: `a${round}` });
      other.focus();
      await press('Home');
      await sendKeys({ type: `b${round}` });
    }
    expect(wordsOf(anna)).to.equal(wordsOf(bo));
    expect(wordsOf(anna).split('').sort().join('')).to.equal('a0a1a2a3a4b0b1b2b3b4'.split('').sort().join(''));
    expect(other.textContent?.replaceAll('\u2060', '').replace('Anna', '')).to.equal(wordsOf(bo));
  });

  it('undoes only what this person wrote', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    const { notes } = await open(anna);
    await sendKeys({ type: 'Mine' });
    const paragraph = notesOf(docOf(bo, 'session')).get(0) as Y.XmlElement;
    (paragraph.get(0) as Y.XmlText).insert(4, ' and theirs');
    control(notes, 'Undo').click();
    await settled(notes);
    expect(wordsOf(anna)).to.equal(' and theirs');
    control(notes, 'Redo').click();
    expect(wordsOf(anna)).to.equal('Mine and theirs');
  });

  it('shows the caret of the other with the name, to the eye only', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    await anna.enter();
    await bo.enter();
    const theirs = await open(bo);
    await sendKeys({ type: 'Hello' });
    const { notes } = await mountNotes(anna);
    const text = await field(notes);
    await settled(notes);
    const caret = text.querySelector<HTMLElement>('.caret')!;
    expect(caret.textContent).to.contain('Bo');
    expect(caret.ariaHidden).to.equal('true');
    expect(caret.hasAttribute('style') && caret.style.length > 1).to.equal(false);
    expect(controlsNamed(notes, 'Jump to Bo')).to.have.length(1);
    theirs.unmount();
    await settled(notes);
    expect(text.querySelector('.caret')).to.equal(null);
  });

  it('moves the caret of the other with their words, with their arrow keys and with what others write before it', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    await anna.enter();
    await bo.enter();
    const { notes } = await mountNotes(anna);
    const text = await field(notes);
    await open(bo); // has the focus
    const before = async (): Promise<string> => {
      await settled(notes);
      const range = document.createRange();
      range.selectNodeContents(text);
      range.setEndBefore(text.querySelector('.caret')!);
      return range.toString();
    };
    await sendKeys({ type: 'Hello' });
    expect(await before()).to.equal('Hello');
    await sendKeys({ type: ' you' });
    expect(await before()).to.equal('Hello you');
    for (let i = 0; i < 4; i += 1) await press('ArrowLeft');
    expect(await before()).to.equal('Hello');
    const paragraph = notesOf(docOf(anna, 'session')).get(0) as Y.XmlElement;
    (paragraph.get(0) as Y.XmlText).insert(0, 'Oh. ');
    expect(await before()).to.equal('Oh. Hello');
    await press('Shift', 'ArrowLeft');
    expect(await before()).to.equal('Oh. Hell');
    expect(text.querySelector('.selection')?.textContent).to.equal('o');
  });

  it('tells nobody of a caret that only goes along with what is typed', async () => {
    const session = fake();
    await session.enter();
    await open(session);
    await sendKeys({ type: 'Hello' });
    const told: unknown[] = [];
    const { awareness } = session.documents.value.session!;
    awareness!.on('change', () => told.push(awareness!.getLocalState()?.cursor));
    await sendKeys({ type: ' you' });
    expect(told).to.have.length(0);
    for (let i = 0; i < 3; i += 1) await press('ArrowLeft');
    expect(told).to.have.length(3);
    await sendKeys({ type: 'dear ' });
    expect(told).to.have.length(3);
    expect(wordsOf(session)).to.equal('Hello dear you');
  });

  it('undo with two editors, each for itself, also after the other wrote around it', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    const first = await open(anna);
    const second = await mountNotes(bo);
    const theirs = await field(second.notes);
    first.text.focus();
    await sendKeys({ type: 'mine' });
    theirs.focus();
    await press('Control', 'Home');
    await sendKeys({ type: 'their ' });
    await press('Control', 'End');
    await press('Enter');
    await sendKeys({ type: 'more' });
    first.text.focus();
    await press('Control', 'z');
    expect(wordsOf(anna)).to.equal('their \nmore');
    await press('Control', 'z');
    expect(wordsOf(anna)).to.equal('their \nmore');
    theirs.focus();
    await press('Control', 'z');
    expect(wordsOf(bo)).to.not.contain('more');
    first.text.focus();
    await press('Control', 'Shift', 'z');
    expect(wordsOf(bo)).to.contain('mine');
  });

  it('finds the other far away, by keyboard', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    await anna.enter();
    await bo.enter();
    notesOf(docOf(anna, 'session')).insert(
      0,
      Array.from({ length: 200 }, (_, line) => block('paragraph', `line ${line}`)),
    );
    const { unmount } = await open(bo);
    await press('Control', 'End');
    await sendKeys({ type: ' here' });
    const { awareness } = bo.documents.value.session!;
    const cursor: unknown = awareness!.getLocalState()?.cursor;
    unmount();
    awareness!.setLocalStateField('cursor', cursor); // at another computer Bo would keep the focus
    const { notes } = await mountNotes(anna);
    const text = await field(notes);
    await until(() => controlsNamed(notes, 'Jump to Bo').length > 0, notes);
    control(notes, 'Jump to Bo').focus();
    await press('Enter');
    await settled(notes);
    const { top, bottom } = text.querySelector('.caret')!.getBoundingClientRect();
    expect(top).to.be.greaterThan(0);
    expect(bottom).to.be.lessThan(window.innerHeight);
  });
});
