import type { FakeSession } from '@fireside/client/fake';
import { FiresideError, privateNotesOf } from '@fireside/protocol';
import { expect } from 'chai';
import { html } from 'lit';
import * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, focused, readText, settled } from '../testing/controls.ts';
import { docOf, endAll, fake, mount } from '../testing/fakes.ts';
import { detailOf, recapOf } from '../testing/saved.ts';
import { treeOf } from '../testing/tree.ts';
import './define.ts';
import type { FiresideRecap } from './recap.ts';

async function mountRecap(session: FakeSession, id = 's1') {
  const { element, ...rest } = await mount(session, html`<fireside-recap .session=${id}></fireside-recap>`);
  const recap = element as FiresideRecap;
  await settled(recap);
  return { recap, ...rest };
}
function saved(detail = detailOf('s1')): FakeSession {
  const session = fake({ now: () => Date.UTC(2026, 10, 22) });
  session.answer('detail', detail);
  return session;
}

afterEach(endAll);

describe('fireside-recap', () => {
  it('puts outcomes and promises first, then items and notes', async () => {
    const session = saved();
    const { recap } = await mountRecap(session);
    expect(session.requests).to.deep.equal([{ name: 'detail', args: ['s1'] }]);
    const headings = [...recap.shadowRoot!.querySelectorAll('section > h4')].map((one) => one.textContent);
    expect(headings).to.deep.equal(['Takeaways', 'Decisions', 'Promises', 'Next meeting', 'Agenda', 'Notes']);
    const text = readText(recap);
    expect(text).to.match(/(21 November|November 21)/);
    expect(text).to.match(/48 min · video · Anna and Bo/);
    expect(text).to.match(/Send the outline Bo · by/);
    expect(text).to.contain('Bo · parked');
    expect(text).to.contain('moved to next time');
    expect(text).to.contain('one number');
    expect(await audit(recap)).to.deep.equal([]);
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
    const { recap } = await mountRecap(saved(detailOf('s1', { recap: recapOf({ notes, outcomes }) })));
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
    await session.enter();
    await session.call.setScreen(true);
    await settled(recap);
    expect(readText(recap)).to.contain('Hidden while you share your screen').and.not.contain('the raise');
  });

  it('says so when nothing was written, and when it did not happen', async () => {
    const empty = recapOf({ outcomes: [], promises: [], items: [], notes: [], next: null });
    const first = await mountRecap(saved(detailOf('s1', { recap: empty })));
    expect(readText(first.recap)).to.contain('Nothing was written down.');
    const second = await mountRecap(saved(detailOf('s1', { recap: null, state: 'did-not-happen' })));
    expect(readText(second.recap)).to.contain('This session did not happen.');
  });

  it('says when it was added to afterwards', async () => {
    const { recap } = await mountRecap(saved(detailOf('s1', { recap: recapOf({}, { revision: 2 }) })));
    expect(readText(recap)).to.contain('Added to afterwards');
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

  it('forgets a late answer about another session', async () => {
    const session = saved(detailOf('s1'));
    const answers: ((detail: ReturnType<typeof detailOf>) => void)[] = [];
    session.detail = () => new Promise((resolve) => answers.push(resolve));
    const { recap } = await mountRecap(session);
    recap.session = 's2';
    await recap.updateComplete;
    answers[1]!(detailOf('s2', { recap: recapOf({ outcomes: [] }) }));
    answers[0]!(detailOf('s1'));
    await settled(recap);
    expect(readText(recap)).to.not.contain('Takeaways');
  });

  it('puts the focus on its heading when asked, also before it is there', async () => {
    const session = saved();
    const { element } = await mount(session, html`<fireside-recap .session=${'s1'}></fireside-recap>`);
    (element as FiresideRecap).focusHeading();
    await settled(element);
    expect(focused()?.tagName).to.equal('H3');
    expect((await treeOf()).find('heading', focused()!.textContent!)).to.include({ focused: true });
  });
});
