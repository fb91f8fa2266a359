/**
 * Who is here, by awareness of the session's document. A client says nothing of itself until its person enters or makes a
 * first edit: looking creates nothing that the other could see.
 */
import type { Member, Person, Role } from '@fireside/protocol';
import type { Awareness } from 'y-protocols/awareness';
import type { Presence } from './session-port.ts';

/** What our client says of its person, flat like the server's own entries; `user` is what carets in the notes show. */
interface PresenceState {
  /** The person's id: the server takes no state that names another than the ticket's. */
  readonly person: string;
  readonly name: string;
  readonly role: Role;
  readonly editing: string | null;
  readonly user: { readonly name: string; readonly color: string };
}

// Each has a contrast of at least 4.5:1 with white, so that a name can stand on it.
const CARET_COLORS = ['#9a3412', '#1d4ed8', '#047857', '#7e22ce', '#be123c', '#0e7490'] as const;

function caretColor(members: readonly Member[], person: string): string {
  const place = members.findIndex((member) => member.id === person);
  return CARET_COLORS[Math.max(0, place) % CARET_COLORS.length] ?? CARET_COLORS[0];
}

/** Becomes present. An observer says nothing: the server itself keeps an entry for each of theirs. */
export function showPresence(awareness: Awareness, person: Person, members: readonly Member[]): void {
  if (person.role === 'observer' || awareness.getLocalState() !== null) return;
  const { id, name, role } = person;
  const state: PresenceState = {
    person: id,
    name,
    role,
    editing: null,
    user: { name, color: caretColor(members, id) },
  };
  awareness.setLocalState({ ...state });
}

export function hidePresence(awareness: Awareness): void {
  if (awareness.getLocalState() !== null) awareness.setLocalState(null);
}

const ROLES: readonly Role[] = ['mentor', 'mentee', 'observer'];

/** Reads one awareness state; null where it says nobody. */
function readState(
  state: Readonly<Record<string, unknown>>,
  members: readonly Member[],
): Omit<Presence, 'self'> | null {
  const { person, name, editing } = state;
  const role = ROLES.find((one) => one === state.role);
  if (typeof person !== 'string' || role === undefined) return null;
  const known = members.find((member) => member.id === person)?.name;
  return {
    person,
    name: known ?? (typeof name === 'string' ? name : person),
    role,
    editing: typeof editing === 'string' ? editing : null,
  };
}

/** Everybody who is here, each person once, members in their order first. */
export function readPresence(awareness: Awareness, members: readonly Member[], self: string): Presence[] {
  const people = new Map<string, Presence>();
  for (const state of awareness.getStates().values()) {
    const read = readState(state, members);
    if (!read) continue;
    const other = people.get(read.person); // another tab of the same person
    people.set(read.person, { ...read, editing: read.editing ?? other?.editing ?? null, self: read.person === self });
  }
  const place = (one: Presence): number => {
    const at = members.findIndex((member) => member.id === one.person);
    return at < 0 ? members.length : at;
  };
  return [...people.values()].sort((a, b) => place(a) - place(b) || (a.person < b.person ? -1 : 1));
}

/** Calls `listener` with everybody who is here, now and after each change; answers how to stop. */
export function watchPresence(
  awareness: Awareness,
  members: readonly Member[],
  self: string,
  listener: (presence: readonly Presence[]) => void,
): () => void {
  let last = '';
  const read = (): void => {
    const presence = readPresence(awareness, members, self);
    const now = JSON.stringify(presence); // a caret moves with every key; presence does not
    if (now === last) return;
    last = now;
    listener(presence);
  };
  awareness.on('change', read);
  read();
  return () => awareness.off('change', read);
}
