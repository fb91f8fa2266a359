import type { FiresideSession } from '@fireside/client';
import { createFakeSession, fakeKept, type FakeSession, type FakeSessionOptions } from '@fireside/client/fake';
import { FiresideError } from '@fireside/protocol';
import { a11ySnapshot, sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { LitElement } from 'lit';
import { WidgetController } from '../controllers/widget-controller.ts';
import type {
  FiresideErrorEvent,
  FiresideJoinEvent,
  FiresideLeaveEvent,
  FiresideReadyEvent,
  FiresideSaveStateEvent,
} from '../events.ts';
import '../define.ts';
import { define } from '../registry.ts';
import { FiresideSessionElement } from './session.ts';

let next: FakeSession;
const signals: AbortSignal[] = [];

class TestSession extends FiresideSessionElement {
  protected override createSession(options: Parameters<FiresideSessionElement['createSession']>[0]): FiresideSession {
    signals.push(options.signal);
    return next;
  }
}
define('test-session', TestSession);

class UndoProbe extends LitElement {
  readonly widget = new WidgetController(this);
}
define('undo-probe', UndoProbe);

/** What `act` warned of in the console. */
function warnings(act: () => void): string[] {
  const said: string[] = [];
  const own = Object.getOwnPropertyDescriptor(console, 'warn')!;
  Object.defineProperty(console, 'warn', { configurable: true, value: (text: string) => said.push(text) });
  act();
  Object.defineProperty(console, 'warn', own);
  return said;
}

interface Node {
  role: string;
  name?: string;
  value?: string;
  pressed?: boolean | string;
  selected?: boolean;
  children?: Node[];
}
const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)];
const tree = async (): Promise<Node[]> => flat((await a11ySnapshot({})) as unknown as Node);
const names = async (role: string): Promise<string[]> =>
  (await tree()).filter((node) => node.role === role).map((node) => node.name ?? '');
const spoken = async (): Promise<string> => (await tree()).map((node) => node.name ?? '').join(' | ');
const frame = (): Promise<number> => new Promise(requestAnimationFrame);

const ANNA_AND_BO: FakeSessionOptions = { session: { startsAt: Date.UTC(2026, 10, 21, 14, 0) } };

/** Mounts a widget whose session is `session`; attributes as a page would write them. */
async function mount(session: FakeSession, change: Partial<TestSession> = {}): Promise<TestSession> {
  next = session;
  const widget = new TestSession();
  Object.assign(widget, { server: 'https://fireside.test', mentorship: 'm1', tokenUrl: '/token', ...change });
  document.body.append(widget);
  await settle(widget);
  return widget;
}

async function settle(widget: FiresideSessionElement): Promise<void> {
  await widget.updateComplete;
  await frame();
  await widget.updateComplete;
  await frame();
}

/** Renders on until `there`; the runner's own limit ends it. */
async function until(there: () => boolean, widget: FiresideSessionElement): Promise<void> {
  while (!there()) await settle(widget);
  await settle(widget);
}

const live = (options: FakeSessionOptions = {}): FakeSession =>
  createFakeSession({ ...options, session: { ...ANNA_AND_BO.session, state: 'live', ...options.session } });

async function pressButton(widget: FiresideSessionElement, name: string): Promise<void> {
  const buttons = [...widget.renderRoot.querySelectorAll('button')];
  const button = buttons.find((one) => one.textContent.trim() === name);
  if (!button) throw new Error(`There is no button “${name}”.`);
  button.focus();
  await sendKeys({ press: 'Enter' });
  await settle(widget);
}

