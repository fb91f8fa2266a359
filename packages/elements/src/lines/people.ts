import type { FiresideSession, Presence } from '@fireside/client';
import { msg, str } from '@lit/localize';

/** The name of a person of this mentorship; somebody who is no member any more has none. */
export function nameOf(session: FiresideSession, person: string): string {
  const { mentorship, person: self } = session.status.value;
  const member = mentorship?.members.find((one) => one.id === person);
  return member?.name ?? (self?.id === person ? self.name : msg('a former member'));
}

/** The name of the first of these with that id: those of the time go before those of today. Empty where there is none. */
export function nameIn(people: readonly { readonly id: string; readonly name: string }[], id: string | null): string {
  return people.find((one) => one.id === id)?.name ?? '';
}

/** "Bo is editing", for the first other person who is at this record; null when nobody is. */
export function editorOf(presence: readonly Presence[], record: string): string | null {
  const other = presence.find((one) => !one.self && one.editing === record);
  return other ? msg(str`${other.name} is editing`) : null;
}
