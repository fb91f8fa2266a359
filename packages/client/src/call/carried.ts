import type { LocalView } from './local-media.ts';

/** Notices when there is something of the own devices to hand on; the meter moves ten times a second and is none of it. */
export class Carried {
  #last: readonly unknown[] = [];

  /** Whether anything that others see, hear or are told has changed since this was last asked. */
  changed({ tracks, self, devices }: LocalView): boolean {
    const { microphone, camera, screen, speaking, away } = self;
    const { chosen, speakers } = devices;
    const now = [tracks, microphone.on, camera.on, screen.on, speaking, away, chosen.speaker, speakers];
    const same = now.every((part, index) => part === this.#last[index]);
    this.#last = now;
    return !same;
  }
}
