import type { Log } from '../log.ts';
import type { LiveKit } from './livekit.ts';

/** Says once, at the start, how it is; who runs the server must not learn it from the people in a call. */
export async function logHealth(livekit: Pick<LiveKit, 'health'>, log: Log, signal: AbortSignal): Promise<void> {
  const health = await livekit.health();
  if (signal.aborted) return;
  if (health.state === 'ok') return log.info('livekit', { state: health.state });
  const say = health.state === 'unreachable' ? log.warn : log.error;
  say('livekit', { state: health.state, why: health.why });
}
