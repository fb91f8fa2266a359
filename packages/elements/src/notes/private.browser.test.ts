import type { FakeSession } from '@fireside/client/fake';
import { notesOf, plainText, privateNotesOf, readRichText } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, readText, settled } from '../testing/controls.ts';
import { docOf, endAll, fake } from '../testing/fakes.ts';
import { treeOf } from '../testing/tree.ts';
import { block, field, open, press, sharedOf, typeLines, wordsOf } from './notes.test.kit.ts';

const privateWords = (session: FakeSession): string =>
  plainText(readRichText(privateNotesOf(docOf(session, 'private'), 's1')));
const addBlock = (session: FakeSession, words: string): void =>
  notesOf(docOf(session, 'session')).insert(0, [block('paragraph', words)]);

afterEach(endAll);

describe('private notes', () => {
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

  it('are covered at once when sharing begins while somebody types', async () => {
    const session = fake();
    const { notes } = await open(session);
    await session.enter();
    control(notes, 'Only for me').click();
    const own = await field(notes, 'Private notes');
    own.focus();
    await sendKeys({ type: 'Ask about the raise' });
    await session.call.setScreen(true);
    await settled(notes);
    await sendKeys({ type: ' now' });
    expect(readText(notes)).to.contain('Hidden while you share your screen').and.not.contain('the raise');
    expect(focused()).to.not.equal(own);
    expect(privateWords(session)).to.equal('Ask about the raise');
    expect(wordsOf(session)).to.equal('');
  });

  it('go to the shared notes line by line, after one question, and come back with Undo', async () => {
    const session = fake();
    addBlock(session, 'Already there');
    const { notes, stage } = await open(session);
    control(notes, 'Only for me').click();
    const own = await field(notes, 'Private notes');
    own.focus();
    await typeLines('Ask about the raise', '- one', 'two **bold**');
    await press('Shift', 'ArrowUp');
    await settled(notes);
    control(notes, 'Move to the shared notes…').click();
    await settled(notes);
    expect(readText(notes)).to.contain('where the others can read it').and.contain('two bold');
    expect(wordsOf(session)).to.equal('Already there');
    expect(await audit(notes)).to.deep.equal([]);

    await press('Enter');
    await settled(notes);
    expect(wordsOf(session)).to.equal('Already there\none\ntwo bold');
    expect(sharedOf(session)[1]).to.deep.include({ type: 'bulletList' });
    expect(JSON.stringify(sharedOf(session))).to.contain('"bold"');
    expect(privateWords(session)).to.equal('Ask about the raise');

    stage.offered!.undo();
    await settled(notes);
    expect(wordsOf(session)).to.equal('Already there');
    expect(privateWords(session)).to.equal('Ask about the raise\none\ntwo bold');
  });

  it('stay where they are when the question is answered with no', async () => {
    const session = fake();
    const { notes } = await open(session);
    control(notes, 'Only for me').click();
    (await field(notes, 'Private notes')).focus();
    await sendKeys({ type: 'Ask about the raise' });
    await settled(notes);
    control(notes, 'Move to the shared notes…').click();
    await settled(notes);
    await press('Escape');
    await settled(notes);
    expect(wordsOf(session)).to.equal('');
    expect(privateWords(session)).to.equal('Ask about the raise');
    expect(focused()).to.equal(await field(notes, 'Private notes'));
  });

  it('make nothing that others see of a line', async () => {
    const session = fake();
    const { notes } = await open(session);
    control(notes, 'Only for me').click();
    (await field(notes, 'Private notes')).focus();
    await sendKeys({ type: '/' });
    await settled(notes);
    await settled(notes);
    expect((await treeOf()).find('listbox', 'Make of this line')).to.not.equal(null);
    expect(readText(notes)).to.contain('Quote').and.not.contain('Takeaway');
    expect(controlsNamed(notes, 'Promise')).to.deep.equal([]);
  });
});
