/** Firefox ESR by WebDriver BiDi, with devices that are not real and need no permission. */
import puppeteer, { type Browser } from 'puppeteer-core';
import { bringFromDebian } from '../../scripts/debian.ts';
import { findOrBring, type EngineKind } from './engine.ts';
import { versionOf } from './program.ts';

const PATHS = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];

export const firefox: EngineKind = {
  name: 'Firefox',
  command: 'sudo apt-get install -y --no-install-recommends firefox-esr',
  find() {
    for (const path of PATHS) {
      const version = versionOf(path);
      if (version !== null) return { path, version };
    }
    return null;
  },
  bring() {
    bringFromDebian('Firefox', 'firefox-esr');
    return 'installed from Debian';
  },
};

/** @throws EngineMissing */
export function launchFirefox(): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: findOrBring(firefox).path,
    extraPrefsFirefox: {
      'intl.accept_languages': 'en-GB',
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0, // allowed, as Chromium's headless does
    },
  });
}

/** In the page: a moving picture for a shared screen. Without a display Firefox has none, and says NotFoundError. */
export function paintScreen(): void {
  navigator.mediaDevices.getDisplayMedia = () => {
    const canvas = document.createElement('canvas');
    const paint = canvas.getContext('2d')!;
    let frame = 0;
    const draw = (): void => paint.fillRect((frame += 5) % canvas.width, 0, 5, canvas.height);
    draw();
    const stream = canvas.captureStream(15);
    const drawing = setInterval(draw, 66);
    const [track] = stream.getVideoTracks();
    const stop = track!.stop.bind(track);
    track!.stop = () => {
      clearInterval(drawing);
      stop();
    };
    return Promise.resolve(stream);
  };
}
