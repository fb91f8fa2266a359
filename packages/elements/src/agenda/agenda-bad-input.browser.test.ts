import { editItem, readAgenda } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { type LitElement } from 'lit';
import * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, readText, settled } from '../testing/controls.ts';
import { endAll, fake } from '../testing/fakes.ts';
import { agendaOf, mountAgenda, names, paste, press, titles, write } from './agenda.test.kit.ts';

afterEach(endAll);

async function addTyped(agenda: LitElement, value: string): Promise<void> {
  const input = control(agenda, 'Add an agenda item') as HTMLInputElement;
  input.focus();
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await sendKeys({ press: 'Enter' });
  await settled(agenda);
}

describe('fireside-agenda: bad input', () => {
  it('keeps a line of ten thousand characters and says why it is not taken', async () => {
    const session = fake();
    const { agenda } = await mountAgenda(session);
    await addTyped(agenda, 'x'.repeat(10_000));
    expect(titles(agendaOf(session))).to.deep.equal([]);
    expect(readText(agenda)).to.contain('longer than 500 characters');
    expect(control(agenda, 'Add an agenda item')).to.have.property('value').with.length(10_000);
  });

  it('makes nothing of spaces, and a sentence of what has no letters', async () => {
    const session = fake();
    const { agenda } = await mountAgenda(session);
    await addTyped(agenda, '   ');
    await addTyped(agenda, '\u202e\u2066');
    expect(titles(agendaOf(session))).to.deep.equal([]);
    expect(readText(agenda)).to.contain('This could not be taken.');
  });

  it('takes emoji sequences whole and leaves what turns text round out', async () => {
    const session = fake();
    const { agenda } = await mountAgenda(session);
    await addTyped(agenda, '👩🏽‍🚀👨‍👩‍👧‍👦 \u202etalk');
    expect(titles(agendaOf(session))).to.deep.equal(['👩🏽‍🚀👨‍👩‍👧‍👦 talk']);
  });

  it('refuses a paste of megabytes before the browser takes it', async () => {
    const session = fake();
    write(agendaOf(session), 'Spring talk');
    const { agenda } = await mountAgenda(session);
    const much = 'word '.repeat(1_000_000);
    expect(paste(control(agenda, 'Add an agenda item'), much).defaultPrevented).to.equal(true);
    await settled(agenda);
    expect(readText(agenda)).to.contain('too much to paste here at once');
    await press(agenda, 'More about “Spring talk”');
    expect(paste(control(agenda, 'Comment on “Spring talk”'), much).defaultPrevented).to.equal(true);
    await press(agenda, 'Edit “Spring talk”');
    expect(paste(control(agenda, 'Title'), much).defaultPrevented).to.equal(true);
    expect(titles(agendaOf(session))).to.deep.equal(['Spring talk']);
  });

  for (const minutes of ['-5', '1.5', '99999', '0', 'ten']) {
    it(`says what minutes are where they are “${minutes}”, and keeps the form`, async () => {
      const session = fake();
      const [id] = write(agendaOf(session), 'Spring talk');
      editItem(agendaOf(session), id!, { minutes: 20 });
      const { agenda } = await mountAgenda(session);
      await press(agenda, '20 min for “Spring talk”');
      const field = control(agenda, 'Minutes', 'form[data-editing] input') as HTMLInputElement;
      field.value = minutes;
      await sendKeys({ press: 'Enter' });
      await settled(agenda);
      expect(readText(agenda)).to.contain('Minutes are a whole number from 1 to 600.');
      expect(readAgenda(agendaOf(session))[0]?.minutes).to.equal(20);
      expect(field.value).to.equal(minutes);
      field.value = '25';
      await sendKeys({ press: 'Enter' });
      await settled(agenda);
      expect(readAgenda(agendaOf(session))[0]?.minutes).to.equal(25);
    });
  }

  it('shows what cannot be read as such, to be deleted but not edited', async () => {
    const session = fake();
    const doc = agendaOf(session);
    write(doc, 'Good');
    doc.getMap('agenda').set('broken', 'not an item');
    const strange = new Y.Map<unknown>();
    strange.set('title', 5);
    doc.getMap('agenda').set('strange', strange);
    const { stage, agenda } = await mountAgenda(session);
    expect(readText(agenda)).to.contain('This item cannot be read; it is kept.');
    expect(readText(agenda)).to.contain('1 entry cannot be read; it is kept.');
    expect(names(agenda)).to.deep.equal(['Good']);
    expect(await audit(agenda)).to.deep.equal([]);
    await press(agenda, 'Delete the item that cannot be read');
    expect(readText(agenda)).not.to.contain('This item cannot be read');
    stage.offered!.undo();
    await settled(agenda);
    expect(readText(agenda)).to.contain('This item cannot be read; it is kept.');
    expect(doc.getMap('agenda').get('broken')).to.equal('not an item');
  });
});
