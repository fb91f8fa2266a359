import type { FiresideSession } from '@fireside/client';

/**
 * How long the session has lasted, as `12:34` or `1:02:03`, counted from its beginning by the server's clock: the same for
 * everybody. Null while it is not live, or before its time, where there is nothing to count from.
 */
export function elapsedOf(session: FiresideSession | null): string | null {
  const meeting = session?.status.value.session;
  if (!session || meeting?.state !== 'live' || meeting.startsAt === null) return null;
  const seconds = Math.floor((session.now() - meeting.startsAt) / 1000);
  return seconds < 0 ? null : formatElapsed(seconds);
}

export function formatElapsed(seconds: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}
