import { FiresideError } from '@fireside/protocol';
import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { LitElement } from 'lit';
import { control, readText, settled } from '../testing/controls.ts';
import { endAll } from '../testing/fakes.ts';
import { entry, mountReview, saved, sessionOn, until } from './review.test.kit.ts';

afterEach(endAll);

/** Answers as the server would, page by page; the cursors that were asked for. */
function manySessions(count: number) {
  const all = Array.from({ length: count }, (_, at) => sessionOn(`n${at}`, at * 7));
  const session = saved();
  const cursors: number[] = [];
  session.saved.list = ({ before, limit = 20 } = {}) => {
    const from = Number(before ?? 0);
    cursors.push(from);
    const to = from + limit;
    return Promise.resolve({ sessions: all.slice(from, to), before: to < count ? String(to) : null });
  };
  return { session, cursors };
}

const rows = (review: LitElement): number => review.shadowRoot!.querySelectorAll('.row').length;

describe('fireside-review with many sessions', () => {
  it('loads them as one scrolls, in a list of its own beside what is read', async () => {
    await setViewport({ width: 1200, height: 800 });
    const { session, cursors } = manySessions(400);
    const { review } = await mountReview(session);
    await until(() => rows(review) > 0, review);
    await settled(review);
    expect(cursors).to.deep.equal([0]);
    const list = review.shadowRoot!.querySelector('.list')!;
    while (rows(review) < 400) {
      list.scrollTop = list.scrollHeight;
      await settled(review);
    }
    expect(cursors).to.deep.equal([0, 100, 200, 300]);
    expect(document.scrollingElement!.scrollTop).to.equal(0);
  });

  it('says at their end only that earlier ones could not be asked for, and goes on from there', async () => {
    await setViewport({ width: 1200, height: 800 });
    const { session } = manySessions(130);
    const answer = session.saved.list;
    const { review } = await mountReview(session);
    await until(() => rows(review) > 0, review);
    session.saved.list = () => Promise.reject(new FiresideError('unreachable'));
    const list = review.shadowRoot!.querySelector('.list')!;
    const problem = (): boolean => readText(review).includes('The server cannot be reached.');
    while (rows(review) < 100) {
      expect(problem()).to.equal(false);
      list.scrollTop = list.scrollHeight;
      await settled(review);
    }
    await until(problem, review);
    session.saved.list = answer;
    control(review, 'Try again').click();
    await until(() => rows(review) > 100, review);
    expect(problem()).to.equal(false);
  });

  it('keeps the place in the page when one comes back in a narrow box', async () => {
    await setViewport({ width: 400, height: 800 });
    const { session } = manySessions(90);
    const { review } = await mountReview(session);
    await until(() => rows(review) > 0, review);
    while (entry(review, 'n60') === null) {
      document.scrollingElement!.scrollTop = document.scrollingElement!.scrollHeight;
      await settled(review);
    }
    entry(review, 'n60').scrollIntoView({ block: 'center' });
    await settled(review);
    const page = document.scrollingElement!;
    const before = page.scrollTop;
    expect(before).to.be.greaterThan(800);
    entry(review, 'n60').click();
    await until(() => !entry(review, 'n60').checkVisibility(), review);
    control(review, 'All sessions').click();
    await settled(review);
    await settled(review);
    expect(page.scrollTop).to.be.closeTo(before, 4);
    await setViewport({ width: 1200, height: 800 });
  });
});
