import { connectFakes, type FakeSession } from '@fireside/client/fake';
import { addItem, notesOf, plainText, privateNotesOf, readRichText, type RichNode } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html, type LitElement } from 'lit';
import * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, readText, settled } from '../testing/controls.ts';
import { BO, docOf, endAll, fake, mount } from '../testing/fakes.ts';
import { treeOf } from '../testing/tree.ts';
import './define.ts';

const sharedOf = (session: FakeSession): RichNode[] => readRichText(notesOf(docOf(session, 'session')));
const wordsOf = (session: FakeSession): string => plainText(sharedOf(session));

/** The text field, once its editor has been loaded. */
async function field(notes: LitElement, name = 'Notes'): Promise<HTMLElement> {
  for (let frame = 0; frame < 300; frame += 1) {
    const [found] = controlsNamed(notes, name);
    if (found) return found;
    await settled(notes);
  }
  throw new Error(`no field ${name}`);
}
async function mountNotes(session: FakeSession) {
  const { element, ...rest } = await mount(session, html`<fireside-notes></fireside-notes>`);
  return { notes: element, ...rest };
}
async function open(session: FakeSession): Promise<{ notes: LitElement; text: HTMLElement; unmount: () => void }> {
  const { notes, unmount } = await mountNotes(session);
  const text = await field(notes);
  text.focus();
  return { notes, text, unmount };
}
async function press(...keys: string[]): Promise<void> {
  for (const key of keys.slice(0, -1)) await sendKeys({ down: key });
  await sendKeys({ press: keys.at(-1)! });
  for (const key of keys.slice(0, -1)) await sendKeys({ up: key });
}

afterEach(endAll);

