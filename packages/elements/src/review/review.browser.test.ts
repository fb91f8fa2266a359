import type { FakeSession } from '@fireside/client/fake';
import { FiresideError } from '@fireside/protocol';
import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html, type LitElement } from 'lit';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, readText, settled } from '../testing/controls.ts';
import { endAll, fake, mount } from '../testing/fakes.ts';
import { detailOf, resultOf, summaryOf } from '../testing/saved.ts';
import { treeOf } from '../testing/tree.ts';
import './define.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22);
const newest = summaryOf('s7');
const older = summaryOf('s6', { startsAt: NOW - 15 * DAY, lines: ['Saying no'] });

async function mountReview(session: FakeSession, open: string | null = null) {
  const { element, ...rest } = await mount(session, html`<fireside-review .session=${open}></fireside-review>`);
  await settled(element);
  await settled(element);
  return { review: element, ...rest };
}
function saved(): FakeSession {
  const session = fake({ now: () => NOW });
  session.answer('list', { sessions: [newest, older], before: null });
  session.answer('detail', detailOf('s7'));
  return session;
}
const entry = (review: LitElement, id: string): HTMLElement =>
  review.shadowRoot!.querySelector<HTMLElement>(`[data-session=${id}]`)!;

before(() => setViewport({ width: 1200, height: 800 }));
afterEach(endAll);

describe('fireside-review', () => {
  it('is a region with the sessions, the latest first, and the latest one to read', async () => {
    const { review } = await mountReview(saved());
    const tree = await treeOf();
    expect(tree.find('region', 'Saved notes')).to.not.equal(null);
    const [first, second] = [...review.shadowRoot!.querySelectorAll('li button')];
    expect(first?.textContent).to.match(/November 21|21 November/);
    expect(second?.textContent).to.contain('Saying no');
    expect(first?.getAttribute('aria-current')).to.equal('true');
    expect(readText(review)).to.contain('One number carries the whole talk');
    expect(await audit(review)).to.deep.equal([]);
  });

  it('opens one and puts the focus on its heading', async () => {
    const session = saved();
    const { review } = await mountReview(session);
    session.answer('detail', detailOf('s6', { startsAt: older.startsAt }));
    entry(review, 's6').click();
    await settled(review);
    await settled(review);
    expect(session.requests.at(-1)).to.deep.equal({ name: 'detail', args: ['s6'] });
    expect(focused()?.tagName).to.equal('H3');
    expect(focused()?.textContent).to.match(/November 7|7 November/);
  });

  it('shows earlier pages on request and goes on where they begin', async () => {
    const session = saved();
    session.answer('list', { sessions: [newest], before: 'page-2' });
    const { review } = await mountReview(session);
    session.answer('list', { sessions: [newest, older], before: null });
    control(review, 'Show earlier').click();
    await settled(review);
    await settled(review);
    expect(session.requests.filter((request) => request.name === 'list').map((request) => request.args)).to.deep.equal([
      [],
      ['page-2'],
    ]);
    expect(review.shadowRoot!.querySelectorAll('li')).to.have.length(2);
    expect(focused()).to.equal(entry(review, 's6'));
    expect(controlsNamed(review, 'Show earlier')).to.deep.equal([]);
  });

  it('leaves out what lies ahead, and asks about what nobody answered for', async () => {
    const session = fake({ now: () => NOW });
    const forgotten = summaryOf('s5', { state: 'scheduled', unanswered: true, lines: [] });
    session.answer('list', {
      sessions: [summaryOf('s8', { state: 'scheduled' }), summaryOf('s7', { state: 'live' }), forgotten],
      before: null,
    });
    session.answer('detail', detailOf('s5', { ...forgotten, recap: null }));
    session.answer('didNotHappen', resultOf('s5'));
    const { stage, review } = await mountReview(session);
    expect(review.shadowRoot!.querySelectorAll('li')).to.have.length(1);
    expect(readText(review)).to.contain('Did this take place?');
    control(review, 'It did not happen').click();
    await settled(review);
    expect(session.requests.at(-1)).to.deep.equal({ name: 'didNotHappen', args: ['s5'] });
    expect(entry(review, 's5').textContent).to.contain('did not happen');
    expect(stage.announced).to.have.length(1);
  });

  it('invites while nothing is saved, and says what went wrong', async () => {
    const session = fake();
    session.answer('list', { sessions: [], before: null });
    const { review } = await mountReview(session);
    expect(readText(review)).to.contain('Nothing is saved yet.');

    const broken = fake();
    broken.answer('list', new FiresideError('storage'));
    const second = await mountReview(broken);
    expect(readText(second.review)).to.contain('The server is busy just now.');
    broken.answer('list', { sessions: [newest], before: null });
    broken.answer('detail', detailOf('s7'));
    control(second.review, 'Try again').click();
    await settled(second.review);
    expect(entry(second.review, 's7')).to.not.equal(null);
  });

  it('waits for the ticket', async () => {
    const session = fake({ joining: true, now: () => NOW });
    session.answer('list', { sessions: [newest], before: null });
    session.answer('detail', detailOf('s7'));
    const { review } = await mountReview(session);
    expect(session.requests).to.deep.equal([]);
    session.becomeReady();
    await settled(review);
    expect(session.requests[0]?.name).to.equal('list');
  });

  it('shows one at a time in a narrow box, with a way back that keeps the place', async () => {
    await setViewport({ width: 400, height: 800 });
    const { review } = await mountReview(saved());
    expect(entry(review, 's7').checkVisibility()).to.equal(true);
    expect(readText(review)).to.not.contain('Bo gives the talk in March');
    entry(review, 's7').click();
    await settled(review);
    expect(entry(review, 's7').checkVisibility()).to.equal(false);
    expect(readText(review)).to.contain('Bo gives the talk in March');
    control(review, 'All sessions').click();
    await settled(review);
    expect(focused()).to.equal(entry(review, 's7'));
    expect(await audit(review)).to.deep.equal([]);
    await setViewport({ width: 1200, height: 800 });
  });
});
