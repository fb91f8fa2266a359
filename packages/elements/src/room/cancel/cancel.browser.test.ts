import { createFakeSession, type FakeSession, type FakeSessionOptions } from '@fireside/client/fake';
import { FiresideError } from '@fireside/protocol';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { audit } from '../../testing/audit.ts';
import { control, controlsNamed, focused, pressButton, readText } from '../../testing/controls.ts';
import { resultOf } from '../../testing/saved.ts';
import { clear, mount, settle, spoken, until, type TestSession } from '../../testing/widget.ts';

const START = Date.UTC(2026, 10, 21, 14);
const MINUTE = 60_000;

function planned(now: number, over: FakeSessionOptions = {}): FakeSession {
  return createFakeSession({ now: () => now, ...over, session: { startsAt: START, minutes: 50, ...over.session } });
}
/** Opens it by keyboard, and waits for what it loads. */
async function open(widget: TestSession, name = 'Can’t make it?'): Promise<void> {
  await until(() => controlsNamed(widget, name, 'summary').length === 1, widget);
  control(widget, name, 'summary').focus();
  await sendKeys({ press: 'Enter' });
  await until(() => controlsNamed(widget, 'Cancel this session').length === 1, widget);
}

describe('calling a session off', () => {
  beforeEach(() => setViewport({ width: 1200, height: 900 }));
  afterEach(clear);

  for (const mode of ['video', 'phone', 'in-person'] as const) {
    it(`is one quiet step in the lobby (${mode}), and says what comes of it`, async () => {
      const session = planned(START - 60 * MINUTE, { session: { mode } });
      session.answer('cancel', resultOf('s1'));
      const widget = await mount(session);
      await open(widget);
      expect(readText(widget)).to.include(
        'The whole agenda moves on to your next session. Nobody is asked for a reason.',
      );
      expect(readText(widget)).to.include('Bo can see it at once.');
      expect(await audit(widget)).to.deep.equal([]);
      await pressButton(widget, 'Cancel this session');
      expect(session.requests.at(-1)).to.deep.equal({ name: 'cancel', args: ['s1'] });
    });
  }

  it('is offered for what lies ahead only, and did-not-happen from its time on', async () => {
    const widget = await mount(planned(START - MINUTE));
    await open(widget);
    expect(controlsNamed(widget, 'It did not happen')).to.deep.equal([]);
    clear();
    const session = planned(START + 10 * MINUTE);
    session.answer('didNotHappen', resultOf('s1'));
    const later = await mount(session);
    await open(later);
    await pressButton(later, 'It did not happen');
    expect(session.requests.at(-1)).to.deep.equal({ name: 'didNotHappen', args: ['s1'] });
  });

  it('asks whether it took place when its time is over', async () => {
    const widget = await mount(planned(START + 51 * MINUTE));
    await open(widget, 'Did this take place?');
    expect(controlsNamed(widget, 'It did not happen')).to.have.length(1);
  });

  for (const [why, session] of [
    ['without a date', { startsAt: null }],
    ['that has begun', { startsAt: START, state: 'live' }],
  ] as const) {
    it(`is not there for a session ${why}`, async () => {
      const widget = await mount(createFakeSession({ session }));
      await settle(widget);
      expect(controlsNamed(widget, 'Can’t make it?', 'summary')).to.deep.equal([]);
    });
  }

  it('tells why it could not be done, and lets one try again', async () => {
    const session = planned(START - 60 * MINUTE);
    session.answer('cancel', new FiresideError('state-conflict'));
    const widget = await mount(session);
    await open(widget);
    await pressButton(widget, 'Cancel this session');
    await settle(widget);
    expect(readText(widget)).to.include('The session has moved on, so this can no longer be done.');
    expect(readText(widget)).to.include('Code: state-conflict');
    expect(focused()).to.equal(control(widget, 'Cancel this session'));
    session.answer('cancel', resultOf('s1'));
    await pressButton(widget, 'Cancel this session');
    await settle(widget);
    expect(readText(widget)).to.not.include('Code: state-conflict');
  });

  it('is told to both at once: what went where, and the way on', async () => {
    const session = planned(START - 60 * MINUTE);
    session.answer('cancel', resultOf('s1'));
    const widget = await mount(session);
    await open(widget);
    await pressButton(widget, 'Cancel this session');
    session.changeSession({ state: 'cancelled' }); // as the server tells everybody
    await settle(widget);
    expect(readText(widget)).to.include('This session was cancelled Nothing of its agenda is lost');
    expect(focused()?.textContent).to.include('This session was cancelled');
    expect(await spoken()).to.include('This session was cancelled');
    expect(await audit(widget)).to.deep.equal([]);
    await pressButton(widget, 'Open the next session');
    expect(session.requests.at(-1)).to.deep.equal({ name: 'open', args: [null] });
  });
});
