import type { Capture } from './open-device.ts';

/**
 * Calls `listener` whenever the person allows what was refused, in the browser's own settings. Browsers that know no such
 * permission tell nothing.
 */
export async function whenAllowed(
  permissions: Pick<Permissions, 'query'> | null,
  kind: Capture,
  listener: () => void,
  signal: AbortSignal,
): Promise<void> {
  const status = await permissions?.query({ name: kind as PermissionName }).catch(() => null);
  status?.addEventListener('change', () => void (status.state === 'granted' && listener()), { signal });
}
