import type { FakeSession, FakeSessionOptions } from '@fireside/client/fake';
import {
  addGoal,
  addItem,
  addMilestone,
  addOutcome,
  addPromise,
  deleteGoal,
  deleteItem,
  deleteMilestone,
  deleteOutcome,
  deletePromise,
  readAgenda,
  readGoals,
  readOutcomes,
  readPromises,
  setLooked,
  type Member,
} from '@fireside/protocol';
import { expect } from 'chai';
import { html, type LitElement } from 'lit';
import * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { controlsNamed, focused, pressButton, readText, settled } from '../testing/controls.ts';
import { docOf, endAll, fake, somebodyComes } from '../testing/fakes.ts';
import { mountInSession, type SessionStage } from '../testing/session-stage.ts';
import { treeOf } from '../testing/tree.ts';
import './define.ts';

const CY: Member = { id: 'cy', name: 'Cy', role: 'mentee' };
const MEMBERS: readonly Member[] = [
  { id: 'anna', name: 'Anna', role: 'mentor' },
  { id: 'bo', name: 'Bo', role: 'mentee' },
  CY,
];
const mounted: (() => void)[] = [];

/** A session that Anna has looked at, and in which each of these people has added these items since. */
function written(items: Readonly<Record<string, readonly string[]>>, options: FakeSessionOptions = {}): FakeSession {
  const session = fake({ members: MEMBERS, ...options });
  const doc = docOf(session, 'session');
  for (const kind of ['session', 'mentorship'] as const) {
    setLooked(docOf(session, 'private'), session.documents.value[kind]!.name, docOf(session, kind));
  }
  const authors = Object.entries(items).map(([person, titles]) => {
    const copy = new Y.Doc();
    for (const title of titles) addItem(copy, { title, author: 'anna' });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy));
    return { client: copy.clientID, person };
  });
  session.answer('authors', { session: authors.filter(({ person }) => person !== 'unknown'), mentorship: [] });
  return session;
}

function byAnother(doc: Y.Doc, act: (copy: Y.Doc) => void): void {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  act(copy);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy));
}

async function shown(session: FakeSession): Promise<{ stage: SessionStage; since: LitElement }> {
  const { stage, element, unmount } = await mountInSession(session, html`<fireside-since></fireside-since>`);
  mounted.push(unmount);
  await import('./since-list.ts'); // the element has asked for it where there is something to list
  await settled(element); // the server has answered who wrote
  await settled(element);
  return { stage, since: element };
}
const lines = (since: LitElement): string[] =>
  [...since.shadowRoot!.querySelectorAll('li')].map((line) => line.textContent.trim());
const many = (count: number): string[] => Array.from({ length: count }, (_, at) => `Item ${at + 1}`);

