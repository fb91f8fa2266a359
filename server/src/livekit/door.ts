/**
 * Who may be in LiveKit's rooms: whoever said hello here, until they leave or are sent away. A lost socket ends nothing, because
 * LiveKit carries on; so this remembers more than signaling does, and no longer than LiveKit does.
 */
import type { CallPerson, CallPlace } from './names.ts';
import type { LiveKit } from './livekit.ts';

/** Ms from coming into LiveKit's room to hello at our own door: a browser does both at once. */
const HELLO_WITHIN = 15_000;

/** How somebody went: `lost` is only a socket, `left` was their wish, `sent-away` ours. */
export type Going = 'lost' | 'left' | 'sent-away';

export interface Door {
  /** Somebody was introduced under this identity, and is there under no other. */
  came(who: CallPerson, identity: string): void;
  went(place: CallPlace, identity: string, how: Going): void;
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
  lost: boolean;
}
interface Room {
  readonly place: CallPlace;
  readonly people: Map<string, Introduced>;
}

export interface DoorOptions {
  readonly livekit: Pick<LiveKit, 'remove' | 'close' | 'identities'>;
  /** Whether anybody may be in the call of a session. */
  readonly isOpen: (place: CallPlace) => Promise<boolean>;
  readonly helloWithin?: number;
}

export function createDoor({ livekit, isOpen, helloWithin = HELLO_WITHIN }: DoorOptions): Door {
  const rooms = new Map<string, Room>();
  const expected = new Map<string, NodeJS.Timeout>();
  let looking = false;
  const keyOf = ({ tenant, session }: CallPlace, ...more: string[]): string =>
    JSON.stringify([tenant, session, ...more]);
  const peopleOf = (place: CallPlace) => rooms.get(keyOf(place))?.people;

  function forget(place: CallPlace, identity: string): boolean {
    const people = peopleOf(place);
    const known = people?.delete(identity) ?? false;
    if (people?.size === 0) rooms.delete(keyOf(place));
    return known;
  }

  function expect(place: CallPlace, identity: string): void {
    const key = keyOf(place, identity);
    if (peopleOf(place)?.has(identity) || expected.has(key)) return;
    const timer = setTimeout(() => {
      expected.delete(key);
      if (!peopleOf(place)?.has(identity)) void livekit.remove(place, identity);
    }, helloWithin);
    expected.set(key, timer.unref());
  }

  function over(place: CallPlace): void {
    if (rooms.delete(keyOf(place))) void livekit.close(place);
  }

  /** False where LiveKit does not answer. */
  async function look({ place, people }: Room): Promise<boolean> {
    // Also where nobody's socket is left that could be told.
    if (!(await isOpen(place))) {
      over(place);
      return true;
    }
    const there = await livekit.identities(place);
    if (there === null) return false;
    for (const identity of there) expect(place, identity);
    for (const [identity, { lost }] of people) if (lost && !there.includes(identity)) forget(place, identity);
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
      room.people.set(identity, { person, lost: false });
      rooms.set(keyOf(place), room);
    },
    went(place, identity, how) {
      const introduced = peopleOf(place)?.get(identity);
      if (introduced && how === 'lost') introduced.lost = true;
      else if (forget(place, identity) && how === 'sent-away') void livekit.remove(place, identity);
    },
    over,
    expect,
    async sweep() {
      if (looking) return;
      looking = true;
      try {
        // Where LiveKit does not answer for one, it would not for the next; another look comes in a minute.
        for (const room of [...rooms.values()]) if (!(await look(room))) return;
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
