import type { CheckResult } from '@fireside/client';
import { createFakeSession, type FakeSession } from '@fireside/client/fake';
import { FiresideError } from '@fireside/protocol';
import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { audit } from '../../testing/audit.ts';
import { controlsNamed, focused, pressButton, readText } from '../../testing/controls.ts';
import { mountInSession, type SessionStage } from '../../testing/session-stage.ts';
import { treeOf } from '../../testing/tree.ts';
import '../define.ts';
import './define.ts';

const ok: CheckResult = { step: 'server', host: 'fireside.test', outcome: 'ok', code: null, status: null, ms: 12 };
const ALL_OK: readonly CheckResult[] = [
  ok,
  { ...ok, step: 'documents' },
  { ...ok, step: 'call' },
  { ...ok, step: 'stun', host: 'turn.test:3478' },
  { ...ok, step: 'turn-udp', host: 'turn.test:3478' },
  { ...ok, step: 'turn-tcp', host: 'turn.test:3478' },
  { ...ok, step: 'turn-tls', host: 'turn.test:5349' },
  { ...ok, step: 'browser', host: null },
];
const SFU: CheckResult = { ...ok, step: 'sfu', host: 'livekit.test' };
/** Of a call through a media server. */
const sfuCall = (sfu: Partial<CheckResult> = {}): readonly CheckResult[] =>
  ALL_OK.flatMap((one) => {
    if (one.step === 'call') return [one, { ...SFU, ...sfu }];
    return /^stun|^turn/.test(one.step) ? [] : [one];
  });
const changed = (...changes: (Partial<CheckResult> & Pick<CheckResult, 'step'>)[]): readonly CheckResult[] =>
  ALL_OK.map((one) => ({ ...one, ...changes.find(({ step }) => step === one.step) }));

interface Mounted {
  readonly session: FakeSession;
  readonly check: HTMLElement;
  readonly stage: SessionStage;
}

async function mount(answer?: readonly CheckResult[] | FiresideError): Promise<Mounted> {
  const session = createFakeSession();
  if (answer) session.answer('checkConnection', answer);
  const content = html`<fireside-connection-check></fireside-connection-check>`;
  const { element, stage } = await mountInSession(session, content);
  return { session, check: element, stage };
}

async function settle(check: HTMLElement): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise(requestAnimationFrame);
    await check.shadowRoot?.querySelector('fireside-check-panel')?.updateComplete;
  }
}

async function press(check: HTMLElement, name: string): Promise<void> {
  await pressButton(check, name);
  await settle(check);
}

async function checked(answer?: readonly CheckResult[] | FiresideError): Promise<Mounted> {
  const mounted = await mount(answer);
  await press(mounted.check, 'Check the connection');
  return mounted;
}

