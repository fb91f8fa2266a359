import type { FakeSession } from '@fireside/client/fake';
import { addGoal, addGoalEntry, addMilestone, setGoalStatus, setMilestoneDone } from '@fireside/protocol';
import { expect } from 'chai';
import { html } from 'lit';
import { audit } from '../testing/audit.ts';
import { readText, settled } from '../testing/controls.ts';
import { docOf, endAll, fake, mount } from '../testing/fakes.ts';
import './define-progress.ts';

const day = (of: number): number => Date.UTC(2026, 10, of, 12);

function withLastTime(lastTime: number | null): FakeSession {
  return fake({ now: () => day(21), session: { lastTime } });
}
async function mountProgress(session: FakeSession) {
  const { element } = await mount(session, html`<fireside-progress></fireside-progress>`);
  return element;
}
function fill(session: FakeSession): string {
  const doc = docOf(session, 'mentorship');
  const id = addGoal(doc, { title: 'Spring talk', author: 'bo', at: day(1) });
  const step = addMilestone(doc, id, 'Outline');
  setMilestoneDone(doc, id, step, { done: true, by: 'bo', at: day(12) });
  setGoalStatus(doc, id, { status: 'reached', by: 'bo', at: day(14) });
  addGoal(doc, { title: 'Untouched', author: 'bo', at: day(2) });
  return id;
}

afterEach(endAll);

describe('fireside-progress', () => {
  it('says what changed in each goal since last time, with the date', async () => {
    const session = withLastTime(day(7));
    fill(session);
    const progress = await mountProgress(session);
    expect(readText(progress)).to.match(
      /^Progress since last time Spring talk .*step “Outline” done (12 November|November 12) .*reached (14 November|November 14)$/,
    );
    expect(await audit(progress)).to.deep.equal([]);
  });

  it('follows what is written down', async () => {
    const session = withLastTime(day(20));
    const id = fill(session);
    const progress = await mountProgress(session);
    expect(readText(progress)).to.equal('');
    addGoalEntry(docOf(session, 'mentorship'), id, { by: 'bo', at: day(21), text: 'The video is online' });
    await settled(progress);
    expect(readText(progress)).to.contain('The video is online');
  });

  it('is nothing in the first session', async () => {
    const session = withLastTime(null);
    fill(session);
    expect(readText(await mountProgress(session))).to.equal('');
  });
});
