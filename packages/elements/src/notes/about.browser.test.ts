import { addItem } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { control, settled } from '../testing/controls.ts';
import { docOf, endAll, fake } from '../testing/fakes.ts';
import { field, mountNotes, open, press, sharedOf, until, wordsOf } from './notes.test.kit.ts';

afterEach(endAll);

describe('writing about an item', () => {
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

  it('writes about the item that another panel asks for, also from private notes, once', async () => {
    const session = fake();
    const id = addItem(docOf(session, 'session'), { title: 'Spring talk', author: 'anna' });
    const { notes, stage } = await open(session);
    control(notes, 'Only for me').click();
    await field(notes, 'Private notes');
    stage.about.set({ item: id });
    await field(notes);
    await until(() => wordsOf(session) !== '', notes);
    await settled(notes);
    await sendKeys({ type: 'A clock' });
    expect(wordsOf(session)).to.equal('Spring talk\nA clock');

    control(notes, 'Only for me').click();
    await field(notes, 'Private notes');
    stage.about.set({ item: id });
    await field(notes);
    await settled(notes);
    await sendKeys({ type: '!' });
    expect(wordsOf(session)).to.equal('Spring talk\nA clock!');
  });

  it('answers who asked before the editor was there', async () => {
    const session = fake();
    const id = addItem(docOf(session, 'session'), { title: 'Spring talk', author: 'anna' });
    const { notes, stage } = await mountNotes(session);
    stage.about.set({ item: id });
    await field(notes);
    await until(() => wordsOf(session) !== '', notes);
    expect(sharedOf(session)[0]).to.deep.include({ type: 'heading' });
  });
});