describe('fireside-session', () => {
  beforeEach(() => setViewport({ width: 1200, height: 900 }));
  afterEach(() => {
    document.body.replaceChildren();
    signals.length = 0;
  });

  it('shows lobby, agenda and goals by their names, and no panel that is not there', async () => {
    await mount(createFakeSession(ANNA_AND_BO));
    expect(await names('region'))
      .to.include.members(['Call', 'Agenda', 'Goals'])
      .and.not.include('Notes');
    expect(await names('button')).to.include.members(['Join', 'Join without camera', 'Saved notes']);
    expect(await names('button')).to.not.include('Wrap up');
    expect(await names('heading')).to.include('Anna and Bo');
    expect(await names('tab')).to.deep.equal([]);
  });

  it('offers Wrap up and Saved notes at every width while live', async () => {
    for (const width of [320, 360, 768, 1440]) {
      await setViewport({ width, height: 900 });
      const session = live();
      const widget = await mount(session);
      await session.enter();
      await settle(widget);
      expect(await names('button'), String(width)).to.include.members(['Wrap up', 'Saved notes', 'Leave']);
      widget.remove();
    }
  });

  it('has tabs in a narrow box, and hidden panels leave the accessibility tree', async () => {
    await setViewport({ width: 360, height: 900 });
    const session = live();
    const widget = await mount(session);
    await session.enter();
    await settle(widget);
    expect(await names('tab')).to.deep.equal(['Agenda', 'Notes', 'Goals']);
    expect(await names('region'))
      .to.include('Agenda')
      .and.not.include('Goals');

    widget.renderRoot.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
    await sendKeys({ press: 'End' });
    await settle(widget);
    expect(await names('region'))
      .to.include('Goals')
      .and.not.include('Agenda');
    await sendKeys({ press: 'ArrowRight' });
    await settle(widget);
    expect(await names('region'))
      .to.include('Agenda')
      .and.not.include('Goals');
  });

  it('keeps a line that was begun from the lobby into the call', async () => {
    const session = createFakeSession(ANNA_AND_BO);
    const widget = await mount(session);
    const agenda = widget.renderRoot.querySelector('fireside-agenda');
    await session.enter();
    await settle(widget);
    expect(widget.renderRoot.querySelector('fireside-agenda')).to.equal(agenda);
  });

  it('waits for the page, and begins when the token source comes', async () => {
    const widget = await mount(createFakeSession(ANNA_AND_BO), { tokenUrl: null });
    expect(await spoken()).to.include('Waiting for the page');
    expect(signals).to.have.length(0);
    widget.getToken = () => Promise.resolve('t');
    await settle(widget);
    expect(await names('button')).to.include('Join');
    expect(signals).to.have.length(1);
  });

  it('says what happened, what to do and the code, and tries again when asked', async () => {
    const session = createFakeSession({ joining: true });
    session.changeStatus({ phase: 'failed', error: new FiresideError('wrong-mentorship') });
    const widget = await mount(session);
    expect(await spoken())
      .to.include('You have no access to this session.')
      .and.include('Code: wrong-mentorship');
    await pressButton(widget, 'Try again');
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
    expect(await spoken()).to.match(/15:00.15:50 · for Bo 14:00.14:50/);
  });

  it('goes to the wrap-up panel and back, and the focus goes with it', async () => {
    const session = live();
    const widget = await mount(session);
    await session.enter();
    await settle(widget);
    await pressButton(widget, 'Wrap up');
    expect(await names('heading')).to.include('Wrap up');
    expect(widget.shadowRoot?.activeElement?.textContent.trim()).to.equal('Back to the talk');
    await pressButton(widget, 'Back to the talk');
    expect(widget.shadowRoot?.activeElement?.textContent.trim()).to.equal('Wrap up');
  });

  it('closes the wrap-up panel when the session has been wrapped up', async () => {
    const session = live();
    const widget = await mount(session);
    await session.enter();
    await pressButton(widget, 'Wrap up');
    session.changeSession({ state: 'wrapped-up' });
    await settle(widget);
    expect(await names('button')).to.not.include('Back to the talk');
    expect(await spoken()).to.include('This session has been wrapped up.');
  });

  it('offers what was kept, and passes the answer on', async () => {
    const session = live();
    const kept = fakeKept({ lines: ['A late line'] });
    session.kept.set([kept]);
    const widget = await mount(session);
    expect(await spoken()).to.include('A late line');
    await pressButton(widget, 'Into the backlog');
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
    const base = { ...session.ticket.session, startedAt: null, wrappedUpAt: null, unanswered: false, lines: [] };
    session.answer('detail', { ...base, id: 's0', startsAt: Date.UTC(2026, 10, 7), mentorship: 'm1', recap: null });
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

  it('tells the page what it should know', async () => {
    const heard: string[] = [];
    document.body.addEventListener('fireside-ready', (e: FiresideReadyEvent) => heard.push(`ready ${e.session.id}`));
    document.body.addEventListener('fireside-join', (e: FiresideJoinEvent) => heard.push(`join ${e.session.state}`));
    document.body.addEventListener('fireside-leave', (e: FiresideLeaveEvent) => heard.push(`leave ${e.reason}`));
    document.body.addEventListener('fireside-wrapped-up', () => heard.push('wrapped-up'));
    document.body.addEventListener('fireside-error', (e: FiresideErrorEvent) => heard.push(`error ${e.code}`));
    document.body.addEventListener('fireside-save-state', (e: FiresideSaveStateEvent) => heard.push(e.state.kind));
    const session = live();
    await mount(session);
    await session.enter();
    session.save.set({ kind: 'saving' });
    session.changeSession({ state: 'wrapped-up' });
    await session.leave();
    session.changeStatus({ phase: 'failed', error: new FiresideError('not-allowed') });
    expect(heard).to.deep.equal(['ready s1', 'join live', 'saving', 'wrapped-up', 'leave left', 'error not-allowed']);
  });

  it('keeps its session when it is moved in the DOM, and ends it when it is removed', async () => {
    const session = live();
    const widget = await mount(session);
    const agenda = widget.renderRoot.querySelector('fireside-agenda');
    const elsewhere = document.body.appendChild(document.createElement('div'));
    elsewhere.append(widget);
    await settle(widget);
    expect(signals.map((signal) => signal.aborted)).to.deep.equal([false]);
    expect(widget.renderRoot.querySelector('fireside-agenda')).to.equal(agenda);
    expect(await names('region')).to.include('Agenda');

    widget.remove();
    await Promise.resolve();
    expect(signals.map((signal) => signal.aborted)).to.deep.equal([true]);

    next = live();
    document.body.append(widget);
    await settle(widget);
    expect(signals.map((signal) => signal.aborted)).to.deep.equal([true, false]);
    expect(await names('region')).to.include('Agenda');
  });

  it('leaves no subscription behind when it is removed', async () => {
    const session = live();
    let open = 0;
    const { status, documents, save, waitingElsewhere, kept, presence, call } = session;
    for (const one of [status, documents, save, waitingElsewhere, kept, presence, call]) {
      const subscribe = one.subscribe.bind(one);
      one.subscribe = (listener) => {
        const stop = subscribe(listener);
        open += 1;
        return () => {
          open -= 1;
          stop();
        };
      };
    }
    for (let round = 0; round < 20; round += 1) {
      const widget = await mount(session);
      expect(open).to.be.greaterThan(0);
      widget.remove();
      await Promise.resolve();
      expect(open).to.equal(0);
    }
  });

  it('looks the same whatever the page’s own styles are', async () => {
    const widget = await mount(live());
    const look = (): string[] => {
      const agenda = widget.renderRoot.querySelector('fireside-agenda')!;
      return [widget.renderRoot.querySelector('h2')!, agenda.renderRoot.querySelector('h2')!].map((element) => {
        const { color, fontFamily, fontSize, letterSpacing, textAlign, textTransform } = getComputedStyle(element);
        return [color, fontFamily, fontSize, letterSpacing, textAlign, textTransform].join(' ');
      });
    };
    const before = look();
    const page = new CSSStyleSheet();
    page.replaceSync(`* { color: red !important; font: italic 30px serif !important; letter-spacing: 9px !important;
      text-align: right !important; text-transform: uppercase !important; }`);
    document.adoptedStyleSheets.push(page);
    expect(look()).to.deep.equal(before);
    document.adoptedStyleSheets.pop();
  });

  it('lets the page arrange the elements', async () => {
    next = live();
    const widget = new TestSession();
    widget.innerHTML = '<fireside-agenda></fireside-agenda>';
    Object.assign(widget, { server: 'https://fireside.test', mentorship: 'm1', tokenUrl: '/token' });
    document.body.append(widget);
    await settle(widget);
    expect(await names('region'))
      .to.include('Agenda')
      .and.not.include.members(['Goals', 'Call']);
    expect(await names('button')).to.include.members(['Wrap up', 'Saved notes']);
  });

  it('begins anew when the mentorship changes', async () => {
    const widget = await mount(live());
    next = live();
    widget.mentorship = 'm2';
    await settle(widget);
    expect(signals.map((signal) => signal.aborted)).to.deep.equal([true, false]);
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

  it('may be registered twice, and says so once', () => {
    const again = (): void => define('test-session', class extends HTMLElement {});
    expect(warnings(again)).to.have.length(1);
    expect(warnings(again)).to.have.length(0);
    expect(customElements.get('test-session')).to.equal(TestSession);
  });
});
