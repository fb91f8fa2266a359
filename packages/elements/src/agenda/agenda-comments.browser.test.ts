import { connectFakes } from '@fireside/client/fake';
import { addComment, addToBacklog, readComments, setItemState } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, readText, settled } from '../testing/controls.ts';
import { BO, endAll, fake } from '../testing/fakes.ts';
import { agendaOf, backlogOf, mountAgenda, press, until, write } from './agenda.test.kit.ts';

afterEach(endAll);

const NOW = Date.UTC(2026, 10, 21, 15);
const MINUTE = 60_000;

function note(doc: Y.Doc, name: string, text: string, item?: string): void {
  const block = new Y.XmlElement(name);
  block.insert(0, text === '' ? [] : [new Y.XmlText(text)]);
  if (item !== undefined) block.setAttribute('item', item);
  const notes = doc.getXmlFragment('notes');
  notes.insert(notes.length, [block]);
}

describe('fireside-agenda: comments and notes', () => {
  it('shows what both have said about an item, and adds to it', async () => {
    const [anna, bo] = [fake({ now: () => NOW }), fake({ person: BO, now: () => NOW })];
    connectFakes(anna, bo);
    const [id] = write(agendaOf(anna), 'Spring talk');
    addComment(agendaOf(bo), { item: id!, text: 'Bring the outline', author: 'bo', at: NOW - 5 * MINUTE });
    addComment(agendaOf(bo), { item: id!, text: 'Or the number', author: 'bo', at: NOW - 2 * 24 * 60 * MINUTE });
    const { agenda } = await mountAgenda(anna);
    await press(agenda, '2 comments on “Spring talk”');
    expect(readText(agenda)).to.match(/Or the number.*Bring the outline/);
    expect(readText(agenda)).to.contain('5 minutes ago');
    expect(await audit(agenda)).to.deep.equal([]);
    control(agenda, 'Comment on “Spring talk”').focus();
    await sendKeys({ type: 'Both' });
    await sendKeys({ press: 'Enter' });
    await settled(agenda);
    expect(
      readComments(agendaOf(bo))
        .get(id!)
        ?.map(({ text, author }) => [text, author]),
    ).to.deep.equal([
      ['Or the number', 'bo'],
      ['Bring the outline', 'bo'],
      ['Both', 'anna'],
    ]);
    expect(focused()).to.have.property('value', '');
    expect(controlsNamed(agenda, '3 comments on “Spring talk”')).to.have.length(1);
  });

  it('deletes one’s own only, with undo', async () => {
    const session = fake({ now: () => NOW });
    const [id] = write(agendaOf(session), 'Spring talk');
    for (const author of ['anna', 'bo']) addComment(agendaOf(session), { item: id!, text: author, author, at: NOW });
    const { stage, agenda } = await mountAgenda(session);
    await press(agenda, '2 comments on “Spring talk”');
    expect(controlsNamed(agenda, 'Delete the comment “bo”')).to.deep.equal([]);
    await press(agenda, 'Delete the comment “anna”');
    expect(readComments(agendaOf(session)).get(id!)).to.have.length(1);
    expect(controlsNamed(agenda, 'Comment on “Spring talk”'), 'it stays open').to.have.length(1);
    stage.offered!.undo();
    expect(readComments(agendaOf(session)).get(id!)).to.have.length(2);
  });

  it('keeps what was begun while the item is closed', async () => {
    const session = fake();
    write(agendaOf(session), 'One', 'Two');
    const { agenda } = await mountAgenda(session);
    await press(agenda, 'More about “One”');
    control(agenda, 'Comment on “One”').focus();
    await sendKeys({ type: 'Half a thou' });
    await press(agenda, 'More about “Two”');
    expect(control(agenda, 'Comment on “Two”')).to.have.property('value', '');
    await press(agenda, 'More about “One”');
    control(agenda, 'Comment on “One”').focus();
    await sendKeys({ press: 'End' });
    await sendKeys({ type: 'ght' });
    await sendKeys({ press: 'Enter' });
    await settled(agenda);
    expect(readText(agenda)).to.contain('Half a thought');
    expect(control(agenda, 'Comment on “One”')).to.have.property('value', '');
  });

  it('can be read where writing is not allowed', async () => {
    const session = fake({ access: { session: 'ro', mentorship: null, private: null }, person: { role: 'observer' } });
    const [id] = write(agendaOf(session), 'Spring talk');
    addComment(agendaOf(session), { item: id!, text: 'Bring the outline', author: 'bo', at: 0 });
    const { agenda } = await mountAgenda(session);
    await press(agenda, '1 comment on “Spring talk”');
    expect(readText(agenda)).to.contain('Bring the outline');
    expect(agenda.shadowRoot!.querySelectorAll('form')).to.have.length(0);
  });

  it('takes comments on parked topics too, each where it is kept', async () => {
    const session = fake();
    const [id] = write(agendaOf(session), 'Parked');
    setItemState(agendaOf(session), id!, 'parked');
    addToBacklog(backlogOf(session), { id: 'topic', title: 'Saying no', author: 'bo' });
    const { agenda } = await mountAgenda(session);
    for (const title of ['Parked', 'Saying no']) {
      await press(agenda, `Comment on “${title}”`);
      control(agenda, `Comment on “${title}”`, 'input').focus();
      await sendKeys({ type: `About ${title}` });
      await sendKeys({ press: 'Enter' });
      await settled(agenda);
    }
    expect(readComments(agendaOf(session)).get(id!)?.[0]?.text).to.equal('About Parked');
    expect(readComments(backlogOf(session)).get('topic')?.[0]?.text).to.equal('About Saying no');
  });

  it('goes to the notes to write about an item', async () => {
    const session = fake();
    const [id] = write(agendaOf(session), 'Spring talk');
    const { stage, agenda } = await mountAgenda(session);
    await press(agenda, 'More about “Spring talk”');
    await press(agenda, 'Write about it: “Spring talk”');
    expect(stage.about.value).to.deep.equal({ item: id });
  });

  it('says where something was written about an item', async () => {
    const session = fake();
    const doc = agendaOf(session);
    const [first, second] = write(doc, 'First', 'Second');
    note(doc, 'heading', 'First', first);
    note(doc, 'paragraph', '');
    note(doc, 'heading', 'Something else');
    note(doc, 'paragraph', 'Not about any item');
    const { stage, agenda } = await mountAgenda(session);
    expect(controlsNamed(agenda, 'Notes about “First”')).to.deep.equal([]);
    note(doc, 'heading', 'Second', second);
    note(doc, 'paragraph', 'People remember one number');
    await until(agenda, () => controlsNamed(agenda, 'Notes about “Second”').length === 1);
    expect(controlsNamed(agenda, 'Notes about “First”')).to.deep.equal([]);
    await press(agenda, 'Notes about “Second”');
    expect(stage.about.value).to.deep.equal({ item: second });
  });
});
