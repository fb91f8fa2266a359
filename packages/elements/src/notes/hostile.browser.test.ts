import { connectFakes, type FakeSession } from '@fireside/client/fake';
import { notesOf } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, readText, settled } from '../testing/controls.ts';
import { BO, docOf, endAll, fake } from '../testing/fakes.ts';
import { block, field, mountNotes, open, until, wordsOf } from './notes.test.kit.ts';

const write = (session: FakeSession, ...blocks: (Y.XmlElement | Y.XmlText)[]): void =>
  notesOf(docOf(session, 'session')).insert(0, blocks);

/** Words below so many quotes; a level at a time, as Yjs makes them by recursion otherwise. */
function writeDeep(session: FakeSession, levels: number): void {
  let at: Y.XmlFragment = notesOf(docOf(session, 'session'));
  for (let level = 0; level < levels; level += 1) {
    const quote = new Y.XmlElement('blockquote');
    at.insert(0, [quote]);
    at = quote;
  }
  at.insert(0, [block('paragraph', 'at the bottom')]);
}

function marked(words: string, marks: object): Y.XmlElement {
  const text = new Y.XmlText();
  text.insert(0, words, marks);
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [text]);
  return element;
}

function embedded(words: string): Y.XmlElement {
  const text = new Y.XmlText(words);
  text.insertEmbed(0, { image: 'x' });
  const element = new Y.XmlElement('paragraph');
  element.insert(0, [text]);
  return element;
}

afterEach(endAll);

describe('notes with what no editor of ours wrote', () => {
  const strange: readonly [string, () => Y.XmlElement | Y.XmlText][] = [
    ['an unknown node', () => block('diagram', 'from the future')],
    ['a node named like a script', () => block('script', 'from the future')],
    ['a node named like a member of objects', () => block('constructor', 'from the future')],
    ['an unknown mark', () => marked('from the future', { evil: { onclick: 'alert(1)' } })],
    ['text without a block', () => new Y.XmlText('from the future')],
    ['a paragraph in a paragraph', () => block('paragraph', block('paragraph', 'from the future'))],
    ['an object among letters', () => embedded('from the future')],
  ];
  for (const [what, make] of strange) {
    it(`keeps ${what}, shows its words, and makes plain text of it when asked`, async () => {
      const session = fake();
      write(session, make(), block('paragraph', 'ours'));
      const before = Y.encodeStateVector(docOf(session, 'session'));
      const { notes } = await mountNotes(session);
      await until(() => readText(notes).includes('It is kept as it is.'), notes);
      expect(readText(notes)).to.contain('from the future').and.contain('ours');
      expect(controlsNamed(notes, 'Notes')).to.deep.equal([]);
      expect(Y.encodeStateVector(docOf(session, 'session'))).to.deep.equal(before);
      expect(await audit(notes)).to.deep.equal([]);

      control(notes, 'Make plain text of it and write on').click();
      (await field(notes)).focus();
      await sendKeys({ type: 'now ' });
      expect(wordsOf(session)).to.contain('from the future').and.contain('ours');
    });
  }

  it('lets go before its binding takes away what the other only now writes', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    const { notes } = await open(anna);
    await sendKeys({ type: 'ours' });
    notesOf(docOf(bo, 'session')).insert(1, [block('diagram', 'from the future')]);
    await settled(notes);
    expect(readText(notes)).to.contain('It is kept as it is.').and.contain('from the future').and.contain('ours');
    expect(wordsOf(bo)).to.equal('ours\nfrom the future');
    control(notes, 'Make plain text of it and write on').click();
    const text = await field(notes);
    const first = (notesOf(docOf(bo, 'session')).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    first.insert(4, ' strange', { evil: true });
    await settled(notes);
    expect(text.isConnected).to.equal(false);
    expect(readText(notes)).to.contain('ours strange');
  });

  it('follows what others write meanwhile, and goes on by itself once it fits', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    write(anna, block('diagram', 'from the future'), block('paragraph', 'ours'));
    const { notes } = await mountNotes(anna);
    await until(() => readText(notes).includes('It is kept as it is.'), notes);
    notesOf(docOf(bo, 'session')).insert(2, [block('paragraph', 'and more')]);
    await until(() => readText(notes).includes('and more'), notes);
    notesOf(docOf(bo, 'session')).delete(0, 1);
    await field(notes);
    expect(readText(notes)).to.not.contain('It is kept as it is.');
    expect(wordsOf(anna)).to.equal('ours\nand more');
  });

  it('holds on to words that stand 3,000 deep', async () => {
    const session = fake();
    writeDeep(session, 3000);
    notesOf(docOf(session, 'session')).insert(1, [block('paragraph', 'ours')]);
    const { notes } = await mountNotes(session);
    await until(() => readText(notes).includes('It is kept as it is.'), notes);
    control(notes, 'Make plain text of it and write on').click();
    await field(notes);
    expect(wordsOf(session)).to.equal('at the bottom\nours');
  });

  it('is not led astray by attributes of any kind', async () => {
    const session = fake();
    const heading = block('heading', 'odd');
    const attributes = { level: 'NaN', item: { a: 1 }, onclick: 'alert(1)', style: 'position:fixed', class: 'caret' };
    for (const [name, value] of Object.entries(attributes)) heading.setAttribute(name, value as string);
    const line = block('paragraph', 'line');
    line.setAttribute('became', ['script', { src: 'x' }] as unknown as string);
    line.setAttribute('record', 7 as unknown as string);
    const task = block('taskItem', block('paragraph', 'task'));
    task.setAttribute('checked', 'evil');
    const list = block('orderedList', block('listItem', block('paragraph', 'one')));
    list.setAttribute('start', 'javascript:alert(1)');
    write(
      session,
      heading,
      line,
      block('taskList', task),
      list,
      marked('link', { link: { href: 'javascript:alert(1)', onclick: 'x' } }),
    );
    const { text } = await open(session);
    await sendKeys({ type: '.' });
    expect(text.querySelector('[onclick], [style*=fixed], script, a, h3')).to.equal(null);
    expect(text.querySelector('h4')!.textContent).to.contain('odd');
    expect(text.querySelector('p[data-became]')).to.equal(null);
    expect(wordsOf(session)).to.contain('task\none\nlink');
  });

  it('opens a paragraph of 300,000 letters', async () => {
    const session = fake();
    write(session, block('paragraph', 'x'.repeat(300_000)));
    const { text } = await open(session);
    expect(text.textContent).to.have.length(300_000);
  });
});
