import { connectFakes } from '@fireside/client/fake';
import { addToBacklog, editItem, moveItem, readAgenda, setItemState, talkAbout } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html, type LitElement } from 'lit';
import { useLocale } from '../localize.ts';
import { audit } from '../testing/audit.ts';
import { control, focused, readText, settled } from '../testing/controls.ts';
import { BO, endAll, fake } from '../testing/fakes.ts';
import { mountInSession } from '../testing/session-stage.ts';
import { treeOf } from '../testing/tree.ts';
import { agendaOf, backlogOf, mountAgenda, paste, press, titles, write } from './agenda.test.kit.ts';

afterEach(endAll);

const kindField = (agenda: LitElement): HTMLSelectElement | null =>
  agenda.shadowRoot!.querySelector<HTMLSelectElement>('select[name=kind]');

describe('fireside-agenda', () => {
  it('is a region with a list of check boxes and a text field', async () => {
    const session = fake();
    const [id] = write(agendaOf(session), 'Spring talk', 'Saying no');
    setItemState(agendaOf(session), id!, 'discussed');
    await mountAgenda(session);
    const tree = await treeOf();
    expect(tree.find('region', 'Agenda')).to.not.equal(null);
    expect(tree.find('textbox', 'Add an agenda item')).to.not.equal(null);
    expect(tree.find('checkbox', 'Spring talk')).to.include({ checked: true });
    expect(tree.find('checkbox', 'Saying no')).to.include({ checked: false });
  });

  it('has nothing that axe would mind, with everything on it', async () => {
    const session = fake({ session: { state: 'live' } });
    const doc = agendaOf(session);
    const [a, b] = write(doc, 'Now', 'Parked', 'Open');
    talkAbout(doc, a!, session.now());
    setItemState(doc, b!, 'parked');
    addToBacklog(backlogOf(session), { id: 'x', title: 'Backlog', author: 'bo' });
    const { agenda } = await mountAgenda(session);
    control(agenda, 'More about “Open”').click();
    await settled(agenda);
    expect(await audit(agenda)).to.deep.equal([]);
    control(agenda, 'Edit “Open”').click();
    await settled(agenda);
    expect(await audit(agenda)).to.deep.equal([]);
  });

  it('invites when there is nothing yet', async () => {
    const { agenda } = await mountAgenda(fake());
    expect(readText(agenda)).to.contain('What would make this session worth it?');
  });

  it('adds with Enter and is ready for the next one', async () => {
    const session = fake();
    const { agenda } = await mountAgenda(session);
    control(agenda, 'Add an agenda item').focus();
    await sendKeys({ type: 'Spring talk' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ type: 'Saying no' });
    await sendKeys({ press: 'Enter' });
    expect(readAgenda(agendaOf(session)).map(({ title, author }) => [title, author])).to.deep.equal([
      ['Spring talk', 'anna'],
      ['Saying no', 'anna'],
    ]);
    expect(focused()).to.have.property('value', '');
  });

  it('keeps what is typed before anything can be done with it, and adds it then', async () => {
    const session = fake();
    const { element: agenda, unmount } = await mountInSession(session, html`<fireside-agenda></fireside-agenda>`);
    const input = control(agenda, 'Add an agenda item') as HTMLInputElement;
    input.value = 'Spring talk';
    input.form!.requestSubmit();
    expect(input.value).to.equal('Spring talk');
    await new Promise((resolve) => agendaOf(session).once('update', resolve));
    expect(titles(agendaOf(session))).to.deep.equal(['Spring talk']);
    expect(input.value).to.equal('');
    unmount();
  });

  it('makes many items of a pasted list, and takes them back with one undo', async () => {
    const session = fake();
    const { stage, agenda } = await mountAgenda(session);
    paste(control(agenda, 'Add an agenda item'), '- One\n- Two\n\n- Three');
    expect(titles(agendaOf(session))).to.deep.equal(['One', 'Two', 'Three']);
    stage.offered?.undo();
    expect(titles(agendaOf(session))).to.deep.equal([]);
  });

  it('says why a line is not taken and keeps it', async () => {
    const session = fake();
    const { agenda } = await mountAgenda(session);
    const input = control(agenda, 'Add an agenda item') as HTMLInputElement;
    input.focus();
    input.value = 'x'.repeat(501);
    await sendKeys({ press: 'Enter' });
    await settled(agenda);
    expect(readText(agenda)).to.contain('longer than 500 characters');
    expect(input.value).to.have.length(501);
    expect(input.getAttribute('aria-invalid')).to.equal('true');
  });

  it('ticks with the space bar', async () => {
    const session = fake();
    write(agendaOf(session), 'Spring talk');
    const { agenda } = await mountAgenda(session);
    control(agenda, 'Spring talk').focus();
    await sendKeys({ press: 'Space' });
    await settled(agenda);
    expect(readAgenda(agendaOf(session))[0]?.state).to.equal('discussed');
    await sendKeys({ press: 'Space' });
    expect(readAgenda(agendaOf(session))[0]?.state).to.equal('open');
  });

  it('deletes, puts the focus on the next item, and undoes', async () => {
    const session = fake();
    write(agendaOf(session), 'One', 'Two', 'Three');
    const { stage, agenda } = await mountAgenda(session);
    control(agenda, 'More about “Two”').click();
    await settled(agenda);
    control(agenda, 'Delete “Two”').focus();
    await sendKeys({ press: 'Enter' });
    await settled(agenda);
    expect(titles(agendaOf(session))).to.deep.equal(['One', 'Three']);
    expect(focused()?.getAttribute('aria-label')).to.equal('Three');
    expect(stage.offered?.text).to.equal('Deleted “Two”');
    stage.offered?.undo();
    expect(titles(agendaOf(session))).to.deep.equal(['One', 'Two', 'Three']);
  });

  it('edits title and minutes in place; Enter keeps, Escape does not', async () => {
    const session = fake();
    write(agendaOf(session), 'Spring talk');
    const { agenda } = await mountAgenda(session);
    control(agenda, 'More about “Spring talk”').click();
    await settled(agenda);
    control(agenda, 'Edit “Spring talk”').click();
    await settled(agenda);
    await sendKeys({ type: 'Autumn talk' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: '20' });
    await sendKeys({ press: 'Enter' });
    await settled(agenda);
    expect(readAgenda(agendaOf(session))[0]).to.include({ title: 'Autumn talk', minutes: 20 });
    expect(focused()?.getAttribute('aria-label')).to.equal('Autumn talk');

    control(agenda, 'Edit “Autumn talk”').click();
    await settled(agenda);
    await sendKeys({ type: 'Never' });
    await sendKeys({ press: 'Escape' });
    await settled(agenda);
    expect(titles(agendaOf(session))).to.deep.equal(['Autumn talk']);
  });

  it('keeps an edit when the focus goes elsewhere or the panel goes away', async () => {
    const session = fake();
    write(agendaOf(session), 'One', 'Two');
    const { agenda, gone } = await mountAgenda(session);
    const edit = async (title: string, words: string): Promise<void> => {
      agenda
        .shadowRoot!.querySelectorAll<HTMLElement>('.title')
        .forEach((one) => one.textContent === title && one.click());
      await settled(agenda);
      await sendKeys({ type: words });
    };
    await edit('One', 'First');
    control(agenda, 'Add an agenda item').focus();
    await settled(agenda);
    expect(titles(agendaOf(session))).to.deep.equal(['First', 'Two']);
    await edit('Two', 'Second');
    gone();
    expect(titles(agendaOf(session))).to.deep.equal(['First', 'Second']);
  });

  it('tells who edits, and does not touch what this person writes', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    const [id] = write(agendaOf(anna), 'Spring talk', 'Saying no');
    const { agenda } = await mountAgenda(anna);
    bo.setEditing(`agenda:${id}`);
    await settled(agenda);
    expect(readText(agenda)).to.contain('Bo is editing');

    agenda.shadowRoot!.querySelector<HTMLElement>('.title')!.click();
    await settled(agenda);
    expect(bo.presence.value.find((one) => one.person === 'anna')?.editing).to.equal(`agenda:${id}`);
    await sendKeys({ type: 'My words' });
    editItem(agendaOf(bo), id!, { title: 'Their words' });
    moveItem(agendaOf(bo), id!, 1);
    await settled(agenda);
    expect(focused()).to.have.property('value', 'My words');
    await sendKeys({ type: '!' });
    await sendKeys({ press: 'Enter' });
    expect(titles(agendaOf(bo))).to.deep.equal(['Saying no', 'My words!']);
    expect(bo.presence.value.find((one) => one.person === 'anna')?.editing).to.equal(null);
  });

  it('can only be read where writing is not allowed', async () => {
    const session = fake({ access: { session: 'ro', mentorship: null, private: null }, person: { role: 'observer' } });
    write(agendaOf(session), 'Spring talk');
    const { agenda } = await mountAgenda(session);
    expect(readText(agenda)).to.contain('Spring talk');
    expect(agenda.shadowRoot!.querySelectorAll('button, input:not(:disabled), form')).to.have.length(0);
  });

  it('says so outside of a session', async () => {
    const agenda = document.createElement('fireside-agenda') as LitElement;
    document.body.append(agenda);
    await settled(agenda);
    expect(readText(agenda)).to.contain('inside a fireside-session element');
    agenda.remove();
  });

  it('follows nothing any more once it is taken away', async () => {
    const session = fake({ session: { state: 'live' } });
    const [id] = write(agendaOf(session), 'Spring talk');
    talkAbout(agendaOf(session), id!, session.now());
    const { agenda, gone } = await mountAgenda(session);
    gone();
    await agenda.updateComplete;
    let updates = 0;
    agenda.addController({ hostUpdate: () => (updates += 1) } as never);
    write(agendaOf(session), 'Late');
    session.changeSession({ minutes: 10 });
    await settled(agenda);
    expect(updates).to.equal(0);
  });

  it('adds kind and minutes where somebody says them', async () => {
    const session = fake();
    const { agenda } = await mountAgenda(session);
    expect(kindField(agenda)).to.equal(null);
    control(agenda, 'Add an agenda item').focus();
    await sendKeys({ type: 'How do you say no?' });
    await settled(agenda);
    expect(await audit(agenda)).to.deep.equal([]);
    await sendKeys({ press: 'Tab' }); // the button
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: '15' });
    kindField(agenda)!.value = 'question';
    await sendKeys({ press: 'Enter' });
    await settled(agenda);
    expect(readAgenda(agendaOf(session))[0]).to.include({ title: 'How do you say no?', minutes: 15, kind: 'question' });
    expect(readText(agenda)).to.contain('Question');
    expect(kindField(agenda)!.value, 'each item has its own kind').to.equal('topic');
  });

  it('edits the kind in place', async () => {
    const session = fake();
    const [id] = write(agendaOf(session), 'Spring talk');
    editItem(agendaOf(session), id!, { minutes: 20 });
    const { agenda } = await mountAgenda(session);
    await press(agenda, 'More about “Spring talk”');
    await press(agenda, 'Edit “Spring talk”');
    kindField(agenda)!.value = 'feedback';
    await sendKeys({ press: 'Enter' });
    await settled(agenda);
    expect(readAgenda(agendaOf(session))[0]).to.include({ title: 'Spring talk', minutes: 20, kind: 'feedback' });
  });

  it('names its rows in the language that is chosen, also where both write dates alike', async () => {
    const session = fake();
    write(agendaOf(session), 'Spring talk');
    const { agenda } = await mountAgenda(session);
    await useLocale('en-XA');
    try {
      await settled(agenda);
      expect((await treeOf()).find('button', 'More about “Spring talk”')).to.equal(null);
    } finally {
      await useLocale(navigator.language);
    }
    await settled(agenda);
    expect((await treeOf()).find('button', 'More about “Spring talk”')).to.not.equal(null);
  });
});
