import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused } from '../testing/controls.ts';
import { inCall, mountRoom, names, press, settle, until } from '../testing/room.ts';
import type { FiresideRoom } from './room.ts';

const NAMES = [
  'Who comes, goes and is away',
  'Whose microphone is turned off and on',
  'What the others change in the agenda',
  'What the others change in promises and goals',
  'Who writes in the notes',
];

async function open(room: FiresideRoom): Promise<void> {
  control(room, 'Said to screen readers', 'summary').focus();
  await sendKeys({ press: 'Enter' });
  await until(room, () => controlsNamed(room, NAMES[0]!, 'input').length === 1);
}

describe('what is said to screen readers', () => {
  beforeEach(() => setViewport({ width: 900, height: 800 }));
  afterEach(() => document.body.replaceChildren());

  it('can be silenced in the lobby, by keyboard alone', async () => {
    const { session, room } = await mountRoom();
    expect(await names('checkbox')).to.deep.equal([]);
    await open(room);
    expect(await names('checkbox')).to.deep.equal(NAMES);
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Space' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Space' });
    const announce = { people: false, microphones: true, agenda: false, promises: true, notes: true };
    expect(session.preferences.value.announce).to.deep.equal(announce);
    expect(await audit(room)).to.deep.equal([]);
  });

  it('can be silenced by phone and in person, before and after joining', async () => {
    for (const mode of ['phone', 'in-person'] as const) {
      const { session, room } = await mountRoom({ session: { mode } });
      await open(room);
      control(room, NAMES[2]!, 'input').click();
      expect(session.preferences.value.announce.agenda).to.equal(false);
      expect(await audit(room)).to.deep.equal([]);
      await press(room, 'Join');
      await open(room);
      expect((control(room, NAMES[2]!, 'input') as HTMLInputElement).checked).to.equal(false);
      control(room, NAMES[4]!, 'input').click();
      expect(session.preferences.value.announce).to.deep.include({ agenda: false, notes: false });
      expect(await audit(room)).to.deep.equal([]);
      document.body.replaceChildren();
      await Promise.resolve();
    }
  });

  it('is in the settings of a call, and nowhere else in it', async () => {
    const { room } = await inCall();
    expect(controlsNamed(room, 'Said to screen readers')).to.deep.equal([]);
    await press(room, 'Settings');
    await until(room, () => focused()?.closest('dialog') != null);
    expect(await names('checkbox')).to.include.members(NAMES);
  });

  it('fits in 320 px, and can be met with a thumb', async () => {
    await setViewport({ width: 320, height: 800 });
    const { room } = await mountRoom({ session: { mode: 'phone' } });
    await open(room);
    await settle(room);
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
    expect(control(room, 'Said to screen readers', 'summary').getBoundingClientRect().height).to.be.at.least(24);
    for (const name of NAMES) {
      expect(control(room, name, 'input').getBoundingClientRect().height).to.be.at.least(24);
    }
  });
});
