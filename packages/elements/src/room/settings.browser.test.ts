import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { FakeSession } from '@fireside/client/fake';
import { control, focused } from '../testing/controls.ts';
import { inCall, names, press, spoken, until } from '../testing/room.ts';
import type { FiresideRoom } from './room.ts';

async function opened(): Promise<{ session: FakeSession; room: FiresideRoom }> {
  const mounted = await inCall();
  await press(mounted.room, 'Settings');
  await until(mounted.room, () => focused()?.closest('dialog') !== null);
  return mounted;
}

describe('the settings of a call', () => {
  beforeEach(() => setViewport({ width: 900, height: 800 }));
  afterEach(() => document.body.replaceChildren());

  it('are a dialog with devices, preferences, and the word on recording', async () => {
    await opened();
    expect(await names('dialog')).to.deep.equal(['Settings']);
    expect(await names('combobox')).to.deep.equal(['Which microphone', 'Which camera', 'Which speaker']);
    const checks = await names('checkbox');
    for (const name of ['Audio only', 'Show my own picture', 'Single keys for microphone and camera']) {
      expect(
        checks.some((one) => one.startsWith(name)),
        name,
      ).to.equal(true);
    }
    expect(checks).to.include.members([
      'Who comes, goes and is away',
      'Whose microphone is turned off and on',
      'What the others change in the agenda',
      'What the others change in promises and goals',
      'Who writes in the notes',
    ]);
    expect(await spoken()).to.include('Never: nothing in this room can record, neither sound nor picture.');
  });

  it('hold at once', async () => {
    const { session, room } = await opened();
    const check = async (start: string): Promise<void> => {
      const [box] = [...checkBoxes(room)].filter((one) => one.labels?.[0]?.textContent?.trim().startsWith(start));
      box?.focus();
      await sendKeys({ press: 'Space' });
    };
    await check('Audio only');
    await check('Show my own picture');
    await check('Single keys');
    await check('Who comes');
    await check('Whose microphone');
    await check('What the others change in the agenda');
    await check('What the others change in promises');
    await check('Who writes');
    expect(session.call.value.audioOnly).to.equal(true);
    expect(session.preferences.value).to.deep.include({
      selfView: false,
      shortcuts: true,
      announce: { people: false, microphones: false, agenda: false, promises: false, notes: false },
    });
    const select = control(room, 'Which microphone', 'select') as HTMLSelectElement;
    select.focus();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    await until(room, () => session.call.value.devices.chosen.microphone === select.value);
  });

  it('close by Escape and by button, and the focus goes back', async () => {
    const { room } = await opened();
    await sendKeys({ press: 'Escape' });
    await until(room, () => focused()?.textContent?.trim() === 'Settings');
    expect(await names('dialog')).to.deep.equal([]);
    await press(room, 'Settings');
    await until(room, () => focused()?.closest('dialog') !== null);
    await press(room, 'Close');
    await until(room, () => focused()?.textContent?.trim() === 'Settings');
    expect(await names('dialog')).to.deep.equal([]);
  });

  it('fit in 320 px', async () => {
    await setViewport({ width: 320, height: 600 });
    await opened();
    const box = focused()!.closest('dialog')!.getBoundingClientRect();
    expect(box.left).to.be.at.least(0);
    expect(box.right).to.be.at.most(320);
    expect(box.bottom).to.be.at.most(600);
    expect(focused()!.closest('dialog')!.scrollWidth).to.be.at.most(Math.ceil(box.width));
  });

  it('follow the microphone’s level only while they are open', async () => {
    const { session, room } = await inCall();
    let watching = 0;
    session.call.watchLevel = () => {
      watching += 1;
      return () => (watching -= 1);
    };
    await press(room, 'Settings');
    await until(room, () => focused()?.closest('dialog') !== null);
    expect(watching).to.equal(1);
    await sendKeys({ press: 'Escape' });
    await until(room, () => focused()?.textContent?.trim() === 'Settings');
    expect(watching).to.equal(0);
  });

  it('go with the call', async () => {
    const { session, room } = await opened();
    session.changeStatus({ entered: false });
    await until(room, () => room.renderRoot.querySelector('fireside-call') === null);
    expect(await names('dialog')).to.deep.equal([]);
  });
});

function* checkBoxes(room: FiresideRoom): Generator<HTMLInputElement> {
  const call = room.renderRoot.querySelector('fireside-call');
  const settings = call?.renderRoot.querySelector('fireside-call-settings');
  const announcements = settings?.renderRoot.querySelector('fireside-announcements');
  for (const { renderRoot } of [settings, announcements].filter((one) => one != null)) {
    yield* renderRoot.querySelectorAll<HTMLInputElement>('input[type=checkbox]');
  }
}
