import { connectFakes, type FakeSession, type FakeSessionOptions } from '@fireside/client/fake';
import {
  addItem,
  addOutcome,
  FiresideError,
  readNext,
  readOutcomes,
  readPromises,
  setItemState,
  setNext,
} from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html, type LitElement } from 'lit';
import type * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, readText, settled } from '../testing/controls.ts';
import { BO, docOf, endAll, fake, mount } from '../testing/fakes.ts';
import { resultOf } from '../testing/saved.ts';
import { treeOf } from '../testing/tree.ts';
import './define.ts';

const NOW = Date.UTC(2026, 10, 21, 15, 48);
const outcomesOf = (session: FakeSession): Y.Doc => docOf(session, 'session');

function live(options: FakeSessionOptions = {}): FakeSession {
  const session = fake({
    now: () => NOW,
    session: { state: 'live', startsAt: Date.UTC(2026, 10, 21, 15) },
    ...options,
  });
  return session;
}
async function mountPanel(session: FakeSession) {
  const { element, ...rest } = await mount(session, html`<fireside-wrap-up></fireside-wrap-up>`);
  return { panel: element, ...rest };
}
async function write(panel: LitElement, field: string, text: string): Promise<void> {
  control(panel, field).focus();
  await sendKeys({ type: text });
  await sendKeys({ press: 'Enter' });
  await settled(panel);
}
function set(panel: LitElement, name: string, value: string): void {
  const input = panel.shadowRoot!.querySelector<HTMLInputElement>(`input[name=${name}]`)!;
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

afterEach(endAll);

describe('fireside-wrap-up', () => {
  it('asks what stays, with a field for each and one way to finish', async () => {
    const session = live();
    const { panel } = await mountPanel(session);
    const tree = await treeOf();
    for (const name of ['Add a takeaway', 'Add a decision', 'Add a promise']) {
      expect(tree.find('textbox', name), name).to.not.equal(null);
    }
    expect(tree.find('heading', 'What stays of today?')).to.not.equal(null);
    expect(tree.find('button', 'Finish together')).to.not.equal(null);
    expect(await audit(panel)).to.deep.equal([]);
  });

  it('writes takeaways and decisions with their author, edits and deletes with undo', async () => {
    const session = live();
    const { stage, panel } = await mountPanel(session);
    await write(panel, 'Add a takeaway', 'One number');
    await write(panel, 'Add a decision', 'March');
    expect(readOutcomes(outcomesOf(session)).map(({ kind, text, author }) => [kind, text, author])).to.deep.equal([
      ['takeaway', 'One number', 'anna'],
      ['decision', 'March', 'anna'],
    ]);
    control(panel, 'Edit “March”').click();
    await settled(panel);
    await sendKeys({ type: 'April' });
    await sendKeys({ press: 'Enter' });
    await settled(panel);
    control(panel, 'Delete “April”').focus();
    await sendKeys({ press: 'Enter' });
    await settled(panel);
    expect(readOutcomes(outcomesOf(session))).to.have.length(1);
    stage.offered?.undo();
    expect(readOutcomes(outcomesOf(session))[1]).to.include({ kind: 'decision', text: 'April' });
    await settled(panel);
    expect(await audit(panel)).to.deep.equal([]);
  });

  it('shows at once what the other one writes, and who is editing', async () => {
    const [anna, bo] = [live(), live({ person: BO })];
    connectFakes(anna, bo);
    const { panel } = await mountPanel(anna);
    const id = addOutcome(outcomesOf(bo), { kind: 'takeaway', text: 'Theirs', author: 'bo' });
    await settled(panel);
    expect(readText(panel)).to.match(/Theirs Bo/);
    bo.setEditing(`outcomes:${id}`);
    await settled(panel);
    expect(readText(panel)).to.contain('Bo is editing');
  });

  it('suggests a date and confirms it, with the other’s time beside it', async () => {
    const session = live({
      person: { tz: 'Europe/Berlin' },
      members: [
        { id: 'anna', name: 'Anna', role: 'mentor', tz: 'Europe/Berlin' },
        { id: 'bo', name: 'Bo', role: 'mentee', tz: 'Europe/Lisbon' },
      ],
    });
    const { panel } = await mountPanel(session);
    const day = panel.shadowRoot!.querySelector<HTMLInputElement>('input[name=day]')!;
    expect(day.value).to.equal('2026-12-05');
    expect(readText(panel)).to.match(/(15:00|3:00.PM) for Bo/);
    expect(readNext(outcomesOf(session))).to.equal(null);
    control(panel, 'Confirm').click();
    await settled(panel);
    expect(readNext(outcomesOf(session))).to.deep.equal({
      startsAt: Date.parse('2026-12-05T15:00:00Z'),
      minutes: 50,
      mode: 'video',
      by: 'anna',
    });
    expect(readText(panel)).to.match(/suggested by Anna/);
    expect(focused()?.textContent?.trim()).to.equal('Another time');
  });

  it('takes another time, and none', async () => {
    const session = live();
    setNext(outcomesOf(session), { startsAt: Date.UTC(2026, 11, 5, 15), minutes: 50, mode: 'video', by: 'bo' });
    const { panel } = await mountPanel(session);
    expect(readText(panel)).to.contain('suggested by Bo');
    control(panel, 'Another time').click();
    await settled(panel);
    set(panel, 'day', '2026-12-08');
    set(panel, 'time', '09:30');
    await settled(panel);
    control(panel, 'Confirm').click();
    await settled(panel);
    expect(readNext(outcomesOf(session))).to.include({ startsAt: Date.UTC(2026, 11, 8, 9, 30), by: 'anna' });
    control(panel, 'Not yet').click();
    await settled(panel);
    expect(readNext(outcomesOf(session))).to.equal(null);
    expect(readText(panel)).to.contain('No date yet.');
    expect(focused()?.textContent?.trim()).to.equal('Suggest a date');
  });

  it('says what is wrong with a date', async () => {
    const session = live();
    const { panel } = await mountPanel(session);
    set(panel, 'day', '2026-11-20');
    await settled(panel);
    control(panel, 'Confirm').click();
    await settled(panel);
    expect(readText(panel)).to.contain('lies in the past');
    set(panel, 'day', '');
    await settled(panel);
    control(panel, 'Confirm').click();
    await settled(panel);
    expect(readText(panel)).to.contain('choose a day and a time');
    expect(readNext(outcomesOf(session))).to.equal(null);
  });

  it('names what moves to next time', async () => {
    const session = live();
    const doc = outcomesOf(session);
    const [a, b] = ['Done', 'Parked', 'Open'].map((title) => addItem(doc, { title, author: 'anna' }));
    setItemState(doc, a!, 'discussed');
    setItemState(doc, b!, 'parked');
    const { panel } = await mountPanel(session);
    const list = panel.shadowRoot!.querySelector('[aria-label="Moves to next time"]')!;
    expect(list.textContent?.replace(/\s+/g, ' ').trim()).to.equal('Parked parked Open open');
  });

  it('without a next date leaves the promise to find one, of the mentee and once for both', async () => {
    const [anna, bo] = [live(), live({ person: BO })];
    connectFakes(anna, bo);
    for (const session of [anna, bo]) session.answer('wrapUp', resultOf('s1'));
    const panels = [await mountPanel(anna), await mountPanel(bo)];
    expect(readText(panels[0]!.panel)).to.contain('Without a date, finding one becomes a promise of Bo.');
    expect(readText(panels[1]!.panel)).to.contain('Without a date, finding one becomes a promise of yours.');
    for (const { panel } of panels) control(panel, 'Finish together').click();
    await settled(panels[0]!.panel);
    expect(
      readPromises(docOf(anna, 'mentorship')).map(({ text, owner, from }) => [text, owner, from?.session]),
    ).to.deep.equal([['Agree on the next date', 'bo', 's1']]);
  });

  it('with a next date leaves none, also where finishing did not work before there was one', async () => {
    const session = live();
    session.answer('wrapUp', new FiresideError('unreachable'));
    const { panel } = await mountPanel(session);
    control(panel, 'Finish together').click();
    await settled(panel);
    expect(readPromises(docOf(session, 'mentorship'))).to.have.length(1);
    setNext(outcomesOf(session), { startsAt: NOW + 1, minutes: 50, mode: 'video', by: 'bo' });
    await settled(panel);
    expect(readText(panel)).to.not.contain('Without a date');
    control(panel, 'Finish together').click();
    expect(readPromises(docOf(session, 'mentorship'))).to.deep.equal([]);
  });

  it('finishes once, and goes back to the session', async () => {
    const session = live();
    session.answer('wrapUp', resultOf('s1'));
    const { stage, panel } = await mountPanel(session);
    stage.view.set({ kind: 'wrap-up' });
    const finish = control(panel, 'Finish together');
    finish.click();
    finish.click();
    await settled(panel);
    expect(session.requests.filter((request) => request.name === 'wrapUp')).to.have.length(1);
    expect(stage.view.value).to.deep.equal({ kind: 'session' });
  });

  it('takes along what was typed without Enter, and stays where that is refused', async () => {
    const session = live();
    session.answer('wrapUp', resultOf('s1'));
    const { panel } = await mountPanel(session);
    control(panel, 'Add a takeaway').focus();
    await sendKeys({ type: 'One number' });
    control(panel, 'Add a promise').focus();
    await sendKeys({ type: 'Send it' });
    (control(panel, 'Add a decision') as HTMLInputElement).value = 'x'.repeat(501);
    control(panel, 'Finish together').click();
    await settled(panel);
    expect(readText(panel)).to.contain('longer than 500 characters');
    expect(focused()).to.equal(control(panel, 'Add a decision'));
    expect(session.requests).to.deep.equal([]);
    (control(panel, 'Add a decision') as HTMLInputElement).value = 'March';
    control(panel, 'Finish together').click();
    await settled(panel);
    expect(readOutcomes(outcomesOf(session)).map((outcome) => outcome.text)).to.deep.equal(['One number', 'March']);
    expect(readPromises(docOf(session, 'mentorship')).map((promise) => promise.text)).to.deep.equal([
      'Send it',
      'Agree on the next date',
    ]);
    expect(session.requests.map((request) => request.name)).to.deep.equal(['wrapUp']);
  });

  it('says in words why it could not finish, and tries again', async () => {
    const session = live();
    session.answer('wrapUp', new FiresideError('unreachable'));
    const { panel } = await mountPanel(session);
    control(panel, 'Finish together').click();
    await settled(panel);
    expect(readText(panel)).to.contain('The server cannot be reached.');
    expect(readText(panel)).to.contain('unreachable');
    session.answer('wrapUp', resultOf('s1'));
    control(panel, 'Finish together').click();
    await settled(panel);
    expect(readText(panel)).to.not.contain('cannot be reached');
  });

  it('has no fields where writing is not allowed', async () => {
    const { panel } = await mountPanel(live({ access: { session: 'ro', mentorship: 'ro' } }));
    expect(controlsNamed(panel, 'Add a takeaway')).to.deep.equal([]);
    expect(controlsNamed(panel, 'Confirm')).to.deep.equal([]);
  });
});
