import { whenComingBack } from './coming-back.ts';
import type { VideoView } from './port.ts';

const views = new WeakMap<MediaStreamTrack, VideoView>();

/** How to show a track; the same track always gives the same object, so that snapshots share it. */
export function videoView(track: MediaStreamTrack): VideoView {
  const known = views.get(track);
  if (known) return known;
  const view: VideoView = {
    attach(element) {
      const stream = new MediaStream([track]);
      const stop = keepPlaying(element, () => (element.srcObject = stream));
      return () => {
        stop();
        if (element.srcObject === stream) element.srcObject = null;
      };
    },
  };
  views.set(track, view);
  return view;
}

/** Has `show` give the element its pictures, and keeps them moving until the returned function is called. */
export function keepPlaying(element: HTMLVideoElement, show: () => void): () => void {
  element.muted = true; // sound never comes from here, and only silent video may start by itself
  element.playsInline = true;
  show();
  // Rejects where the element is taken away before the first frame: nothing is lost by that.
  const play = (): void => void element.play().catch(() => undefined);
  const ending = new AbortController();
  const { signal } = ending;
  // Phones stop pictures in a phone call and when the page is hidden.
  element.addEventListener('pause', () => !element.ended && element.srcObject && play(), { signal });
  whenComingBack(play, signal);
  play();
  return () => ending.abort();
}
