import { addPromise, FiresideError, privateNotesOf, readMarks, readPromises, setPromiseKept } from '@fireside/protocol';
import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, readText, settled } from '../testing/controls.ts';
import { docOf, endAll, fake, mount } from '../testing/fakes.ts';
import { detailOf, recapOf } from '../testing/saved.ts';
import { treeOf } from '../testing/tree.ts';
import { mountRecap, saved } from './recap.test.kit.ts';
import { html } from 'lit';
import type { FiresideRecap } from './recap.ts';

const headings = (recap: FiresideRecap): (string | null)[] =>
  [...recap.shadowRoot!.querySelectorAll('section > h4')].map((one) => one.textContent);
const rowOf = (recap: FiresideRecap, id: string): string =>
  recap.shadowRoot!.querySelector(`[data-record="${id}"]`)!.textContent!.replace(/\s+/g, ' ').trim();

beforeEach(() => setViewport({ width: 1200, height: 800 }));
afterEach(endAll);

describe('fireside-recap', () => {
  it('puts outcomes and promises first, then the agenda with its notes, then what was left for later', async () => {
    const session = saved();
    const { recap } = await mountRecap(session);
    expect(session.requests).to.deep.equal([{ name: 'detail', args: ['s1'] }]);
    expect(headings(recap)).to.deep.equal([
      'Takeaways',
      'Decisions',
      'Promises',
      'Next meeting',
      'Agenda',
      'For later',
    ]);
    const text = readText(recap);
    expect(text).to.match(/Saturday,? (21 November|November 21)/);
    expect(text).to.match(/48 minutes · video · Anna and Bo were there/);
    expect(rowOf(recap, 'p1')).to.match(/Send the outline Bo · by/);
    expect(rowOf(recap, 'i1')).to.match(/Talk for the spring conference Anna · discussed People remember one number\./);
    expect(rowOf(recap, 'i2')).to.contain('Bo · parked');
    expect(rowOf(recap, 'i3')).to.contain('moved to next time');
    expect(text.match(/Talk for the spring conference/g)).to.have.length(1);
    expect((await treeOf()).find('heading', 'Talk for the spring conference')).to.include({ level: 5 });
    expect(await audit(recap)).to.deep.equal([]);
  });

  it('keeps notes that are about no item, and names only who was there', async () => {
    const notes = [{ type: 'paragraph', content: [{ type: 'text', text: 'just words' }] }];
    const attendance = [{ id: 'bo', name: 'Bo' }];
    const { recap } = await mountRecap(saved(detailOf('s1', { recap: recapOf({ notes }), attendance })));
    expect(headings(recap)).to.include('Notes');
    expect(readText(recap)).to.contain('just words').and.contain('Bo was there');
    expect(rowOf(recap, 'i1')).to.equal('Talk for the spring conference Anna · discussed');
  });

  it('has the year of another year in its dates', async () => {
    const startsAt = Date.UTC(2024, 1, 29, 15);
    const { recap } = await mountRecap(saved(detailOf('s1', { startsAt })));
    expect(recap.shadowRoot!.querySelector('h3')!.textContent).to.match(/Thursday,? .*2024/);
  });

  it('shows beside a promise what has become of it', async () => {
    const session = saved();
    const doc = docOf(session, 'mentorship');
    addPromise(doc, { text: 'Send the outline', owner: 'bo', due: '2026-11-28', from: { session: 's1', item: null } });
    const [made] = readPromises(doc);
    const promises = recapOf().content.promises.map((one) => (one.id === 'p1' ? { ...one, id: made!.id } : one));
    session.answer('detail', detailOf('s1', { recap: recapOf({ promises }) }));
    const { recap } = await mountRecap(session);
    expect(rowOf(recap, made!.id)).to.not.contain('kept');
    expect(rowOf(recap, 'p2')).to.contain('not on the list any more');
    setPromiseKept(doc, made!.id, Date.UTC(2026, 10, 22));
    await settled(recap);
    expect(rowOf(recap, made!.id)).to.match(/kept on (22 November|November 22)/);
  });

  it('says nothing of today before the server’s state has come', async () => {
    const session = saved();
    session.changeDocument('mentorship', { synced: false });
    const { recap } = await mountRecap(session);
    expect(readText(recap)).to.not.contain('not on the list');
  });

  it('takes no markup and no address from what was written', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const notes = [
      { type: 'paragraph', content: [{ type: 'text', text: evil }] },
      {
        type: 'paragraph',
        content: [{ type: 'text', text: 'press', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] }],
      },
      { type: 'script', content: [{ type: 'text', text: 'alert(1)' }] },
      {
        type: 'paragraph',
        content: [{ type: 'text', text: 'page', marks: [{ type: 'link', attrs: { href: 'https://example.org/' } }] }],
      },
    ];
    const outcomes = [{ id: 'o', kind: 'takeaway' as const, text: evil, author: 'anna' }];
    const addenda = [{ id: 'a', person: 'bo', name: evil, at: 1, text: evil }];
    const { recap } = await mountRecap(saved(detailOf('s1', { recap: recapOf({ notes, outcomes }), addenda })));
    expect(recap.shadowRoot!.querySelector('img, script')).to.equal(null);
    const links = [...recap.shadowRoot!.querySelectorAll('a')];
    expect(links.map((link) => [link.textContent, link.href, link.rel])).to.deep.equal([
      ['page', 'https://example.org/', 'noopener noreferrer nofollow'],
    ]);
    expect(readText(recap)).to.contain(evil);
  });

  it('shows the private notes of that session beside it', async () => {
    const session = saved();
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('ask about the raise')]);
    privateNotesOf(docOf(session, 'private'), 's1').insert(0, [paragraph]);
    const { recap } = await mountRecap(session);
    expect(readText(recap)).to.match(/Only for me ask about the raise/);
    const own = recap.shadowRoot!.querySelector('.own')!.getBoundingClientRect();
    const sections = recap.shadowRoot!.querySelector('.sections')!.getBoundingClientRect();
    expect(own.left).to.be.greaterThan(sections.right);
    await session.enter();
    await session.call.setScreen(true);
    await settled(recap);
    expect(readText(recap)).to.contain('Hidden while you share your screen').and.not.contain('the raise');
  });

  it('says so when nothing was written, and when it did not happen', async () => {
    const empty = recapOf({ outcomes: [], promises: [], items: [], notes: [], next: null });
    const first = await mountRecap(saved(detailOf('s1', { recap: empty })));
    expect(readText(first.recap)).to.contain('Nothing was written down.');
    const second = await mountRecap(
      saved(detailOf('s1', { recap: null, state: 'did-not-happen', wrappedUpAt: null, attendance: [] })),
    );
    expect(readText(second.recap)).to.contain('This session did not happen.').and.not.contain('minutes');
  });

  it('says calmly that a part cannot be read', async () => {
    const { recap } = await mountRecap(saved(detailOf('s1', { damaged: true })));
    expect(readText(recap)).to.contain('A part of these notes cannot be read.').and.contain('People remember');
  });

  it('notes that it was read, and how much of it', async () => {
    const session = saved(detailOf('s1', { revision: 2, added: 1 }));
    await mountRecap(session);
    expect(readMarks(docOf(session, 'private')).sessions.get('s1')).to.deep.equal({ revision: 2, added: 1 });
  });

  it('says what went wrong and tries again', async () => {
    const session = fake();
    session.answer('detail', new FiresideError('unreachable'));
    const { recap } = await mountRecap(session);
    expect(readText(recap)).to.contain('The server cannot be reached.');
    session.answer('detail', detailOf('s1'));
    control(recap, 'Try again').click();
    await settled(recap);
    expect(readText(recap)).to.contain('Takeaways');
  });

  it('says in words that there is no such session', async () => {
    const session = fake();
    session.answer('detail', new FiresideError('not-found'));
    const { recap } = await mountRecap(session);
    recap.focusHeading();
    await settled(recap);
    expect(readText(recap)).to.contain('These notes are not here.');
    expect(focused()?.textContent).to.contain('These notes are not here.');
    expect(controlsNamed(recap, 'Try again')).to.deep.equal([]);
  });

  it('never asks for an observer', async () => {
    const session = saved(detailOf('s1'), { person: { id: 'olga', name: 'Olga', role: 'observer' } });
    const { recap } = await mountRecap(session);
    expect(session.requests).to.deep.equal([]);
    expect(readText(recap)).to.equal('Saved notes are for the members.');
  });

  it('forgets a late answer about another session', async () => {
    const session = saved(detailOf('s1'));
    const answers: ((detail: ReturnType<typeof detailOf>) => void)[] = [];
    Object.assign(session.saved, { detail: () => new Promise((resolve) => answers.push(resolve)) });
    const { recap } = await mountRecap(session);
    recap.session = 's2';
    await recap.updateComplete;
    answers[1]!(detailOf('s2', { recap: recapOf({ outcomes: [] }) }));
    answers[0]!(detailOf('s1'));
    await settled(recap);
    expect(readText(recap)).to.contain('Promises').and.not.contain('Takeaways');
  });

  it('reads again when its session’s state changes, and leaves what is there until then', async () => {
    const session = saved(detailOf('s1'), { session: { id: 's1', state: 'wrapped-up' } });
    const { recap } = await mountRecap(session);
    session.answer('detail', detailOf('s1', { state: 'archived' }));
    session.changeSession({ state: 'archived' });
    await recap.updateComplete;
    expect(readText(recap)).to.contain('Takeaways');
    await settled(recap);
    expect(control(recap, 'Add a note', 'textarea')).to.not.equal(null);
  });

  it('puts the focus on its heading when asked, also before it is there', async () => {
    const session = saved();
    const { element } = await mount(session, html`<fireside-recap .session=${'s1'}></fireside-recap>`);
    (element as FiresideRecap).focusHeading();
    await settled(element);
    await settled(element);
    expect(focused()?.tagName).to.equal('H3');
    expect((await treeOf()).find('heading', focused()!.textContent!)).to.include({ focused: true });
  });

  it('fits a box of 320 px, with words that have no end', async () => {
    await setViewport({ width: 320, height: 800 });
    const text = 'https://example.org/'.repeat(20);
    const long = recapOf({ outcomes: [{ id: 'o1', kind: 'takeaway', text, author: 'anna' }] });
    const addenda = [{ id: 'a1', person: 'bo', name: 'Bo', at: 1, text }];
    const { recap } = await mountRecap(saved(detailOf('s1', { recap: long, addenda, state: 'archived', newer: 'x' })));
    expect(recap.scrollWidth).to.be.at.most(recap.clientWidth);
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
    expect(await audit(recap)).to.deep.equal([]);
  });
});
