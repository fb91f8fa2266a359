import { notesOf } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import * as Y from 'yjs';
import { focused, readText, settled } from '../testing/controls.ts';
import { docOf, endAll, fake } from '../testing/fakes.ts';
import { field, open, press, sharedOf, until, wordsOf } from './notes.test.kit.ts';

afterEach(endAll);

describe('links in the notes', () => {
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

  it('reads what is dropped from elsewhere as what is pasted', async () => {
    const session = fake();
    const { notes, text } = await open(session);
    await sendKeys({ type: 'Before ' });
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('text/html', '<b style="color:red" onclick="x()">fat</b><img src="x.png">');
    dataTransfer.setData('text/plain', 'fat');
    const { right, top, height } = text.querySelector('p')!.getBoundingClientRect();
    const at = { clientX: right - 2, clientY: top + height / 2 };
    text.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, composed: true, ...at }));
    await until(() => wordsOf(session).includes('fat'), notes);
    expect(sharedOf(session)[0]!.content).to.deep.equal([
      { type: 'text', text: 'Before ' },
      { type: 'text', text: 'fat', marks: [{ type: 'bold' }] },
    ]);
  });
});
