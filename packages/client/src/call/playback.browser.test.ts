/** Sound and pictures that somebody else stops: a phone call, sleep, a lost loudspeaker. */
import { expect } from 'chai';
import { until, untilOther } from './contract/world.contract.ts';
import { RemoteAudio } from './remote-audio.ts';
import { PeerWorld } from './testing/peer-world.ts';
import { Voice } from './testing/test-devices.ts';
import { videoView } from './video-view.ts';

const play = HTMLMediaElement.prototype.play;

describe('playback', () => {
  /** Every element that was asked to play. */
  const elements = new Set<HTMLMediaElement>();
  let voice: Voice;
  beforeEach(async () => {
    voice = await Voice.open();
    HTMLMediaElement.prototype.play = function () {
      elements.add(this);
      return play.call(this);
    };
  });
  afterEach(async () => {
    HTMLMediaElement.prototype.play = play;
    elements.clear();
    await voice.close();
  });

  /** As the browser does before a press, and iOS in a phone call. */
  function hold(): void {
    HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('A press, please.', 'NotAllowedError'));
  }
  const happens = (element: HTMLMediaElement, event: string): Promise<void> =>
    new Promise((resolve) => element.addEventListener(event, () => resolve(), { once: true }));

  async function playing(onBlocked: () => void): Promise<{ audio: RemoteAudio; element: HTMLMediaElement }> {
    const audio = new RemoteAudio(onBlocked);
    audio.play(voice.stream('').getAudioTracks()[0]!);
    const [element] = elements;
    await happens(element!, 'playing');
    return { audio, element: element! };
  }

  it('that is stopped goes on by itself', async () => {
    let blocked = 0;
    const { audio, element } = await playing(() => blocked++);
    element.pause();
    await happens(element, 'playing');
    expect([element.paused, blocked]).to.deep.equal([false, 0]);
    audio.stop();
  });

  it('that may not go on, or is stopped again and again, waits for a press', async () => {
    const blocked: string[] = [];
    let told = Promise.withResolvers<void>();
    const { audio, element } = await playing(() => {
      blocked.push('blocked');
      told.resolve();
    });
    hold();
    element.pause();
    await told.promise;
    HTMLMediaElement.prototype.play = play;
    expect(await audio.resume()).to.equal(true);
    told = Promise.withResolvers();
    element.pause();
    await told.promise;
    expect(blocked.length).to.equal(2);
    audio.stop();
  });

  it('that we end ourselves is not begun again', async () => {
    let blocked = 0;
    const { audio, element } = await playing(() => blocked++);
    const emptied = happens(element, 'emptied');
    audio.stop();
    await emptied;
    expect(await audio.resume()).to.equal(true);
    expect([element.paused, blocked]).to.deep.equal([true, 0]);
  });

  it('comes from the chosen loudspeaker, or from the browser’s where that cannot be used', async () => {
    const { mediaDevices } = navigator;
    for (const track of (await mediaDevices.getUserMedia({ audio: true })).getTracks()) track.stop();
    const outputs = (await mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'audiooutput');
    const { audio, element } = await playing(() => undefined);
    await audio.speaker(outputs.at(-1)!.deviceId);
    expect((element as HTMLAudioElement).sinkId).to.equal(outputs.at(-1)!.deviceId);
    await audio.speaker(null);
    expect((element as HTMLAudioElement).sinkId).to.equal('');
    await audio.speaker('a loudspeaker that is gone');
    expect([(element as HTMLAudioElement).sinkId, element.paused]).to.deep.equal(['', false]);
    audio.stop();
  });

  it('of a call that was stopped in the background goes on when the person is back', async () => {
    const world = new PeerWorld();
    const [anna, bo] = [world.tab('anna').call, world.tab('bo').call];
    await bo.setMicrophone(true);
    await Promise.all([anna.join(), bo.join()]);
    await untilOther(anna, 'bo', ({ microphone }) => microphone);
    while (elements.size < 2) await untilOther(anna, 'bo', () => elements.size === 2);
    hold();
    for (const element of elements) element.pause();
    await until(anna, ({ playback }) => playback === 'blocked');
    HTMLMediaElement.prototype.play = play;
    document.dispatchEvent(new Event('visibilitychange'));
    await until(anna, ({ playback }) => playback === 'ok');
    world.close();
  });

  it('of a picture goes on by itself, as long as it is shown', async () => {
    const canvas = document.createElement('canvas');
    canvas.getContext('2d')?.fillRect(0, 0, 10, 10);
    const [track] = canvas.captureStream(5).getVideoTracks();
    const element = document.createElement('video');
    const started = happens(element, 'play');
    const detach = videoView(track!).attach(element);
    await started;
    const again = happens(element, 'play');
    element.pause();
    await again;
    hold();
    element.pause();
    HTMLMediaElement.prototype.play = play;
    const back = happens(element, 'play');
    document.dispatchEvent(new Event('visibilitychange'));
    await back;
    detach();
    expect(element.srcObject).to.equal(null);
    track!.stop();
  });
});
