/** Opens a microphone, a camera or the screen. */
import type { LocalDevices } from './local-media.ts';
import { mediaErrorCode } from './media-errors.ts';

export type Capture = 'microphone' | 'camera';

/** Sizes are wishes. A device is asked for by `exact`: Chromium overlooks an `ideal` id. The way back is `openDevice`'s. */
function constraints(kind: Capture, device: string | null): MediaStreamConstraints {
  const deviceId = device === null ? {} : { deviceId: { exact: device } };
  if (kind === 'microphone') return { audio: { ...deviceId, echoCancellation: true, noiseSuppression: true } };
  return { video: { ...deviceId, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } };
}

/** Tries `devices` in their order and then the browser's choice; goes on from one that is passed over with a code of `past`. */
export async function openDevice(
  mediaDevices: LocalDevices,
  kind: Capture,
  devices: readonly (string | null)[],
  past: readonly string[],
): Promise<MediaStreamTrack> {
  for (const device of new Set(devices)) {
    if (device === null) continue;
    try {
      return await open(mediaDevices, kind, device);
    } catch (error) {
      if (!past.includes(mediaErrorCode(error, kind))) throw error;
    }
  }
  return open(mediaDevices, kind, null);
}

async function open(mediaDevices: LocalDevices, kind: Capture, device: string | null): Promise<MediaStreamTrack> {
  const track = first(await mediaDevices.getUserMedia(constraints(kind, device)));
  if (kind === 'camera') track.contentHint = 'motion';
  return track;
}

export async function openScreen(mediaDevices: LocalDevices | null): Promise<MediaStreamTrack> {
  const track = first(await mediaDevices?.getDisplayMedia?.({ video: { frameRate: { max: 15 } }, audio: false }));
  track.contentHint = 'detail'; // letters stay sharp
  return track;
}

function first(stream: MediaStream | undefined): MediaStreamTrack {
  const [track] = stream?.getTracks() ?? [];
  if (!track) throw new DOMException('No track came.', 'NotFoundError');
  return track;
}
