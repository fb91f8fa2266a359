/** What the browser says when a device cannot be had, as codes of the table (Media Capture and Streams section 10.2). */
import type { ErrorCode } from '@fireside/protocol';

/** The interface that asks for Permissions-Policy; Chromium only, under its old name. */
interface PolicyDocument {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

const FEATURES = { microphone: 'microphone', camera: 'camera', screen: 'display-capture' } as const;

/** Whether the page, or the frame that it is in, was not given the device by Permissions-Policy. */
function isBlocked(device: keyof typeof FEATURES): boolean {
  const { featurePolicy } = document as PolicyDocument;
  return featurePolicy?.allowsFeature(FEATURES[device]) === false;
}

/**
 * Chromium tells the system's refusal from the person's by the message alone (blink `MediaStreamRequestResult`). Safari
 * tells them apart in no way.
 */
const isBySystem = (error: unknown): boolean => error instanceof DOMException && /by system/i.test(error.message);

export function mediaErrorCode(error: unknown, device: keyof typeof FEATURES): ErrorCode {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
      return isBlocked(device) ? 'device-blocked' : isBySystem(error) ? 'device-denied-by-system' : 'device-denied';
    case 'SecurityError':
      return 'device-blocked';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'device-missing';
    case 'NotReadableError': // another program has it
    case 'AbortError': // "some problem prevents the device from being used"
      return 'device-busy';
    default:
      return 'internal';
  }
}

/**
 * The same, with what only the list of devices tells: Firefox finds nothing where the system forbids it (`MediaManager`,
 * topic `getUserMedia:response:noOSPermission`), though it lists what is there.
 */
export function refusalCode(error: unknown, device: keyof typeof FEATURES, isListed: boolean): ErrorCode {
  const code = mediaErrorCode(error, device);
  const hidden = code === 'device-missing' && isListed && /object can not be found/i.test((error as Error).message);
  return hidden ? 'device-denied-by-system' : code;
}

/** The code when the browser has no such function at all: it hides it on insecure origins, and phones cannot share a screen. */
export function missingApiCode(): ErrorCode {
  return globalThis.isSecureContext ? 'device-missing' : 'insecure-origin';
}
