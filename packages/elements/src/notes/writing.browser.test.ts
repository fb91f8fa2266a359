import { notesOf } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { control, focused, settled } from '../testing/controls.ts';
import { docOf, endAll, fake } from '../testing/fakes.ts';
import { block, open, press, sharedOf, typeLines, wordsOf } from './notes.test.kit.ts';

afterEach(endAll);

describe('writing notes', () => {
  it('takes typing in the shadow root, where the caret is', async () => {
    const session = fake();
    await open(session);
    await sendKeys({ type: 'The story starts' });
    await press('Enter');
    await sendKeys({ type: 'with the outage' });
    await press('Home');
    await sendKeys({ type: '→ ' });
    await press('ArrowUp');
    await press('End');
    await sendKeys({ type: '.' });
    expect(wordsOf(session)).to.equal('The story starts.\n→ with the outage');
  });

  it('selects and formats by keyboard and by tools', async () => {
    const session = fake();
    const { notes } = await open(session);
    await sendKeys({ type: 'one number' });
    await press('Shift', 'Home');
    await press('Control', 'b');
    control(notes, 'Italic').click();
    await settled(notes);
    expect(control(notes, 'Italic').getAttribute('aria-pressed')).to.equal('true');
    expect(sharedOf(session)[0]?.content?.[0]).to.deep.include({ text: 'one number' });
    expect(
      sharedOf(session)[0]
        ?.content?.[0]?.marks?.map((mark) => mark.type)
        .sort(),
    ).to.deep.equal(['bold', 'italic']);
  });

  it('has a toolbar with one tab stop and arrow keys', async () => {
    const session = fake();
    const { notes } = await open(session);
    await press('Alt', 'F10');
    expect(focused()).to.have.property('ariaLabel', 'Bold');
    await press('ArrowRight');
    await press('ArrowRight');
    expect(focused()).to.have.property('ariaLabel', 'Heading');
    await press('End');
    expect(focused()).to.have.property('ariaLabel', 'Redo');
    await settled(notes);
    const stops = [...control(notes, 'Redo').parentElement!.querySelectorAll('[tabindex="0"]')];
    expect(stops.map((one) => one.ariaLabel)).to.deep.equal(['Redo']);
  });

  it('makes lists, tasks and quotes', async () => {
    const session = fake();
    const { notes } = await open(session);
    control(notes, 'Checklist').click();
    await sendKeys({ type: 'Call Ines' });
    await settled(notes);
    control(notes, 'Call Ines', 'input').click();
    await settled(notes);
    expect(sharedOf(session)[0]).to.deep.include({ type: 'taskList' });
    expect(sharedOf(session)[0]?.content?.[0]?.attrs).to.deep.equal({ checked: true });
  });

  it('understands Markdown while it is typed', async () => {
    const session = fake();
    await open(session);
    await typeLines('# One', '## Two', '- a', 'b', '', '3. c', '', '[ ] d', '', '> e');
    const shape = sharedOf(session).map(({ type, attrs }) => `${type}${attrs?.level ?? attrs?.start ?? ''}`);
    expect(shape).to.deep.equal(['heading1', 'heading2', 'bulletList', 'orderedList3', 'taskList', 'blockquote']);
    await press('Enter');
    await press('Enter');
    await sendKeys({ type: '**bold** *it* `code` ~~s~~ plain' });
    const marks = sharedOf(session)
      .at(-1)!
      .content!.map((one) => [one.text, one.marks?.[0]?.type]);
    expect(marks).to.deep.equal([
      ['bold', 'bold'],
      [' ', undefined],
      ['it', 'italic'],
      [' ', undefined],
      ['code', 'code'],
      [' ', undefined],
      ['s', 'strike'],
      [' plain', undefined],
    ]);
  });

  it('moves lines of lists in and out, and leaves a list as people expect', async () => {
    const session = fake();
    await open(session);
    await typeLines('- a', 'b');
    await press('Tab');
    expect(wordsOf(session)).to.equal('a\nb');
    const inner = (): unknown => sharedOf(session)[0]!.content![0]!.content![1]?.type;
    expect(inner()).to.equal('bulletList');
    await press('Shift', 'Tab');
    expect(inner()).to.equal(undefined);
    await press('Enter');
    await press('Enter');
    await sendKeys({ type: 'out' });
    expect(sharedOf(session).map(({ type }) => type)).to.deep.equal(['bulletList', 'paragraph']);
    await press('Home');
    await press('Backspace');
    expect(wordsOf(session)).to.equal('a\nbout');
  });

  it('takes a shortcut back with Backspace, and a heading ends with its line', async () => {
    const session = fake();
    await open(session);
    await sendKeys({ type: '# ' });
    await press('Backspace');
    await sendKeys({ type: 'plain' });
    expect(sharedOf(session)[0]).to.deep.include({ type: 'paragraph' });
    expect(wordsOf(session)).to.equal('# plain');
    await press('Enter');
    await typeLines('## Title', 'text');
    expect(sharedOf(session).map(({ type }) => type)).to.deep.equal(['paragraph', 'heading', 'paragraph']);
  });

  it('knows the keys of other editors', async () => {
    const session = fake();
    await open(session);
    const lines: [string[], string][] = [
      [['Control', 'Alt', '2'], 'heading'],
      [['Control', 'Shift', '8'], 'bulletList'],
      [['Control', 'Shift', '7'], 'orderedList'],
      [['Control', 'Shift', '9'], 'taskList'],
      [['Control', 'Shift', 'b'], 'blockquote'],
    ];
    for (const [keys, type] of lines) {
      await sendKeys({ type: 'x' });
      await press(...keys);
      expect(sharedOf(session)[0]).to.deep.include({ type });
      await press(...keys);
      expect(sharedOf(session)[0]).to.deep.include({ type: 'paragraph' });
    }
  });

  it('leaves a list with Escape and then Tab, and gives the item of a heading to its first half alone', async () => {
    const session = fake();
    const heading = block('heading', 'Spring talk');
    heading.setAttribute('level', 2 as unknown as string);
    heading.setAttribute('item', 'i1');
    notesOf(docOf(session, 'session')).insert(0, [heading]);
    const { text } = await open(session);
    await press('Home');
    for (let key = 0; key < 6; key += 1) await press('ArrowRight');
    await press('Enter');
    expect(sharedOf(session).map(({ attrs }) => attrs)).to.deep.equal([{ level: 2, item: 'i1' }, { level: 2 }]);
    await press('Control', 'End');
    await press('Enter');
    await sendKeys({ type: '- a' });
    await press('Escape');
    await press('Tab');
    expect(focused()).to.not.equal(text);
  });
});
