import type { FiresideSession } from '@fireside/client';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { backSoonIcon, settingsIcon } from '../icons/call.ts';
import { cameraIcon, cameraOffIcon, microphoneIcon, microphoneOffIcon } from '../icons/room.ts';
import { screenIcon, screenOffIcon } from '../icons/screen.ts';
import { renderToggle } from './toggle.ts';

/** Microphone, camera, screen, *Be right back* and *Settings*. */
export function renderControls(session: FiresideSession, openSettings: () => void): TemplateResult {
  const { call } = session;
  const { self } = call.value;
  const keys = session.preferences.value.shortcuts;
  return html`
    ${renderToggle({
      name: msg('Microphone'),
      device: self.microphone,
      icons: { on: microphoneIcon, off: microphoneOffIcon },
      press: (on) => void call.setMicrophone(on),
      ...(keys ? { key: 'M' } : {}),
    })}
    ${renderToggle({
      name: msg('Camera'),
      device: self.camera,
      icons: { on: cameraIcon, off: cameraOffIcon },
      press: (on) => void call.setCamera(on),
      ...(keys ? { key: 'V' } : {}),
    })}
    ${
      canShare()
        ? renderToggle({
            name: msg('Share screen'),
            device: self.screen,
            icons: { on: screenOffIcon, off: screenIcon },
            press: (on) => void call.setScreen(on),
            notable: 'on',
          })
        : nothing
    }
    ${renderToggle({
      name: msg('Be right back'),
      device: { on: self.away, pending: false },
      icons: { on: backSoonIcon, off: backSoonIcon },
      press: (away) => void call.setAway(away),
      notable: 'on',
      minor: true,
    })}
    <button class="minor settings" aria-haspopup="dialog" title=${msg('Settings')} @click=${openSettings}>
      ${settingsIcon}<span class="label">${msg('Settings')}</span>
    </button>
  `;
}

/** Phones have no screen capture (Screen Capture, section 5.1). */
function canShare(): boolean {
  const { mediaDevices } = navigator as Navigator & { mediaDevices?: MediaDevices };
  return mediaDevices !== undefined && 'getDisplayMedia' in mediaDevices;
}
