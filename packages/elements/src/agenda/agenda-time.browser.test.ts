import { addItem, editItem, stepAway, talkAbout } from '@fireside/protocol';
import { expect } from 'chai';
import { control, readText, settled } from '../testing/controls.ts';
import { endAll, fake } from '../testing/fakes.ts';
import { agendaOf, mountAgenda, until, write } from './agenda.test.kit.ts';

afterEach(endAll);

describe('fireside-agenda: time', () => {
  it('puts the clock on an item, and off when it is ticked', async () => {
    const session = fake({ session: { state: 'live' } });
    write(agendaOf(session), 'Spring talk');
    const { agenda } = await mountAgenda(session);
    control(agenda, 'More about “Spring talk”').click();
    await settled(agenda);
    control(agenda, 'Talk about it now: Spring talk').click();
    await settled(agenda);
    expect(readText(agenda)).to.contain('talking about it now');
    expect(agenda.shadowRoot!.querySelector('[aria-current=true]')).to.not.equal(null);
    control(agenda, 'Spring talk').click();
    await settled(agenda);
    expect(readText(agenda)).to.not.contain('talking about it now');
    expect(agenda.shadowRoot!.querySelector('[aria-current]')).to.equal(null);
  });

  it('leaves to the clock how long, and whether it is paused', async () => {
    const session = fake({ now: () => 60_000, session: { state: 'live' } });
    const id = addItem(agendaOf(session), { title: 'Spring talk', author: 'anna', minutes: 20 });
    talkAbout(agendaOf(session), id, 0);
    const { agenda } = await mountAgenda(session);
    const row = (): string => agenda.shadowRoot!.querySelector('li')!.textContent;
    expect(row()).to.contain('talking about it now').and.not.to.contain('min left');
    stepAway(agendaOf(session), 'bo', 60_000);
    await settled(agenda);
    expect(row()).to.not.contain('paused');
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
