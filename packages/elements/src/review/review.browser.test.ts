import { FiresideError } from '@fireside/protocol';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { LitElement } from 'lit';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, pressButton, readText, settled } from '../testing/controls.ts';
import { endAll, fake } from '../testing/fakes.ts';
import { detailOf, resultOf, summaryOf } from '../testing/saved.ts';
import { treeOf } from '../testing/tree.ts';
import {
  answerByHand,
  asked,
  entry,
  mountReview,
  newest,
  NOW,
  older,
  saved,
  sessionOn,
  until,
} from './review.test.kit.ts';

before(() => setViewport({ width: 1200, height: 800 }));
afterEach(endAll);

describe('fireside-review', () => {
  it('is a region with the sessions by month, the latest first, and the latest one to read', async () => {
    const { review } = await mountReview(saved([newest, older, sessionOn('s5', 50)]));
    const tree = await treeOf();
    expect(tree.find('region', 'Saved notes')).to.not.equal(null);
    for (const month of ['November 2026', 'October 2026']) expect(tree.find('heading', month)).to.not.equal(null);
    const [first, second] = [...review.shadowRoot!.querySelectorAll('li button')];
    expect(first?.textContent).to.match(/November 21|21 November/);
    expect(second?.textContent).to.contain('Saying no');
    expect(first?.getAttribute('aria-current')).to.equal('true');
    await until(() => readText(review).includes('Bo gives the talk in March'), review);
    expect(await audit(review)).to.deep.equal([]);
  });

  it('opens one and puts the focus on its heading', async () => {
    const session = saved();
    const { review } = await mountReview(session);
    session.answer('detail', detailOf('s6', { startsAt: older.startsAt }));
    entry(review, 's6').click();
    await until(() => focused()?.tagName === 'H3', review);
    expect(session.requests.filter(({ name }) => name === 'detail').at(-1)?.args).to.deep.equal(['s6']);
    expect(focused()?.textContent).to.match(/November 7|7 November/);
    expect(entry(review, 's6').getAttribute('aria-current')).to.equal('true');
  });

  it('has rows that are links where the page has addresses', async () => {
    const { review } = await mountReview(saved(), { notesHref: '/notes/{session}' });
    const row = entry(review, 's6');
    expect(row.getAttribute('href')).to.equal('/notes/s6');
    row.click();
    await settled(review);
    expect(entry(review, 's6').getAttribute('aria-current')).to.equal('true');
    expect(await audit(review)).to.deep.equal([]);
  });

  it('is walked by arrow keys, too', async () => {
    const { review } = await mountReview(saved());
    entry(review, 's7').focus();
    await sendKeys({ press: 'ArrowDown' });
    expect(focused()).to.equal(entry(review, 's6'));
    await sendKeys({ press: 'ArrowUp' });
    expect(focused()).to.equal(entry(review, 's7'));
  });

  it('leaves a press with Control to the browser', async () => {
    const { review } = await mountReview(saved(), { notesHref: '#{session}' });
    const press = new MouseEvent('click', { ctrlKey: true, cancelable: true, bubbles: true, composed: true });
    review.addEventListener('click', (event) => event.preventDefault(), { once: true }); // no new tab in a test
    entry(review, 's6').dispatchEvent(press);
    await settled(review);
    expect(entry(review, 's6').getAttribute('aria-current')).to.equal('false');
  });

  it('goes on with earlier pages at its end, and shows the way where that fails', async () => {
    const session = saved();
    const questions = answerByHand(session);
    const { review } = await mountReview(session);
    questions[0]!.answer({ sessions: [newest], before: 'page-2' });
    await until(() => questions.length > 1, review);
    expect(questions[1]!.query).to.deep.equal({ limit: 100, before: 'page-2' });
    questions[1]!.refuse(new FiresideError('storage'));
    await until(() => readText(review).includes('The server is busy just now.'), review);
    control(review, 'Try again').click();
    await until(() => questions.length > 2, review);
    questions[2]!.answer({ sessions: [newest, older], before: null });
    await until(() => focused() === entry(review, 's6'), review);
    expect(review.shadowRoot!.querySelectorAll('li')).to.have.length(2);
    expect(controlsNamed(review, 'Show earlier')).to.deep.equal([]);
  });

  it('leaves out what lies ahead, and asks about what nobody answered for', async () => {
    const session = saved([]);
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
    await pressButton(review, 'It did not happen');
    await settled(review);
    expect(focused()?.id, 'the button is gone').to.equal('day');
    expect(session.requests.some(({ name, args }) => name === 'didNotHappen' && args[0] === 's5')).to.equal(true);
    expect(entry(review, 's5').textContent).to.contain('did not happen');
    expect(stage.announced).to.have.length(1);
  });

  it('says what went wrong where that was refused', async () => {
    const session = saved([summaryOf('s5', { state: 'scheduled', unanswered: true, lines: [] })]);
    session.answer('didNotHappen', new FiresideError('state-conflict'));
    const { review } = await mountReview(session);
    control(review, 'It did not happen').click();
    await settled(review);
    expect(readText(review)).to.contain('The session has moved on');
  });

  it('invites while nothing is saved', async () => {
    const { review } = await mountReview(saved([]));
    expect(readText(review)).to.contain('Nothing is saved yet.');
  });

  it('says that it is opening, and what went wrong', async () => {
    const broken = saved();
    broken.answer('list', new FiresideError('storage'));
    const { review } = await mountReview(broken);
    expect(readText(review)).to.contain('The server is busy just now.');
    broken.answer('list', { sessions: [newest], before: null });
    control(review, 'Try again').click();
    await settled(review);
    expect(entry(review, 's7')).to.not.equal(null);
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

  it('can be taken along as a whole', async () => {
    const { review } = await mountReview(saved());
    await until(() => controlsNamed(review, 'Take everything along').length === 1, review);
    const [takeAlong] = review.shadowRoot!.querySelectorAll('fireside-take-along');
    expect(takeAlong?.session).to.equal(null);
    const empty = await mountReview(saved([]));
    expect(controlsNamed(empty.review, 'Take everything along')).to.deep.equal([]);
  });

  it('asks anew when something has become of a session', async () => {
    const session = saved([older]);
    const { review } = await mountReview(session);
    session.answer('list', { sessions: [newest, older], before: null });
    session.changeSession({ state: 'wrapped-up' });
    await until(() => entry(review, 's7') !== null, review);
    expect(asked(session)).to.have.length(2);
  });

  it('has sessions, promises and goals as tabs', async () => {
    const { review } = await mountReview(saved());
    control(review, 'Sessions').focus();
    await sendKeys({ press: 'ArrowRight' });
    await until(() => review.shadowRoot!.querySelector('fireside-owed') !== null, review);
    expect(focused()).to.equal(control(review, 'Promises', '[role=tab]'));
    expect((await treeOf()).find('tab', 'Promises')?.selected).to.equal(true);
    await sendKeys({ press: 'End' });
    await until(() => review.shadowRoot!.querySelector('fireside-goals-over-time') !== null, review);
    expect(await audit(review)).to.deep.equal([]);
  });
});

describe('fireside-review, from one place to another', () => {
  const owed = (review: LitElement) => review.shadowRoot!.querySelector('fireside-owed');

  it('shows the promises although a session is read, with the focus on their tab', async () => {
    const { review } = await mountReview(saved());
    entry(review, 's7').click();
    await until(() => focused()?.tagName === 'H3', review);
    control(review, 'Sessions', '[role=tab]').focus();
    await sendKeys({ press: 'ArrowRight' });
    await until(() => owed(review)?.checkVisibility() === true, review);
    expect(focused()).to.equal(control(review, 'Promises', '[role=tab]'));
    expect(review.shadowRoot!.querySelector('fireside-recap')).to.equal(null);
  });

  it('searches over all sessions from there', async () => {
    const { review } = await mountReview(saved());
    control(review, 'Promises', '[role=tab]').click();
    await until(() => owed(review) !== null, review);
    control(review, 'Search saved notes').focus();
    await sendKeys({ type: 'talk' });
    await until(() => readText(review).includes('Found in 2 sessions'), review);
    await sendKeys({ press: 'Escape' });
    await settled(review);
    expect(focused()).to.equal(control(review, 'Search saved notes'));
    expect(entry(review, 's7').checkVisibility()).to.equal(true);
  });
});

describe('fireside-review in a narrow box', () => {
  before(() => setViewport({ width: 400, height: 800 }));
  after(() => setViewport({ width: 1200, height: 800 }));

  it('shows one at a time, with a way back that keeps the place', async () => {
    const { review } = await mountReview(saved());
    expect(entry(review, 's7').checkVisibility()).to.equal(true);
    expect(readText(review)).to.not.contain('Bo gives the talk in March');
    entry(review, 's7').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => readText(review).includes('Bo gives the talk in March'), review);
    expect(entry(review, 's7').checkVisibility()).to.equal(false);
    control(review, 'All sessions').click();
    await settled(review);
    expect(focused()).to.equal(entry(review, 's7'));
    expect(await audit(review)).to.deep.equal([]);
  });

  it('fits 320 px', async () => {
    await setViewport({ width: 320, height: 800 });
    const { review } = await mountReview(saved());
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
    entry(review, 's7').click();
    await settled(review);
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
    await setViewport({ width: 400, height: 800 });
  });
});
