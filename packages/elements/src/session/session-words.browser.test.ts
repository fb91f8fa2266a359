import { createFakeSession, fakeKept } from '@fireside/client/fake';
import { FiresideError } from '@fireside/protocol';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { LitElement } from 'lit';
import { WidgetController } from '../controllers/widget-controller.ts';
import { define } from '../registry.ts';
import { ANNA_AND_BO, clear, live, mount, names, press, settle, spoken, until } from '../testing/widget.ts';
import { detailOf } from '../testing/saved.ts';

class UndoProbe extends LitElement {
  readonly widget = new WidgetController(this);
}
define('undo-probe', UndoProbe);

describe('fireside-session, what it tells', () => {
  beforeEach(() => setViewport({ width: 1200, height: 900 }));
  afterEach(clear);

  it('says what happened, what to do and the code, and tries again when asked', async () => {
    const session = createFakeSession({ joining: true });
    session.changeStatus({ phase: 'failed', error: new FiresideError('wrong-mentorship') });
    const widget = await mount(session);
    expect(await spoken())
      .to.include('You have no access to this session.')
      .and.include('Code: wrong-mentorship');
    await press(widget, 'Try again');
    expect(session.requests).to.deep.equal([{ name: 'retry', args: [] }]);
  });

  it('says in words what is saved and what waits', async () => {
    const session = live();
    const widget = await mount(session);
    const save = (): string => widget.renderRoot.querySelector('[role=status]')?.textContent.trim() ?? '';
    expect(save()).to.equal('Saved');
    session.save.set({ kind: 'saving' });
    await widget.updateComplete;
    expect(save()).to.equal('Saving…');
    session.save.set({ kind: 'saved' });
    session.save.set({ kind: 'saving' });
    session.save.set({ kind: 'saved' });
    await widget.updateComplete;
    expect(save(), 'while somebody types').to.equal('Saving…');
    await until(() => save() === 'Saved', widget);
    session.save.set({ kind: 'offline', waiting: true, stored: true });
    await widget.updateComplete;
    expect(save()).to.equal('Offline: what you wrote waits on this device');
    for (const [code, stored, words] of [
      ['storage', false, 'the server cannot write just now. It tries again by itself; keep this page open.'],
      ['storage', true, 'the server cannot write just now. What you wrote waits on this device and goes up by itself.'],
      ['unreachable', false, 'the server does not answer. It tries again by itself; keep this page open.'],
      ['unreachable', true, 'the server does not answer. What you wrote waits on this device and goes up by itself.'],
      ['too-large', true, 'the text is too large. What you wrote is kept for you to decide.'],
    ] as const) {
      session.save.set({ kind: 'not-saved', code, stored });
      await widget.updateComplete;
      expect(save()).to.equal(`Not saved: ${words}`);
    }
  });

  it('shows another time zone where it differs', async () => {
    const members = [
      { id: 'anna', name: 'Anna', role: 'mentor' as const, tz: 'Europe/Berlin' },
      { id: 'bo', name: 'Bo', role: 'mentee' as const, tz: 'Europe/Lisbon' },
    ];
    const person = { tz: 'Europe/Berlin', locale: 'en-GB' };
    await mount(createFakeSession({ ...ANNA_AND_BO, members, person }));
    expect(await spoken()).to.match(/15:00.15:50[ |]+·[ |]+for Bo 14:00.14:50/);
  });

  it('offers what was kept, and passes the answer on', async () => {
    const session = live();
    const kept = fakeKept({ lines: ['A late line'] });
    session.kept.set([kept]);
    const widget = await mount(session);
    expect(await spoken()).to.include('A late line');
    await press(widget, 'Into the backlog');
    expect(session.requests).to.deep.include({ name: 'answerKept', args: [kept.id, 'backlog'] });
    expect(await spoken()).to.not.include('A late line');
  });

  it('shows what was kept also when access has ended', async () => {
    const session = live();
    await mount(session);
    session.kept.set([fakeKept({ code: 'not-allowed', lines: ['Mine'] })]);
    session.changeStatus({ phase: 'ended', error: new FiresideError('not-allowed') });
    expect(await spoken())
      .to.include('You have no access to this session.')
      .and.include('Mine');
    expect(await names('button'))
      .to.include('Let go')
      .and.not.include('Into the backlog');
  });

  it('names the sessions whose text still waits on this device', async () => {
    const session = live({ person: { tz: 'UTC', locale: 'en-GB' }, now: () => Date.UTC(2026, 10, 21) });
    session.answer('detail', detailOf('s0', { state: 'scheduled', startsAt: Date.UTC(2026, 10, 7), recap: null }));
    session.waitingElsewhere.set(['s0']);
    await mount(session);
    expect(await spoken()).to.include('What you wrote in the session of 7 November still waits on this device.');
  });

  it('asks to reload when a document is newer than this page', async () => {
    const session = live();
    session.changeDocument('session', { newer: true, writable: false });
    await mount(session);
    expect(await names('button')).to.include('Reload to update');
  });

  it('offers Undo in one place, until it is taken', async () => {
    const session = createFakeSession(ANNA_AND_BO);
    const widget = await mount(session);
    const probe = new UndoProbe();
    widget.append(probe);
    let undone = 0;
    probe.widget.offerUndo({ text: 'Deleted “A book”', undo: () => (undone += 1) });
    await settle(widget);
    expect(await spoken()).to.include('Deleted “A book”');
    widget.renderRoot.querySelector('fireside-toast')?.shadowRoot?.querySelector('button')?.focus();
    await sendKeys({ press: 'Enter' });
    await settle(widget);
    expect(undone).to.equal(1);
    expect(await names('button')).to.not.include('Undo');
  });

  it('takes Undo by the pointer too', async () => {
    const widget = await mount(createFakeSession(ANNA_AND_BO));
    const probe = new UndoProbe();
    widget.append(probe);
    let undone = 0;
    probe.widget.offerUndo({ text: 'Deleted “A book”', undo: () => (undone += 1) });
    await settle(widget);
    const button = widget.renderRoot.querySelector('fireside-toast')?.shadowRoot?.querySelector('button');
    const { x, y, width, height } = button!.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
    await settle(widget);
    expect(undone).to.equal(1);
  });

  it('shows an observer nothing of a session before and after it, and reads along while live', async () => {
    const person = { id: 'olga', name: 'Olga', role: 'observer' as const };
    const none = { mentorship: null, session: null, private: null };
    const early = await mount(createFakeSession({ ...ANNA_AND_BO, person, access: none }));
    expect(await spoken()).to.include('The session has not begun');
    early.remove();

    const session = live({ person, access: { ...none, session: 'ro' } });
    session.save.set({ kind: 'reading' });
    const widget = await mount(session);
    expect(await names('region'))
      .to.include('Agenda')
      .and.not.include('Call');
    expect(await names('button')).to.not.include.members(['Join']);
    expect(widget.renderRoot.querySelector('[role=status]')?.textContent.trim()).to.equal('Reading along');
    session.changeDocument('session', null);
    session.changeSession({ state: 'wrapped-up' });
    await settle(widget);
    expect(await spoken()).to.include('The session is over');
  });

  it('tells who reads along', async () => {
    const session = live();
    session.presence.set([{ person: 'olga', name: 'Olga', role: 'observer', self: false, editing: null }]);
    await mount(session);
    expect(await spoken()).to.include('Olga reads along');
  });

  it('speaks the language of its attribute, and right to left where that is so', async () => {
    const widget = await mount(createFakeSession(ANNA_AND_BO), { lang: 'de' });
    await until(() => widget.renderRoot.querySelector('[lang=de]') !== null, widget);
    expect(await names('button')).to.include('Gespeicherte Notizen');
    widget.lang = 'en-XA';
    await until(() => widget.renderRoot.querySelector('[dir=rtl]') !== null, widget);
    expect(getComputedStyle(widget.renderRoot.querySelector('fireside-agenda')!).direction).to.equal('rtl');
    widget.lang = 'en';
    await until(() => widget.renderRoot.querySelector('[dir=rtl]') === null, widget);
    expect(await names('button')).to.include('Saved notes');
  });
});
