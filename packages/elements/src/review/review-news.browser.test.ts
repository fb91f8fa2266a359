import { markRead, readMarks, setReadSince } from '@fireside/protocol';
import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, readText, settled } from '../testing/controls.ts';
import { docOf, endAll } from '../testing/fakes.ts';
import { detailOf } from '../testing/saved.ts';
import { DAY, entry, mountReview, NOW, saved, sessionOn, until } from './review.test.kit.ts';

before(() => setViewport({ width: 1200, height: 800 }));
afterEach(endAll);

const fresh = sessionOn('s7', 1);
const addedTo = sessionOn('s6', 15, { revision: 2, changedAt: NOW - 2 * DAY });
const known = sessionOn('s5', 30);

/** Anna was here five days ago and had read all there was. */
function afterAWeek() {
  const session = saved([fresh, addedTo, known]);
  const own = docOf(session, 'private');
  setReadSince(own, NOW - 5 * DAY);
  markRead(own, 's6', { revision: 1, added: 0 });
  return { session, own };
}

describe('fireside-review, what is new', () => {
  it('is nothing on the first visit ever, which is noted', async () => {
    const session = saved([fresh, addedTo, known]);
    const { review } = await mountReview(session);
    expect(readText(review)).to.not.contain('something new');
    expect(readMarks(docOf(session, 'private')).since).to.equal(NOW);
  });

  it('is told by words at the rows and above the list', async () => {
    const { review } = await mountReview(afterAWeek().session);
    expect(readText(review)).to.contain('2 sessions have something new');
    expect(entry(review, 's7').textContent).to.contain('New');
    expect(entry(review, 's6').textContent).to.contain('Added to');
    expect(entry(review, 's5').textContent).to.not.match(/New|Added/);
    expect(await audit(review)).to.deep.equal([]);
  });

  it('leads to the first, and loses its sign when it is opened', async () => {
    const { review } = await mountReview(afterAWeek().session);
    control(review, 'Open the first').click();
    await settled(review);
    expect(entry(review, 's7').getAttribute('aria-current')).to.equal('true');
    expect(entry(review, 's7').textContent).to.not.contain('New');
    expect(readText(review)).to.contain('1 session has something new');
  });

  it('is noted as read once it is shown, and not from a page that nobody sees', async () => {
    const { session, own } = afterAWeek();
    session.answer('detail', detailOf('s7', { revision: 3, added: 1 }));
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    const { review } = await mountReview(session);
    await until(() => readText(review).includes('Bo gives the talk in March'), review);
    expect(readMarks(own).sessions.has('s7')).to.equal(false);
    Reflect.deleteProperty(document, 'hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(readMarks(own).sessions.get('s7')).to.deep.equal({ revision: 3, added: 1 });
    expect(entry(review, 's7').textContent).to.contain('New'); // nobody has opened it yet
  });

  it('can be marked as read, for good', async () => {
    const { session, own } = afterAWeek();
    const { review, stage } = await mountReview(session);
    control(review, 'Mark all as read').click();
    await settled(review);
    expect(readText(review)).to.not.contain('something new');
    expect(focused()).to.equal(entry(review, 's7'));
    expect(stage.announced).to.deep.equal(['Everything is marked as read.']);
    expect(readMarks(own).since).to.equal(NOW);
  });

  it('is shown and not noted where the own document cannot be written', async () => {
    const { session, own } = afterAWeek();
    session.changeDocument('private', { writable: false });
    const { review } = await mountReview(session);
    expect(readText(review)).to.contain('2 sessions have something new');
    expect(controlsNamed(review, 'Mark all as read')).to.deep.equal([]);
    entry(review, 's7').click();
    await settled(review);
    expect(readMarks(own).sessions.has('s7')).to.equal(false);
  });
});
