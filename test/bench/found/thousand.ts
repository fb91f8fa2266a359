/** A pair that has met every week for nineteen years, on our server and in the example intranet. */
import { startWorld, type World } from '../../e2e/support/world.ts';
import { makeLibrary } from './library.ts';

const WEEK = 7 * 24 * 60 * 60 * 1000;
export const SESSIONS = 1_000;
/** Characters of the notes of one session. */
const NOTES = 4_000;

export interface Thousand {
  readonly world: World;
  /** Ids, the oldest first. */
  readonly sessions: readonly string[];
  close(): Promise<void>;
}

export async function startThousand(): Promise<Thousand> {
  const library = await makeLibrary({
    mentorships: 1,
    sessionsEach: SESSIONS,
    length: NOTES,
    since: Date.now() - SESSIONS * WEEK,
    name: () => 'anna-bo',
  });
  const world = await startWorld({ data: library.folder });
  return {
    world,
    sessions: Array.from({ length: SESSIONS }, (_, index) => `0-${index}`),
    async close() {
      await world.close();
      await library.remove();
    },
  };
}