describe('fireside-since', () => {
  afterEach(() => {
    for (const unmount of mounted.splice(0)) unmount();
    endAll();
  });

  it('lists what each has changed, and says it', async () => {
    const { since, stage } = await shown(written({ cy: ['Saying no'], bo: ['Spring talk'] }));
    expect(lines(since)).to.deep.equal([
      'Bo has added “Spring talk” to the agenda',
      'Cy has added “Saying no” to the agenda',
    ]);
    expect((await treeOf()).find('region', 'Since you last looked')).to.not.equal(null);
    expect(stage.announced).to.deep.equal([
      'Since you last looked: Bo has added “Spring talk” to the agenda. Cy has added “Saying no” to the agenda',
    ]);
    expect(await audit(since)).to.deep.equal([]);
  });

  it('takes nobody’s word for who wrote: by the server, or without a name', async () => {
    const { since } = await shown(written({ unknown: ['From somebody'], server: ['From the template'], bo: ['Bo’s'] }));
    expect(lines(since).slice(0, 1)).to.deep.equal(['Bo has added “Bo’s” to the agenda']);
    expect(lines(since).slice(1).sort()).to.deep.equal([
      'Added “From somebody” to the agenda',
      'Added “From the template” to the agenda',
    ]);
  });

  it('leaves out what this person wrote elsewhere', async () => {
    const { since, stage } = await shown(written({ anna: ['On my phone'] }));
    expect(readText(since)).to.equal('');
    expect(stage.announced).to.deep.equal([]);
  });

  it('shows six lines, and the rest when asked', async () => {
    const { since, stage } = await shown(written({ bo: many(11) }));
    expect(lines(since)).to.have.length(6);
    expect(stage.announced).to.deep.equal(['Since you last looked: 11 changes']);
    await pressButton(since, 'and 5 more');
    await settled(since);
    expect(lines(since)).to.have.length(11);
    expect(focused()?.textContent.trim()).to.equal(lines(since)[6]);
    expect(await audit(since)).to.deep.equal([]);
  });

  it('goes when it is read, and does not come back', async () => {
    const session = written({ bo: ['Spring talk'] });
    const { since } = await shown(session);
    await pressButton(since, 'Got it');
    await settled(since);
    expect(readText(since)).to.equal('');
    expect(focused()).to.equal(since);
    expect(readText((await shown(session)).since)).to.equal('');
  });

  it('brings back what the other has deleted', async () => {
    const session = fake({ members: MEMBERS });
    const [agenda, shared] = [docOf(session, 'session'), docOf(session, 'mentorship')];
    const goal = addGoal(shared, { title: 'Speak', author: 'anna', at: 1 });
    const kept = addGoal(shared, { title: 'Write', author: 'anna', at: 1 });
    const ids = {
      item: addItem(agenda, { title: 'Spring talk', author: 'anna' }),
      outcome: addOutcome(agenda, { kind: 'takeaway', text: 'One number', author: 'anna' }),
      promise: addPromise(shared, { text: 'Send it', owner: 'bo', due: null, from: null }),
      step: addMilestone(shared, kept, 'Outline'),
    };
    for (const kind of ['session', 'mentorship'] as const) {
      setLooked(docOf(session, 'private'), session.documents.value[kind]!.name, docOf(session, kind));
    }
    byAnother(agenda, (doc) => {
      deleteItem(doc, ids.item);
      deleteOutcome(doc, ids.outcome);
    });
    byAnother(shared, (doc) => {
      deletePromise(doc, ids.promise);
      deleteGoal(doc, goal);
      deleteMilestone(doc, kept, ids.step);
    });
    const { since, stage } = await shown(session);
    await somebodyComes();
    await import('./bring-back.ts');
    const words = ['Spring talk', 'One number', 'Send it', 'Speak', 'Outline'];
    for (const one of words) {
      await pressButton(since, `Bring back “${one}”`);
      await settled(since);
      expect(stage.announced.at(-1)).to.equal(`“${one}” is back`);
      expect(focused()?.textContent).to.contain(`“${one}” is back`);
    }
    expect(readAgenda(agenda).map(({ id }) => id)).to.deep.equal([ids.item]);
    expect(readOutcomes(agenda).map(({ id }) => id)).to.deep.equal([ids.outcome]);
    expect(readPromises(shared).map(({ id }) => id)).to.deep.equal([ids.promise]);
    expect(readGoals(shared).map(({ title, milestones }) => [title, milestones.length])).to.have.deep.members([
      ['Speak', 0],
      ['Write', 1],
    ]);
    expect(controlsNamed(since, 'Bring back “Speak”')).to.deep.equal([]);
    expect(await audit(since)).to.deep.equal([]);
  });

  it('brings nothing back where one may not write', async () => {
    const session = fake({ members: MEMBERS });
    const doc = docOf(session, 'session');
    const item = addItem(doc, { title: 'Spring talk', author: 'anna' });
    setLooked(docOf(session, 'private'), session.documents.value.session!.name, doc);
    byAnother(doc, (copy) => deleteItem(copy, item));
    session.changeDocument('session', { writable: false });
    const { since } = await shown(session);
    expect(lines(since)).to.deep.equal(['Deleted “Spring talk”']);
    expect(controlsNamed(since, 'Bring back “Spring talk”')).to.deep.equal([]);
  });

  it('stays when it is moved in the page, and goes with the session', async () => {
    const session = written({ bo: ['Spring talk'] });
    const { since, stage } = await shown(session);
    stage.append(document.createElement('p'), since);
    await settled(since);
    expect(lines(since)).to.have.length(1);
    session.changeSession({ state: 'wrapped-up' });
    await settled(since);
    expect(readText(since)).to.equal('');
  });

  it('is nothing for an observer, and at the first visit', async () => {
    const observer = fake({
      person: { id: 'olga', name: 'Olga', role: 'observer' },
      access: { session: 'ro', mentorship: null, private: null },
    });
    expect(readText((await shown(observer)).since)).to.equal('');
    const first = fake();
    addItem(docOf(first, 'session'), { title: 'Spring talk', author: 'bo' });
    const { since } = await shown(first);
    expect(controlsNamed(since, 'Got it')).to.deep.equal([]);
  });
});