describe('the connection check', () => {
  beforeEach(() => setViewport({ width: 600, height: 900 }));
  afterEach(() => document.body.replaceChildren());

  it('asks nothing before it is pressed for', async () => {
    const { session, check } = await mount(ALL_OK);
    expect(session.requests).to.deep.equal([]);
    expect(readText(check)).to.equal('Check the connection');
  });

  it('shows every step while it runs, and stops when asked', async () => {
    const { check } = await checked();
    const text = readText(check);
    for (const step of [
      'Server',
      'Agenda and notes',
      'Way into the call',
      'STUN',
      'over UDP',
      'over TCP',
      'over TLS',
    ]) {
      expect(text).to.include(step);
    }
    expect(text).to.include('Checking the connection…').and.include('0 of 8');
    expect(focused()?.textContent).to.equal('Stop');
    await press(check, 'Stop');
    expect(readText(check)).to.equal('Check the connection');
    expect(focused()?.textContent?.trim()).to.equal('Check the connection');
  });

  it('says that everything works, with the focus on it', async () => {
    const { check } = await checked(ALL_OK);
    expect(focused()?.textContent).to.equal('Everything that was tried works');
    expect((await treeOf()).find('heading', 'Everything that was tried works')).not.to.equal(null);
    expect(readText(check)).to.include('Sound and picture get through from here').and.include('Works, 12 ms');
    expect(await audit(check)).to.deep.equal([]);
  });

  it('tells who went on elsewhere, and leaves the focus there', async () => {
    const elsewhere = document.body.appendChild(document.createElement('button'));
    const { check, stage } = await mount(ALL_OK);
    controlsNamed(check, 'Check the connection')[0]?.click();
    elsewhere.focus();
    await settle(check);
    expect(focused() === elsewhere).to.equal(true);
    expect(stage.announced).to.deep.equal(['Everything that was tried works']);
  });

  it('names the step that failed, with what to do and its code', async () => {
    const cases: readonly [Partial<CheckResult> & Pick<CheckResult, 'step'>, string, string][] = [
      [{ step: 'server', code: 'unreachable' }, 'Server', 'No answer from fireside.test'],
      [{ step: 'documents', code: 'unreachable' }, 'Agenda and notes', 'must let WebSockets through'],
      [{ step: 'call', code: 'not-allowed' }, 'Way into the call', 'You have no access to this session.'],
      [{ step: 'stun', code: 'unreachable' }, 'STUN', 'may block UDP'],
      [{ step: 'turn-udp', code: 'unreachable', status: 701 }, 'over UDP', 'may block UDP'],
      [{ step: 'turn-tcp', code: 'token-invalid', status: 401 }, 'over TCP', 'refuses the credentials'],
      [{ step: 'turn-tls', code: 'no-path' }, 'over TLS', 'lets nothing through'],
      [{ step: 'browser', code: 'no-path' }, 'Calls in this browser', 'Try another browser'],
    ];
    for (const [change, name, advice] of cases) {
      const { check } = await checked(changed({ outcome: 'failed', ...change }));
      expect(focused()?.textContent).to.include('Not everything works: ').and.include(name);
      const code = change.status ? `Code: ${change.code} ${change.status}` : `Code: ${change.code}`;
      expect(readText(check), change.step).to.include(advice).and.include(code);
      document.body.replaceChildren();
    }
  });

  it('says what it means that no relay is set up', async () => {
    const missing = { outcome: 'not-set-up', host: null, ms: 0 } as const;
    const { check } = await checked(
      changed(...(['stun', 'turn-udp', 'turn-tcp', 'turn-tls'] as const).map((step) => ({ step, ...missing }))),
    );
    expect(readText(check))
      .to.include('Everything that was tried works')
      .and.include('Between two networks they may not: no relay (TURN) is set up')
      .and.include('Not set up');
  });

  it('says of a call through a media server what it means, and what to do where that lets nobody in', async () => {
    const { check } = await checked(sfuCall());
    expect(readText(check))
      .to.include('Everything that was tried works')
      .and.include('which lets you in')
      .and.not.include('TURN');
    for (const [code, status, advice] of [
      ['unreachable', null, 'No answer from livekit.test. LiveKit must be running there'],
      ['sfu-refused', 401, 'Both must have the same key and secret'],
      ['sfu-unreachable', 502, 'LIVEKIT_URL may name another program'],
    ] as const) {
      document.body.replaceChildren();
      const failed = await checked(sfuCall({ outcome: 'failed', code, status }));
      expect(focused()?.textContent).to.equal('Not everything works: Media server (LiveKit)');
      expect(readText(failed.check))
        .to.include(advice)
        .and.include(status === null ? `Code: ${code}` : `Code: ${code} ${status}`)
        .and.include('which lets nobody in from here just now');
      expect(await audit(failed.check)).to.deep.equal([]);
    }
  });

  it('copies a report that names steps, servers and the browser, and nobody', async () => {
    const written: string[] = [];
    const { clipboard } = navigator;
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void written.push(text) },
    });
    const { check } = await checked(
      changed({ step: 'turn-tcp', outcome: 'failed', code: 'token-invalid', status: 401 }),
    );
    await press(check, 'Copy the report');
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    expect(readText(check)).to.include('Copied');
    const [report = ''] = written;
    expect(report)
      .to.include(navigator.userAgent)
      .and.match(/Fireside connection check, \d{4}-\d\d-\d\dT/);
    expect(report).to.match(/^turn-tcp +turn\.test:3478 +failed: token-invalid \(401\) +12 ms$/m);
    expect(report).to.match(/^Call: peer$/m);
    expect(report).not.to.match(/Anna|Bo\b|m1|s1/);
  });

  it('shows the report where the page may not write to the clipboard', async () => {
    const { clipboard } = navigator;
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });
    const { check } = await checked(sfuCall());
    await press(check, 'Copy the report');
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    const [text] = controlsNamed(check, 'The report') as HTMLTextAreaElement[];
    expect(text?.value)
      .to.include('Fireside connection check')
      .and.match(/^Call: sfu, livekit\.test$/m);
    expect(await audit(check)).to.deep.equal([]);
  });

  it('says why it could not begin, and begins again', async () => {
    const { session, check } = await checked(new FiresideError('unreachable'));
    expect(readText(check)).to.include('The check could not begin.').and.include('The server cannot be reached.');
    session.answer('checkConnection', ALL_OK);
    await press(check, 'Check again');
    expect(focused()?.textContent).to.equal('Everything that was tried works');
    await press(check, 'Close');
    expect(readText(check)).to.equal('Check the connection');
  });

  it('ends when it is taken out of the page', async () => {
    const { session, check } = await mount();
    let ended = false;
    session.checkConnection = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          ended = true;
          reject(signal.reason as Error);
        });
      });
    await press(check, 'Check the connection');
    check.remove();
    expect(ended).to.equal(true);
  });

  it('fits into 320 px', async () => {
    await setViewport({ width: 320, height: 900 });
    const long = `${'a-very-long-name-of-a-server.'.repeat(3)}example:3478`;
    await checked(ALL_OK.map((one) => ({ ...one, host: long, outcome: 'failed', code: 'unreachable' })));
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
  });
});
