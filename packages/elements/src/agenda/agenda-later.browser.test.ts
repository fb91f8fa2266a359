import { type FakeSession } from '@fireside/client/fake';
import { addToBacklog, carryToAgenda, readAgenda, readBacklog } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, readText, settled } from '../testing/controls.ts';
import { endAll, fake } from '../testing/fakes.ts';
import { agendaOf, backlogOf, mountAgenda, names, press, titles, write } from './agenda.test.kit.ts';

afterEach(endAll);

const STARTED = Date.UTC(2026, 10, 7, 15);

/** A session with one item that was carried so often. */
function carried(times: number, wanted = 0): FakeSession {
  const session = fake({ now: () => Date.UTC(2026, 10, 21, 15) });
  write(agendaOf(session), 'Old');
  const record = agendaOf(session).getMap<Y.Map<unknown>>('agenda').values().next().value!;
  record.set('origin', { session: 's0', startsAt: STARTED, times });
  record.set('wanted', wanted);
  return session;
}

describe('fireside-agenda: what is carried and what is for later', () => {
  it('parks below the agenda and takes up again', async () => {
    const session = fake();
    write(agendaOf(session), 'Spring talk');
    const { agenda } = await mountAgenda(session);
    control(agenda, 'More about “Spring talk”').click();
    await settled(agenda);
    control(agenda, 'Park “Spring talk”').click();
    await settled(agenda);
    expect(readText(agenda)).to.match(/Parked for later.*Spring talk.*parked today/);
    control(agenda, 'Take up “Spring talk”').click();
    await settled(agenda);
    expect(readAgenda(agendaOf(session))[0]?.state).to.equal('open');
    expect(controlsNamed(agenda, 'Take up “Spring talk”')).to.deep.equal([]);
  });

  it('takes a topic of the backlog up', async () => {
    const session = fake();
    addToBacklog(backlogOf(session), { id: 'topic', title: 'Saying no', author: 'bo' });
    const { agenda } = await mountAgenda(session);
    control(agenda, 'Take up “Saying no”').click();
    await settled(agenda);
    expect(names(agenda)).to.deep.equal(['Saying no']);
    expect(readBacklog(backlogOf(session))).to.deep.equal([]);
  });

  it('says who wrote an item and what it was carried from', async () => {
    const session = fake({ now: () => Date.UTC(2026, 10, 21, 15) });
    const startsAt = Date.UTC(2026, 10, 7, 15);
    write(agendaOf(session), 'Old');
    const [item] = readAgenda(agendaOf(session));
    const next = fake({ now: session.now.bind(session), person: { locale: 'en' } });
    carryToAgenda(agendaOf(next), [item!], { id: 's0', startsAt });
    const { agenda } = await mountAgenda(next);
    expect(readText(agenda)).to.match(/Anna carried from (7 November|November 7)/);
  });

  it('says how often an item was carried', async () => {
    const session = carried(2);
    const { agenda } = await mountAgenda(session);
    expect(readText(agenda)).to.match(/carried from (7 November|November 7), for the second time/);
    expect(controlsNamed(agenda, 'Still wanted: Old')).to.deep.equal([]);
  });

  it('asks quietly whether an item is still wanted, once each time it is carried', async () => {
    const session = carried(3);
    const { agenda } = await mountAgenda(session);
    expect(readText(agenda)).to.contain('Carried for the third time. Still wanted?');
    expect(await audit(agenda)).to.deep.equal([]);
    control(agenda, 'Still wanted: Old').focus();
    await sendKeys({ press: 'Enter' });
    await settled(agenda);
    expect(readText(agenda)).not.to.contain('Still wanted?');
    expect(names(agenda)).to.deep.equal(['Old']);
    expect(focused()?.getAttribute('aria-label')).to.equal('Old');
    const next = carried(4, readAgenda(agendaOf(session))[0]!.wanted);
    expect(readText((await mountAgenda(next)).agenda)).to.contain('Carried 4 times by now. Still wanted?');
  });

  it('lets an item go, and takes it back', async () => {
    const session = carried(3);
    const { stage, agenda } = await mountAgenda(session);
    await press(agenda, 'Let it go: Old');
    expect(titles(agendaOf(session))).to.deep.equal([]);
    stage.offered!.undo();
    expect(titles(agendaOf(session))).to.deep.equal(['Old']);
    await settled(agenda);
    await press(agenda, 'Park: Old');
    expect(readAgenda(agendaOf(session))[0]?.state).to.equal('parked');
  });
});
