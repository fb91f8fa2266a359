/** What follows from somebody being seen in LiveKit's rooms: their stay is written, or they are sent away. */
import type { Grants } from '../access/grants.ts';
import type { Log } from '../log.ts';
import type { Rows } from '../sessions/rows.ts';
import type { SessionTable } from '../sessions/schema.ts';
import type { Stay } from '../sessions/stays.ts';
import type { Door } from './door.ts';
import type { LiveKit } from './livekit.ts';
import { sessionIn } from './names.ts';
import type { Sighting } from './webhooks.ts';

export interface SightingsOptions {
  readonly livekit: Pick<LiveKit, 'isIdentityOf' | 'isRoomOf' | 'remove'>;
  readonly door: Pick<Door, 'expect'>;
  readonly rows: Pick<Rows, 'sessionsOf' | 'members' | 'stay'>;
  readonly grants: Pick<Grants, 'grant'>;
  readonly onStay: (stay: Stay, at: number) => Promise<void>;
  readonly log: Pick<Log, 'info'>;
}

export function createSightings(options: SightingsOptions): (sighting: Sighting) => Promise<void> {
  const { livekit, door, rows, grants, onStay, log } = options;
  const ignored = new Set<string>();

  /** Once for each reason: others may use the same LiveKit, and their rooms are none of our business. */
  function ignore(why: string): void {
    if (ignored.has(why)) return;
    ignored.add(why);
    log.info('webhook-ignored', { why });
  }

  async function sessionOf(room: string): Promise<SessionTable | null> {
    const id = sessionIn(room);
    const found = id === null ? [] : await rows.sessionsOf(id);
    return found.find(({ tenant }) => livekit.isRoomOf(room, { tenant, session: id ?? '' })) ?? null;
  }

  /** A member of now, or who was one when they came. */
  async function personOf({ tenant, id, mentorship }: SessionTable, identity: string): Promise<string | null> {
    const members = await rows.members(tenant, mentorship);
    const member = members.find(({ person }) => livekit.isIdentityOf(identity, { tenant, session: id, person }));
    return (member ?? (await rows.stay(tenant, id, identity)))?.person ?? null;
  }

  return async ({ what, room, identity, at }) => {
    const session = await sessionOf(room);
    if (!session) return ignore('no room of ours');
    const { tenant, id, mentorship } = session;
    const place = { tenant, session: id };
    const person = await personOf(session, identity);
    if (what === 'came') {
      const holder = person === null ? null : { tenant, person, role: 'mentee' as const, mentorship };
      if (!holder || !(await grants.grant(holder, session)).call) {
        ignore('nobody who may be there');
        return livekit.remove(place, identity);
      }
      door.expect(place, identity);
    }
    if (person === null) return ignore('nobody of ours');
    await onStay({ ...place, id: identity, person, kind: 'sfu' }, at);
  };
}
