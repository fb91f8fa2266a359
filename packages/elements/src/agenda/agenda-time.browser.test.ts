import { addItem, editItem, comeBack, stepAway, talkAbout } from '@fireside/protocol';
import { expect } from 'chai';
import { control, readText, settled } from '../testing/controls.ts';
import { endAll, fake } from '../testing/fakes.ts';
import { agendaOf, mountAgenda, until, write } from './agenda.test.kit.ts';

afterEach(endAll);

describe('fireside-agenda: time', () => {
  it('puts the clock on an item, and off when it is ticked', async () => {
    let now = 0;
    const session = fake({ now: () => now, session: { state: 'live' } });
    const [id] = write(agendaOf(session), 'Spring talk');
    editItem(agendaOf(session), id!, { minutes: 20 });
    const { agenda } = await mountAgenda(session);
    control(agenda, 'More about “Spring talk”').click();
    await settled(agenda);
    control(agenda, 'Talk about it now: Spring talk').click();
    now = 9 * 60_000;
    agenda.requestUpdate();
    await settled(agenda);
    expect(readText(agenda)).to.contain('11 min left');
    expect(agenda.shadowRoot!.querySelector('[aria-current=true]')).to.not.equal(null);
    control(agenda, 'Spring talk').click();
    await settled(agenda);
    expect(agenda.shadowRoot!.querySelector('[aria-current]')).to.equal(null);
  });

  it('counts the planned minutes against the length', async () => {
    const session = fake({ session: { state: 'live', minutes: 50 } });
    const [a, b] = write(agendaOf(session), 'One', 'Two');
    editItem(agendaOf(session), a!, { minutes: 30 });
    editItem(agendaOf(session), b!, { minutes: 15 });
    const { agenda } = await mountAgenda(session);
    expect(readText(agenda)).to.contain('45 of 50 minutes planned');
    editItem(agendaOf(session), b!, { minutes: 35 });
    await settled(agenda);
    expect(readText(agenda)).to.contain('65 minutes planned for a session of 50');
  });

  it('says that it is paused, and counts on when everybody is back', async () => {
    let now = 0;
    const session = fake({ now: () => now, session: { state: 'live' } });
    const [id] = write(agendaOf(session), 'Spring talk');
    editItem(agendaOf(session), id!, { minutes: 20 });
    talkAbout(agendaOf(session), id!, now);
    now = 60_000;
    stepAway(agendaOf(session), 'bo', now);
    const { agenda } = await mountAgenda(session);
    expect(readText(agenda)).to.contain('paused');
    now = 10 * 60_000;
    comeBack(agendaOf(session), 'bo', now);
    await settled(agenda);
    expect(readText(agenda)).to.contain('19 min left');
  });

  it('tells calmly when it takes longer', async () => {
    let now = 0;
    const session = fake({ now: () => now, session: { state: 'live' } });
    const [id] = write(agendaOf(session), 'Spring talk');
    editItem(agendaOf(session), id!, { minutes: 5 });
    talkAbout(agendaOf(session), id!, now);
    now = 8 * 60_000;
    const { agenda } = await mountAgenda(session);
    expect(readText(agenda)).to.contain('3 min longer than planned');
  });

  it('does not count while people arrive', async () => {
    const session = fake({ now: () => 0, session: { state: 'live' } });
    const id = addItem(agendaOf(session), { title: 'Arrive', author: null, kind: 'arrival', minutes: 5 });
    talkAbout(agendaOf(session), id, 0);
    const { agenda } = await mountAgenda(session);
    expect(readText(agenda)).to.contain('talking about it now').and.not.to.contain('min left');
  });

  it('shows the progress since last time below the first item that is about it', async () => {
    const session = fake();
    addItem(agendaOf(session), { title: 'Talk', author: 'anna' });
    for (const title of ['Goals', 'More goals']) {
      addItem(agendaOf(session), { title, author: 'anna', kind: 'progress' });
    }
    const { agenda } = await mountAgenda(session);
    const shown = (): Element[] => [...agenda.shadowRoot!.querySelectorAll('fireside-progress')];
    await until(agenda, () => shown().length > 0);
    expect(shown().map((one) => one.closest('li')!.querySelector('input')!.ariaLabel)).to.deep.equal(['Goals']);
  });

  it('has the shared clock on top while the session is live, unless it is elsewhere', async () => {
    const session = fake();
    const { agenda } = await mountAgenda(session);
    const clock = (): Element | null => agenda.shadowRoot!.querySelector('fireside-clock');
    expect(clock()).to.equal(null);
    session.changeSession({ state: 'live' });
    await settled(agenda);
    expect(clock()).not.to.equal(null);
    agenda.toggleAttribute('clock-elsewhere', true);
    await settled(agenda);
    expect(clock()).to.equal(null);
  });
});
