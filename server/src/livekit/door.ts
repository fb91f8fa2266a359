/**
 * Who may be in LiveKit's rooms: whoever said hello here, until they leave or are sent away. A lost socket ends nothing, because
 * LiveKit carries on; so this remembers more than signaling does, and no longer than LiveKit does.
 */
import type { CallPerson, CallPlace } from './names.ts';
import type { LiveKit } from './livekit.ts';

/** Ms from coming into LiveKit's room to hello at our own door: a browser does both at once. */
const HELLO_WITHIN = 15_000;
/** Ms without a socket after which somebody is sent away: the others' pages show and play them no more after 60 s. */
const LOST_FOR = 90_000;

export interface Door {
  /** Somebody was introduced under this identity, and is there under no other. */
  came(who: CallPerson, identity: string): void;
  /** Somebody went, for good by their wish or by ours; or only their socket did. */
  went(place: CallPlace, identity: string, gone: boolean): void;
  /** The call of a session is over, at LiveKit too. */
  over(place: CallPlace): void;
  /** LiveKit has somebody in a room: they are sent away where nobody introduces them in time. */
  expect(place: CallPlace, identity: string): void;
  /** Looks at what LiveKit says of the rooms that are in use, and closes those whose call is over. */
  sweep(): Promise<void>;
  /** Leaves no timer. */
  close(): void;
}

interface Introduced {
  readonly person: string;
  /** Milliseconds since the epoch; null while their socket is there. */
  lostAt: number | null;
}
interface Room {
  readonly place: CallPlace;
  readonly people: Map<string, Introduced>;
}

export interface DoorOptions {
  readonly livekit: Pick<LiveKit, 'remove' | 'close' | 'identities'>;
  /** Whether anybody may be in the call of a session. */
  readonly isOpen: (place: CallPlace) => Promise<boolean>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly helloWithin?: number;
}

export function createDoor({ livekit, isOpen, now, helloWithin = HELLO_WITHIN }: DoorOptions): Door {
  const rooms = new Map<string, Room>();
  const expected = new Map<string, NodeJS.Timeout>();
  let looking = false;
  const keyOf = ({ tenant, session }: CallPlace, ...more: string[]): string =>
    JSON.stringify([tenant, session, ...more]);
  const peopleOf = (place: CallPlace) => rooms.get(keyOf(place))?.people;

  function expect(place: CallPlace, identity: string): void {
    const key = keyOf(place, identity);
    if (peopleOf(place)?.has(identity) || expected.has(key)) return;
    const timer = setTimeout(() => {
      expected.delete(key);
      if (!peopleOf(place)?.has(identity)) void livekit.remove(place, identity);
    }, helloWithin);
    expected.set(key, timer.unref());
  }

  /** The room is forgotten when LiveKit has nobody in it any more: what failed now is done by the next look. */
  function over(place: CallPlace): void {
    const people = peopleOf(place);
    if (!people?.size) return;
    people.clear();
    void livekit.close(place);
  }

  function went(place: CallPlace, identity: string, gone: boolean): void {
    const people = peopleOf(place);
    const introduced = people?.get(identity);
    if (introduced && !gone) introduced.lostAt = now();
    else if (people?.delete(identity)) void livekit.remove(place, identity); // also who only says that they leave
  }

  /** False where LiveKit does not answer. */
  async function look(key: string, { place, people }: Room): Promise<boolean> {
    const there = await livekit.identities(place);
    if (there === null) return false;
    // Also where nobody's socket is left that could be told.
    if (!(await isOpen(place))) {
      people.clear();
      if (there.length > 0) void livekit.close(place);
    }
    for (const identity of there) expect(place, identity);
    for (const [identity, { lostAt }] of [...people]) {
      if (lostAt === null) continue;
      if (!there.includes(identity)) people.delete(identity);
      else if (now() - lostAt > LOST_FOR) went(place, identity, true);
    }
    if (people.size === 0 && there.length === 0) rooms.delete(key);
    return true;
  }

  return {
    came({ tenant, session, person }, identity) {
      const place = { tenant, session };
      const room = rooms.get(keyOf(place)) ?? { place, people: new Map<string, Introduced>() };
      for (const [other, { person: whose }] of [...room.people]) {
        if (whose !== person || other === identity) continue;
        room.people.delete(other);
        void livekit.remove(place, other);
      }
      room.people.set(identity, { person, lostAt: null });
      rooms.set(keyOf(place), room);
    },
    went,
    over,
    expect,
    async sweep() {
      if (looking) return;
      looking = true;
      try {
        for (const [key, room] of [...rooms]) {
          if (await look(key, room)) continue;
          // Most likely it would not answer for the next one either. Another look, in a minute, begins with the others.
          if (rooms.delete(key)) rooms.set(key, room);
          return;
        }
      } finally {
        looking = false;
      }
    },
    close() {
      for (const timer of expected.values()) clearTimeout(timer);
      expected.clear();
    },
  };
}
