import type { FakeSession, FakeSessionOptions } from '@fireside/client/fake';
import { addItem, setLooked, type Member } from '@fireside/protocol';
import { expect } from 'chai';
import { html, type LitElement } from 'lit';
import * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { controlsNamed, focused, pressButton, readText, settled } from '../testing/controls.ts';
import { docOf, endAll, fake } from '../testing/fakes.ts';
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

async function shown(session: FakeSession): Promise<{ stage: SessionStage; since: LitElement }> {
  const { stage, element, unmount } = await mountInSession(session, html`<fireside-since></fireside-since>`);
  mounted.push(unmount);
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
    expect(lines(since)).to.deep.equal(['Bo added “Spring talk” to the agenda', 'Cy added “Saying no” to the agenda']);
    expect((await treeOf()).find('region', 'Since you last looked')).to.not.equal(null);
    expect(stage.announced).to.deep.equal([
      'Since you last looked: Bo added “Spring talk” to the agenda. Cy added “Saying no” to the agenda',
    ]);
    expect(await audit(since)).to.deep.equal([]);
  });

  it('takes nobody’s word for who wrote: by the server, or without a name', async () => {
    const { since } = await shown(written({ unknown: ['From somebody'], server: ['From the template'], bo: ['Bo’s'] }));
    expect(lines(since).slice(0, 1)).to.deep.equal(['Bo added “Bo’s” to the agenda']);
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