describe('fireside-notes', () => {
  it('is a region with two tabs, a toolbar and a text field', async () => {
    const session = fake();
    await open(session);
    const tree = await treeOf();
    expect(tree.find('region', 'Notes')).to.not.equal(null);
    expect(tree.find('tab', 'Shared notes')).to.include({ selected: true });
    expect(tree.find('tab', 'Only for me')).to.not.equal(null);
    expect(tree.find('button', 'Bold')).to.include({ pressed: false, keyshortcuts: 'Control+B' });
    expect(tree.find('textbox', 'Notes')).to.include({ multiline: true });
    expect(tree.find('textbox', 'Private notes')).to.equal(null);
  });

  it('has nothing that axe would mind, with everything in it', async () => {
    const session = fake();
    addItem(docOf(session, 'session'), { title: 'Spring talk', author: 'anna' });
    const { notes } = await open(session);
    await sendKeys({ type: '# Title' });
    await press('Enter');
    await sendKeys({ type: '[ ] Task' });
    control(notes, 'Link').click();
    await settled(notes);
    expect(await audit(notes)).to.deep.equal([]);
  });

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
    expect(focused()).to.have.property('title', 'Bold');
    await press('ArrowRight');
    await press('ArrowRight');
    expect(focused()).to.have.property('title', 'Heading');
    await press('End');
    expect(focused()).to.have.property('title', 'Redo');
    await settled(notes);
    const stops = [...control(notes, 'Redo').parentElement!.querySelectorAll('[tabindex="0"]')];
    expect(stops.map((one) => one.getAttribute('title'))).to.deep.equal(['Redo']);
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

  it('links web and mail addresses and nothing else', async () => {
    const session = fake();
    const { notes } = await open(session);
    await sendKeys({ type: 'the page' });
    await press('Shift', 'Home');
    await press('Control', 'k');
    await settled(notes);
    const address = (await field(notes, 'Address of the link')) as HTMLInputElement;
    expect(focused()).to.equal(address);
    await sendKeys({ type: 'javascript:alert(1)' });
    await press('Enter');
    await settled(notes);
    expect(readText(notes)).to.contain('Only addresses of the web or of mail');
    address.select();
    await sendKeys({ type: 'example.org' });
    await press('Enter');
    await settled(notes);
    expect(sharedOf(session)[0]?.content?.[0]).to.deep.equal({
      type: 'text',
      text: 'the page',
      marks: [{ type: 'link', attrs: { href: 'https://example.org/' } }],
    });
    expect(focused()).to.equal(await field(notes));
  });

  it('makes links of addresses that are typed, pasted, or pasted over words', async () => {
    const session = fake();
    const { text } = await open(session);
    const paste = (words: string): void => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', words);
      text.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    };
    const links = (): (string | null)[][] =>
      [...text.querySelectorAll('a')].map((link) => [link.textContent, link.getAttribute('href')]);
    await sendKeys({ type: 'see https://example.org/a. ok' });
    expect(links()).to.deep.equal([['https://example.org/a', 'https://example.org/a']]);
    await press('Enter');
    paste('and (https://example.org/b)');
    expect(links()[1]).to.deep.equal(['https://example.org/b', 'https://example.org/b']);
    await press('Enter');
    await sendKeys({ type: 'page' });
    await press('Shift', 'Home');
    paste('https://example.org/c');
    expect(links()[2]).to.deep.equal(['page', 'https://example.org/c']);
    await press('End');
    await sendKeys({ type: ' on' });
    expect(links()[2]).to.deep.equal(['page', 'https://example.org/c']);
    expect(wordsOf(session)).to.equal('see https://example.org/a. ok\nand (https://example.org/b)\npage on');
  });

  it('follows no link that a peer made up', async () => {
    const session = fake();
    const paragraph = new Y.XmlElement('paragraph');
    const words = new Y.XmlText('press me');
    words.format(0, 8, { link: { href: 'javascript:alert(1)', rel: 'opener', class: 'x', target: '_top' } });
    paragraph.insert(0, [words]);
    notesOf(docOf(session, 'session')).insert(0, [paragraph]);
    const { text } = await open(session);
    expect(text.textContent).to.contain('press me');
    expect(text.querySelector('a')).to.equal(null);
  });

  it('writes about an item of the agenda below its heading', async () => {
    const session = fake();
    const id = addItem(docOf(session, 'session'), { title: 'Spring talk', author: 'anna' });
    const { notes } = await open(session);
    await sendKeys({ type: 'Before' });
    const about = async (): Promise<void> => {
      control(notes, 'Write about…').focus();
      await press('ArrowDown');
      await settled(notes);
      await press('Enter');
      await settled(notes);
    };
    await about();
    await sendKeys({ type: 'A clock' });
    expect(sharedOf(session)[1]).to.deep.equal({
      type: 'heading',
      attrs: { level: 2, item: id },
      content: [{ type: 'text', text: 'Spring talk' }],
    });
    await press('Control', 'Home');
    await about();
    await sendKeys({ type: '!' });
    expect(wordsOf(session)).to.equal('Before\nSpring talk\nA clock!');
  });

  it('keeps private notes in the private document, under this session', async () => {
    const session = fake();
    const { notes } = await open(session);
    control(notes, 'Shared notes').focus();
    await press('ArrowRight');
    const own = await field(notes, 'Private notes');
    own.focus();
    await sendKeys({ type: 'Ask about the raise' });
    expect(plainText(readRichText(privateNotesOf(docOf(session, 'private'), 's1')))).to.equal('Ask about the raise');
    expect(wordsOf(session)).to.equal('');
    expect(controlsNamed(notes, 'Notes')).to.deep.equal([]);
    expect(await audit(notes)).to.deep.equal([]);
  });

  it('covers private notes while the own screen is shared, until told otherwise', async () => {
    const session = fake();
    const { notes } = await open(session);
    control(notes, 'Only for me').click();
    await settled(notes);
    const own = await field(notes, 'Private notes');
    own.focus();
    await sendKeys({ type: 'Ask about the raise' });
    await session.enter();
    await session.call.setScreen(true);
    await settled(notes);
    expect(readText(notes)).to.contain('Hidden while you share your screen').and.not.contain('the raise');
    expect((await treeOf()).find('textbox', 'Private notes')).to.equal(null);
    control(notes, 'Show all the same').click();
    await settled(notes);
    expect(readText(notes)).to.contain('Ask about the raise');
    await session.call.setScreen(false);
    await session.call.setScreen(true);
    await settled(notes);
    expect(readText(notes)).to.not.contain('the raise'); // said anew for each sharing
  });

  it('shows an observer the text without an editor, and follows it', async () => {
    const session = fake({ access: { session: 'ro', mentorship: null, private: null }, person: { role: 'observer' } });
    const { notes } = await mountNotes(session);
    expect(readText(notes)).to.contain('Nothing is written here yet');
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('one number')]);
    notesOf(docOf(session, 'session')).insert(0, [paragraph]);
    await settled(notes);
    expect(readText(notes)).to.contain('one number');
    expect(notes.shadowRoot!.querySelector('fireside-notes-editor, [role=tab], [contenteditable]')).to.equal(null);
    expect(await audit(notes)).to.deep.equal([]);
  });

  it('never changes a document that it may not write, whatever stands in it', async () => {
    const session = fake({ access: { session: 'ro' } });
    const doc = docOf(session, 'session');
    const unknown = new Y.XmlElement('diagram');
    unknown.insert(0, [new Y.XmlText('from the future')]);
    notesOf(doc).insert(0, [unknown]);
    const before = Y.encodeStateVector(doc);
    const { notes } = await mountNotes(session);
    await settled(notes);
    expect(readText(notes)).to.contain('from the future');
    expect(Y.encodeStateVector(doc)).to.deep.equal(before);
  });

  it('becomes readable only when writing ends, and leaves nothing behind when taken away', async () => {
    const session = fake();
    const { notes, unmount } = await open(session);
    await sendKeys({ type: 'Kept' });
    session.changeDocument('session', { access: 'ro', writable: false });
    await settled(notes);
    expect(controlsNamed(notes, 'Notes')).to.deep.equal([]);
    expect(readText(notes)).to.contain('Kept');

    session.changeDocument('session', { access: 'rw', writable: true });
    await field(notes);
    const { awareness, doc } = session.documents.value.session!;
    const listening = (): number =>
      [...(doc as unknown as { _observers: Map<string, Set<unknown>> })._observers.values()].reduce(
        (sum, set) => sum + set.size,
        [...(awareness as unknown as { _observers: Map<string, Set<unknown>> })._observers.values()].reduce(
          (all, set) => all + set.size,
          0,
        ),
      );
    const while_ = listening();
    unmount();
    await settled(notes);
    expect(listening()).to.be.lessThan(while_);
    const rest = listening();
    const again = await mountNotes(session);
    await field(again.notes);
    again.unmount();
    await settled(again.notes);
    expect(listening()).to.equal(rest);
  });
});
