import { connectFakes } from '@fireside/client/fake';
import { FiresideError, notesOf } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { LitElement } from 'lit';
import * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, readText, settled } from '../testing/controls.ts';
import { BO, docOf, endAll, fake } from '../testing/fakes.ts';
import { block, field, mountNotes, open, press, until } from './notes.test.kit.ts';

/** Each marked stretch of words with its writer. */
const marked = (text: HTMLElement): string[] =>
  [...text.querySelectorAll<HTMLElement>('.written')].map((one) => `${one.title}: ${one.textContent}`);
const named = (text: HTMLElement): (string | undefined)[] =>
  [...text.querySelectorAll<HTMLElement>('[data-writers]')].map(({ dataset }) => dataset.writers);

async function ask(notes: LitElement, text: HTMLElement): Promise<void> {
  control(notes, 'Who wrote what').click();
  await until(() => marked(text).length > 0, notes);
  await settled(notes);
}

afterEach(endAll);

describe('who wrote what', () => {
  it('is shown when asked for, by names and not by colours alone, and goes again', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    await anna.enter();
    await bo.enter();
    const { notes, text } = await open(anna);
    await sendKeys({ type: 'Mine' });
    const words = (notesOf(docOf(bo, 'session')).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    words.insert(4, ' and theirs');
    anna.answer('authors', { session: [{ client: docOf(anna, 'session').clientID, person: 'anna' }], mentorship: [] });
    expect(marked(text)).to.deep.equal([]);
    await ask(notes, text);
    expect(anna.requests.at(-1)).to.deep.equal({ name: 'authors', args: ['s1'] });
    expect(marked(text)).to.deep.equal(['Anna: Mine', 'Bo:  and theirs']);
    expect(named(text)).to.deep.equal(['Anna, Bo']);
    expect(
      new Set([...text.querySelectorAll('.written')].map((one) => getComputedStyle(one).textDecorationStyle)).size,
    ).to.equal(2);
    expect(control(notes, 'Who wrote what').getAttribute('aria-pressed')).to.equal('true');
    expect(readText(notes)).to.contain('Anna Bo');
    expect(await audit(notes)).to.deep.equal([]);

    text.focus();
    await press('Control', 'Home');
    await sendKeys({ type: 'All ' });
    words.insert(words.length, '!');
    await until(() => marked(text).length === 2 && text.textContent.includes('!'), notes);
    expect(marked(text)).to.deep.equal(['Anna: All Mine', 'Bo:  and theirs!']);

    control(notes, 'Who wrote what').click();
    await settled(notes);
    expect(marked(text)).to.deep.equal([]);
    expect(named(text)).to.deep.equal([]);
    await press('Control', 'z');
    expect(text.textContent).to.contain('Mine and theirs!');
  });

  it('counts right through lists, breaks, marks and what was deleted', async () => {
    const session = fake();
    const before = new Y.Doc();
    before.clientID = 7;
    const item = block(
      'listItem',
      block('paragraph', 'one'),
      block('bulletList', block('listItem', block('paragraph', 'deep'))),
    );
    const bold = new Y.XmlText('so bold x');
    notesOf(before).insert(0, [block('bulletList', item), block('paragraph', 'a', new Y.XmlElement('hardBreak'), 'b')]);
    notesOf(before).insert(2, [new Y.XmlElement('paragraph')]);
    (notesOf(before).get(2) as Y.XmlElement).insert(0, [bold]);
    bold.format(3, 4, { bold: {} });
    bold.delete(8, 1);
    Y.applyUpdate(docOf(session, 'session'), Y.encodeStateAsUpdate(before));
    session.answer('authors', { session: [{ client: 7, person: 'gone' }], mentorship: [] });
    const { notes, text } = await open(session);
    await ask(notes, text);
    expect(marked(text).map((one) => one.replace('a former member: ', ''))).to.deep.equal([
      'one',
      'deep',
      'a',
      'b',
      'so ',
      'bold',
      ' ',
    ]);
    expect(named(text)).to.deep.equal(['a former member']);
  });

  it('says in a sentence when the server does not tell', async () => {
    const session = fake();
    session.answer('authors', new FiresideError('unreachable'));
    const { notes, text } = await open(session);
    await sendKeys({ type: 'Mine' });
    control(notes, 'Who wrote what').click();
    await until(() => readText(notes).includes('cannot be reached'), notes);
    expect(readText(notes)).to.contain('So nobody can say yet who wrote what.');
    expect(control(notes, 'Who wrote what').getAttribute('aria-pressed')).to.equal('false');
    expect(marked(text)).to.deep.equal([]);
  });

  it('is not asked of private notes', async () => {
    const { notes } = await mountNotes(fake());
    await field(notes);
    control(notes, 'Only for me').click();
    await field(notes, 'Private notes');
    expect(controlsNamed(notes, 'Who wrote what')).to.deep.equal([]);
  });
});
