import { connectFakes, type FakeSession } from '@fireside/client/fake';
import {
  addGoal,
  addGoalEntry,
  addMilestone,
  addPromise,
  readGoals,
  setGoalStatus,
  setMilestoneDone,
} from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html, type LitElement } from 'lit';
import type * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, readText, settled } from '../testing/controls.ts';
import { BO, docOf, endAll, fake, mount } from '../testing/fakes.ts';
import { treeOf } from '../testing/tree.ts';
import './define.ts';

const goalsOf = (session: FakeSession): Y.Doc => docOf(session, 'mentorship');

function write(session: FakeSession, ...titles: string[]): string[] {
  return titles.map((title) => addGoal(goalsOf(session), { title, author: 'bo', at: 1 }));
}
async function mountGoals(session: FakeSession) {
  const { element, ...rest } = await mount(session, html`<fireside-goals></fireside-goals>`);
  return { goals: element, ...rest };
}
async function open(goals: LitElement, title: string): Promise<void> {
  control(goals, `More about “${title}”`).click();
  await settled(goals);
}

afterEach(endAll);

describe('fireside-goals', () => {
  it('is a region with check boxes, a progress bar in words and a text field', async () => {
    const session = fake();
    const [id = ''] = write(session, 'Give a talk');
    addMilestone(goalsOf(session), id, 'Outline');
    const step = addMilestone(goalsOf(session), id, 'Dry run');
    setMilestoneDone(goalsOf(session), id, step, { done: true, by: 'bo', at: 0 });
    const { goals } = await mountGoals(session);
    const tree = await treeOf();
    expect(tree.find('region', 'Goals')).to.not.equal(null);
    expect(tree.find('textbox', 'Add a goal')).to.not.equal(null);
    expect(tree.find('checkbox', 'Give a talk')).to.include({ checked: false });
    expect(tree.find('progressbar', 'Steps of “Give a talk”')).to.not.equal(null);
    expect(readText(goals)).to.contain('1 of 2 steps');
  });

  it('has nothing that axe would mind', async () => {
    const session = fake();
    const [id = '', gone = '', reached = ''] = write(session, 'Open', 'Gone', 'Reached');
    addMilestone(goalsOf(session), id, 'Outline');
    setGoalStatus(goalsOf(session), gone, { status: 'let-go', by: 'bo', at: 5 });
    setGoalStatus(goalsOf(session), reached, { status: 'reached', by: 'bo', at: 5 });
    const { goals } = await mountGoals(session);
    await open(goals, 'Open');
    expect(await audit(goals)).to.deep.equal([]);
  });

  it('adds with Enter', async () => {
    const session = fake();
    const { goals } = await mountGoals(session);
    expect(readText(goals)).to.contain('No goals yet');
    control(goals, 'Add a goal').focus();
    await sendKeys({ type: 'Give a talk' });
    await sendKeys({ press: 'Enter' });
    await settled(goals);
    expect(readGoals(goalsOf(session))[0]).to.include({ title: 'Give a talk', author: 'anna', status: 'open' });
    expect(control(goals, 'Give a talk')).to.have.property('checked', false);
  });

  it('is reached with the space bar, says when, and keeps the history', async () => {
    let now = Date.UTC(2026, 9, 3, 12);
    const session = fake({ now: () => (now += 1) });
    write(session, 'Give a talk');
    const { stage, goals } = await mountGoals(session);
    control(goals, 'Give a talk').focus();
    await sendKeys({ press: 'Space' });
    await settled(goals);
    expect(readText(goals)).to.match(/reached (3 October|October 3)/);
    expect(stage.announced).to.include('Reached: “Give a talk”');
    await sendKeys({ press: 'Space' });
    expect(readGoals(goalsOf(session))[0]?.history.map((entry) => entry.status)).to.deep.equal([
      'open',
      'reached',
      'open',
    ]);
  });

  it('has steps that are added, ticked, edited and deleted', async () => {
    const session = fake();
    write(session, 'Give a talk');
    const { stage, goals } = await mountGoals(session);
    await open(goals, 'Give a talk');
    control(goals, 'Add a step to “Give a talk”').focus();
    await sendKeys({ type: 'Outline' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ type: 'Dry run' });
    await sendKeys({ press: 'Enter' });
    await settled(goals);
    control(goals, 'Outline').click();
    await settled(goals);
    expect(readText(goals)).to.contain('1 of 2 steps');

    control(goals, 'Edit “Dry run”').click();
    await settled(goals);
    await sendKeys({ type: 'Two dry runs' });
    await sendKeys({ press: 'Enter' });
    await settled(goals);
    control(goals, 'Delete “Outline”').click();
    await settled(goals);
    const titles = (): string[] => readGoals(goalsOf(session))[0]!.milestones.map((step) => step.title);
    expect(titles()).to.deep.equal(['Two dry runs']);
    stage.offered?.undo();
    expect(titles()).to.deep.equal(['Outline', 'Two dry runs']);
  });

  it('is edited, moved, let go and deleted, each undone or taken up again', async () => {
    const session = fake();
    write(session, 'One', 'Two');
    const { stage, goals } = await mountGoals(session);
    const titles = (): string[] => readGoals(goalsOf(session)).map((goal) => goal.title);
    await open(goals, 'Two');
    control(goals, 'Move up “Two”').click();
    expect(titles()).to.deep.equal(['Two', 'One']);

    await settled(goals);
    control(goals, 'Edit “Two”').click();
    await settled(goals);
    await sendKeys({ type: 'Second' });
    await sendKeys({ press: 'Enter' });
    expect(titles()).to.deep.equal(['Second', 'One']);

    await settled(goals);
    control(goals, 'Let go “Second”').click();
    await settled(goals);
    expect(readText(goals)).to.contain('let go');
    await open(goals, 'Second');
    control(goals, 'Take up “Second”').click();
    expect(readGoals(goalsOf(session))[0]?.status).to.equal('open');

    await settled(goals);
    control(goals, 'Delete “Second”').focus();
    await sendKeys({ press: 'Enter' });
    await settled(goals);
    expect(focused()?.getAttribute('aria-label')).to.equal('One');
    stage.offered?.undo();
    expect(titles()).to.deep.equal(['Second', 'One']);
  });

  it('has a dated history, to which anybody adds a line', async () => {
    const session = fake({ now: () => Date.UTC(2026, 9, 3, 12) });
    const [id = ''] = write(session, 'Give a talk');
    const doc = goalsOf(session);
    const step = addMilestone(doc, id, 'Outline');
    setMilestoneDone(doc, id, step, { done: true, by: 'bo', at: Date.UTC(2026, 9, 1, 12) });
    const { goals } = await mountGoals(session);
    await open(goals, 'Give a talk');
    control(goals, 'Write down what happened with “Give a talk”').focus();
    await sendKeys({ type: 'Spoke at the guild' });
    await sendKeys({ press: 'Enter' });
    await settled(goals);
    expect(readText(goals)).to.match(
      /Spoke at the guild · (3 October|October 3) Anna Correct step “Outline” done · (1 October|October 1) Bo/,
    );
    expect(await audit(goals)).to.deep.equal([]);
  });

  it('corrects an own entry by another one; the old one stays, struck through', async () => {
    const session = fake({ now: () => 50 });
    const [id = ''] = write(session, 'Give a talk');
    addGoalEntry(goalsOf(session), id, { by: 'bo', at: 2, text: 'Of Bo' });
    addGoalEntry(goalsOf(session), id, { by: 'anna', at: 3, text: 'Spoke at the gild' });
    const { goals } = await mountGoals(session);
    await open(goals, 'Give a talk');
    expect(controlsNamed(goals, 'Correct “Of Bo”')).to.deep.equal([]);
    control(goals, 'Correct “Spoke at the gild”').focus();
    await sendKeys({ press: 'Enter' });
    await settled(goals);
    await sendKeys({ type: 'Spoke at the guild' });
    await sendKeys({ press: 'Enter' });
    await settled(goals);
    const history = (): string[] => readGoals(goalsOf(session))[0]!.history.map(({ text }) => text);
    expect(history()).to.deep.equal(['', 'Of Bo', 'Spoke at the gild', 'Spoke at the guild']);
    const [struck] = goals.shadowRoot!.querySelectorAll('s');
    expect(struck?.textContent).to.equal('Spoke at the gild');
    expect(readText(goals)).to.contain('corrected');
    expect(controlsNamed(goals, 'Correct “Spoke at the gild”')).to.deep.equal([]);

    control(goals, 'Correct “Spoke at the guild”').click();
    await settled(goals);
    await sendKeys({ press: 'Enter' });
    expect(history()).to.have.length(4);
  });

  it('folds a long history away, and makes no rows of it before somebody looks', async () => {
    const session = fake();
    const [id = ''] = write(session, 'Give a talk');
    for (let at = 2; at < 300; at += 1) addGoalEntry(goalsOf(session), id, { by: 'bo', at, text: `Entry ${at}` });
    const { goals } = await mountGoals(session);
    await open(goals, 'Give a talk');
    expect(goals.shadowRoot!.querySelectorAll('.entry')).to.have.length(3);
    control(goals, 'Earlier: 296').click();
    await settled(goals);
    await settled(goals);
    expect(readText(goals)).to.contain('Entry 2');
    expect(goals.shadowRoot!.querySelectorAll('.entry')).to.have.length(299);
  });

  it('shows what it cannot read as such, keeps it, and lets it be deleted', async () => {
    const session = fake();
    const doc = goalsOf(session);
    const [id = ''] = write(session, 'Broken');
    const root = doc.getMap<Y.Map<unknown>>('goals');
    root.get(id)!.set('title', 42);
    doc.getMap('goals').set('odd', 'text');
    doc.getMap('goals').set('even', 7);
    const { goals } = await mountGoals(session);
    expect(readText(goals)).to.contain('2 entries cannot be read; they are kept.');
    expect(control(goals, '(cannot be read)')).to.have.property('disabled', true);
    await open(goals, '(cannot be read)');
    expect(controlsNamed(goals, 'Edit “(cannot be read)”')).to.deep.equal([]);
    control(goals, 'Delete “(cannot be read)”').click();
    expect(readGoals(doc)).to.deep.equal([]);
    expect(doc.getMap('goals').has('odd')).to.equal(true);
  });

  it('tells who edits a goal', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    const [id = ''] = write(anna, 'Give a talk');
    const { goals } = await mountGoals(anna);
    bo.setEditing(`goals:${id}`);
    await settled(goals);
    expect(readText(goals)).to.contain('Bo is editing');
  });

  it('has the promises below, and before the session what is open from last time above', async () => {
    const session = fake();
    addPromise(goalsOf(session), { text: 'Send the outline', owner: 'bo', due: 'next', from: null });
    const { goals } = await mountGoals(session);
    expect(readText(goals)).to.match(/Open from last time Send the outline .* Goals/);
    expect(controlsNamed(goals, 'Add a promise')).to.deep.equal([]);
    session.changeSession({ state: 'live' });
    await settled(goals);
    await settled(goals);
    expect(readText(goals)).to.match(/Goals .* Promises Send the outline/);
    expect(controlsNamed(goals, 'Add a promise')).to.have.length(1);
  });

  it('can only be read where writing is not allowed', async () => {
    const session = fake({ access: { mentorship: 'ro' } });
    write(session, 'Give a talk');
    const { goals } = await mountGoals(session);
    expect(readText(goals)).to.contain('Give a talk');
    expect(controlsNamed(goals, 'Add a goal')).to.deep.equal([]);
    expect(goals.shadowRoot!.querySelectorAll('button, input:not(:disabled)')).to.have.length(0);
  });
});
