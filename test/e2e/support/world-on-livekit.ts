/** A world whose calls run on a LiveKit server of its own. */
import { startLiveKit, type LiveKit } from '../../engines/livekit.ts';
import { startWorld, type World, type WorldOptions } from './world.ts';

export interface WorldOnLiveKit extends World {
  readonly livekit: LiveKit;
}

/** @throws EngineMissing */
export async function startWorldOnLiveKit(options: Omit<WorldOptions, 'livekit'> = {}): Promise<WorldOnLiveKit> {
  const livekit = await startLiveKit({ host: options.host });
  try {
    const world = await startWorld({ ...options, livekit });
    return {
      ...world,
      livekit,
      async close() {
        await world.close();
        await livekit.stop();
      },
    };
  } catch (error) {
    await livekit.stop();
    throw error;
  }
}
