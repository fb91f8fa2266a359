import type { Device, Devices } from './port.ts';

/**
 * The devices that the browser tells. Before the first permission it tells one of each kind, without id and name. Speakers
 * are left out where the browser cannot choose one.
 */
export async function listDevices(
  mediaDevices: Pick<MediaDevices, 'enumerateDevices'> | null,
): Promise<Omit<Devices, 'chosen'>> {
  const found = mediaDevices ? await mediaDevices.enumerateDevices().catch(() => []) : []; // refused by policy: none
  const of = (kind: MediaDeviceKind): Device[] =>
    found.filter((device) => device.kind === kind).map(({ deviceId, label }) => ({ id: deviceId, label }));
  return {
    microphones: of('audioinput'),
    cameras: of('videoinput'),
    speakers: 'setSinkId' in HTMLMediaElement.prototype ? of('audiooutput') : [],
  };
}
