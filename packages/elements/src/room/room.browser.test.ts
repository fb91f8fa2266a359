import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { inCall, mountRoom, names, press, spoken } from '../testing/room.ts';

describe('fireside-room', () => {
  beforeEach(() => setViewport({ width: 900, height: 800 }));
  afterEach(() => document.body.replaceChildren());

  it('leaves', async () => {
    const { session, room } = await inCall();
    await press(room, 'Leave');
    expect(session.requests.at(-1)?.name).to.equal('leave');
    expect(await names('button')).to.include('Join');
  });

  it('touches no media by phone and in person', async () => {
    for (const mode of ['phone', 'in-person'] as const) {
      const { session, room } = await mountRoom({ session: { mode } });
      session.call.setMicrophone = session.call.setCamera = () => Promise.reject(new Error('media was touched'));
      expect(await names('button')).to.deep.equal(['Join']);
      await press(room, 'Join');
      expect(await names('button')).to.deep.equal(['Leave']);
      document.body.replaceChildren();
      await Promise.resolve();
    }
  });

  it('keeps the call when it is removed: the session owns it', async () => {
    const { session } = await inCall();
    await session.call.setCamera(true);
    document.body.replaceChildren();
    await Promise.resolve();
    expect(session.call.value.state).to.equal('joined');
    expect(session.call.value.self.camera.on).to.equal(true);
  });

  it('says that it needs a session around it', async () => {
    const alone = document.createElement('fireside-room');
    document.body.append(alone);
    await alone.updateComplete;
    expect(await spoken()).to.include('inside a fireside-session');
  });
});
