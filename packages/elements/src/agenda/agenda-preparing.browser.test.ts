import { connectFakes, type FakeSession } from '@fireside/client/fake';
import { FiresideError, type Session, editItem, readAgenda, readReady, setReady } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, readText, settled } from '../testing/controls.ts';
import { BO, endAll, fake } from '../testing/fakes.ts';
import { agendaOf, mountAgenda, press, write } from './agenda.test.kit.ts';

afterEach(endAll);

const answer = (session: FakeSession, change: Partial<Session>): void =>
  session.answer('change', { ...session.ticket.session, ...change });

describe('fireside-agenda: before the session', () => {
  it('says who is ready, and lets each say it for themselves', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    const { agenda } = await mountAgenda(anna);
    expect(readText(agenda)).not.to.contain('is ready');
    setReady(agendaOf(bo), 'bo', true);
    await settled(agenda);
    expect(readText(agenda)).to.contain('Bo is ready');
    const ready = control(agenda, 'I’m ready');
    expect(ready.getAttribute('aria-pressed')).to.equal('false');
    ready.focus();
    await sendKeys({ press: 'Space' });
    await settled(agenda);
    expect(readReady(agendaOf(bo))).to.deep.equal(['anna', 'bo']);
    expect(focused()?.getAttribute('aria-pressed')).to.equal('true');
    await sendKeys({ press: 'Space' });
    expect(readReady(agendaOf(bo))).to.deep.equal(['bo']);
  });

  it('asks nothing of this once the session has begun', async () => {
    const session = fake({ session: { state: 'live' } });
    const { agenda } = await mountAgenda(session);
    for (const name of ['I’m ready', '25 min', 'Steady']) expect(controlsNamed(agenda, name)).to.deep.equal([]);
  });

  it('offers templates where there is nothing yet, and asks the server for the chosen one', async () => {
    const session = fake();
    answer(session, { template: 'checkup' });
    const { stage, agenda } = await mountAgenda(session);
    expect(await audit(agenda)).to.deep.equal([]);
    await press(agenda, 'Ten-minute checkup');
    expect(session.requests).to.deep.equal([{ name: 'change', args: ['s1', { template: 'checkup' }] }]);
    expect(stage.announced.at(-1)).to.equal('“Ten-minute checkup” is on the agenda');
    session.changeSession({ template: 'checkup' });
    await settled(agenda);
    expect(controlsNamed(agenda, 'Steady')).to.deep.equal([]);
  });

  it('does not offer templates beside items', async () => {
    const session = fake();
    write(agendaOf(session), 'Spring talk');
    const { agenda } = await mountAgenda(session);
    expect(controlsNamed(agenda, 'Steady')).to.deep.equal([]);
  });

  it('says why a template did not come', async () => {
    const session = fake();
    session.answer('change', new FiresideError('state-conflict'));
    const { agenda } = await mountAgenda(session);
    await press(agenda, 'Steady');
    expect(readText(agenda)).to.contain('The session has moved on');
    await press(agenda, 'Steady');
    expect(session.requests).to.have.length(2);
  });

  it('scales the items to another length, and back', async () => {
    const session = fake();
    const [a, b] = write(agendaOf(session), 'One', 'Two', 'Three');
    editItem(agendaOf(session), a!, { minutes: 30 });
    editItem(agendaOf(session), b!, { minutes: 20 });
    answer(session, { minutes: 25 });
    const { stage, agenda } = await mountAgenda(session);
    expect(control(agenda, '50 min').getAttribute('aria-pressed')).to.equal('true');
    await press(agenda, '25 min');
    const minutes = (): (number | null)[] => readAgenda(agendaOf(session)).map((item) => item.minutes);
    expect(minutes()).to.deep.equal([15, 10, null]);
    session.changeSession({ minutes: 25 });
    await settled(agenda);
    expect(readText(agenda)).to.contain('25 of 25 minutes planned');
    expect(stage.offered?.text).to.equal('The session takes 25 min');
    stage.offered!.undo();
    await settled(agenda);
    expect(minutes()).to.deep.equal([30, 20, null]);
    expect(session.requests.at(-1)?.args).to.deep.equal(['s1', { minutes: 50 }]);
  });

  it('leaves the items alone where the server does not take the length', async () => {
    const session = fake();
    const [a] = write(agendaOf(session), 'One');
    editItem(agendaOf(session), a!, { minutes: 30 });
    session.answer('change', new FiresideError('unreachable'));
    const { agenda } = await mountAgenda(session);
    await press(agenda, '10 min');
    expect(readAgenda(agendaOf(session))[0]?.minutes).to.equal(30);
    expect(readText(agenda)).to.contain('The server cannot be reached.');
  });

  it('shows a length of its own as it is', async () => {
    const { agenda } = await mountAgenda(fake({ session: { minutes: 40 } }));
    expect(control(agenda, '40 min').getAttribute('aria-pressed')).to.equal('true');
    expect(controlsNamed(agenda, '50 min')).to.have.length(1);
  });
});
