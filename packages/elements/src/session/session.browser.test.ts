import { createFakeSession } from '@fireside/client/fake';
import { FiresideError } from '@fireside/protocol';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type {
  FiresideErrorEvent,
  FiresideJoinEvent,
  FiresideLeaveEvent,
  FiresideReadyEvent,
  FiresideSaveStateEvent,
} from '../events.ts';
import { define } from '../registry.ts';
import {
  ANNA_AND_BO,
  clear,
  live,
  mount,
  names,
  press,
  provide,
  settle,
  signals,
  spoken,
  TestSession,
} from '../testing/widget.ts';

/** What `act` warned of in the console. */
function warnings(act: () => void): string[] {
  const said: string[] = [];
  const own = Object.getOwnPropertyDescriptor(console, 'warn')!;
  Object.defineProperty(console, 'warn', { configurable: true, value: (text: string) => said.push(text) });
  act();
  Object.defineProperty(console, 'warn', own);
  return said;
}

describe('fireside-session', () => {
  beforeEach(() => setViewport({ width: 1200, height: 900 }));
  afterEach(clear);

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

  it('goes to the wrap-up panel and back, and the focus goes with it', async () => {
    const session = live();
    const widget = await mount(session);
    await session.enter();
    await settle(widget);
    await press(widget, 'Wrap up');
    expect(await names('heading')).to.include('Wrap up');
    expect(widget.shadowRoot?.activeElement?.textContent.trim()).to.equal('Back to the talk');
    await press(widget, 'Back to the talk');
    expect(widget.shadowRoot?.activeElement?.textContent.trim()).to.equal('Wrap up');
  });

  it('closes the wrap-up panel when the session has been wrapped up', async () => {
    const session = live();
    const widget = await mount(session);
    await session.enter();
    await press(widget, 'Wrap up');
    session.changeSession({ state: 'wrapped-up' });
    await settle(widget);
    expect(await names('button')).to.not.include('Back to the talk');
    expect(await spoken()).to.include('This session has been wrapped up.');
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

  it('tells the page how the call is, why it ended, and which device failed', async () => {
    const heard: string[] = [];
    document.body.addEventListener('fireside-call-state', (e) =>
      heard.push([e.state, e.signal, e.quality, e.reason].join(' ')),
    );
    document.body.addEventListener('fireside-device-error', (e) => heard.push(`${e.device} ${e.code}`));
    document.body.addEventListener('fireside-error', (e) => heard.push(`error ${e.code}`));
    const session = live();
    const { call } = session;
    await mount(session);
    await session.enter();
    call.others([{ person: 'bo' }]);
    call.loseSignal();
    call.restoreSignal();
    call.losePath();
    call.change({ error: { code: 'no-path', device: null } });
    call.restorePath();
    call.fail('screen', 'device-denied');
    await call.setScreen(true); // nothing else opens it
    call.change({ self: { ...call.value.self, level: 0.5 } });
    call.end('taken-over');
    expect(heard).to.deep.equal([
      'joining ok unknown ',
      'joined ok unknown ',
      'joined ok good ',
      'joined lost good ',
      'joined ok good ',
      'reconnecting ok lost ',
      'error no-path',
      'joined ok good ',
      'screen device-denied',
      'left ok unknown taken-over',
    ]);
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

    provide(live());
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
    provide(live());
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
    provide(live());
    widget.mentorship = 'm2';
    await settle(widget);
    expect(signals.map((signal) => signal.aborted)).to.deep.equal([true, false]);
  });

  it('may be registered twice, and says so once', () => {
    const again = (): void => define('test-session', class extends HTMLElement {});
    expect(warnings(again)).to.have.length(1);
    expect(warnings(again)).to.have.length(0);
    expect(customElements.get('test-session')).to.equal(TestSession);
  });
});
