import { msg, str } from '@lit/localize';
import type { SessionStatus } from '@fireside/client';
import type { Member, Session } from '@fireside/protocol';
import { formatMinutes, formatNames, formatRelativeDay, formatTimes, zonesDiffer, type Zone } from '../format.ts';

const MINUTE = 60_000;

/** "Anna and Bo" */
export function namesOf(status: SessionStatus): string {
  return formatNames((status.mentorship?.members ?? []).map((member) => member.name));
}

/** When the session is, for this person and, where it differs, for the others: "today 15:00 – 15:50", "for Bo 14:00 – 14:50". */
export function whenWords(session: Session, status: SessionStatus, now: number): string[] {
  const { startsAt } = session;
  if (startsAt === null) return [msg('No date yet: it begins when one of you joins')];
  const zone = status.person?.tz ?? null;
  const end = startsAt + session.minutes * MINUTE;
  const own = msg(str`${formatRelativeDay(startsAt, now, zone)}, ${formatTimes(startsAt, end, zone)}`);
  const others = (status.mentorship?.members ?? [])
    .filter((member) => member.id !== status.person?.id && otherZone(member, startsAt, zone))
    .map((member) => msg(str`for ${member.name} ${formatTimes(startsAt, end, member.tz ?? null)}`));
  return [own, ...others];
}

function otherZone(member: Member, at: number, own: Zone): boolean {
  return member.tz != null && zonesDiffer(at, own, member.tz);
}

/** "28 min left", "begins in 5 min"; empty where the clock says nothing that helps. */
export function timeWords(session: Session, now: number): string {
  const { startsAt, minutes, state } = session;
  if (startsAt === null) return '';
  const until = (at: number): number => Math.ceil((at - now) / MINUTE);
  if (state === 'scheduled') {
    const left = until(startsAt);
    return left > 0 && left <= 60 ? msg(str`begins in ${formatMinutes(left)}`) : '';
  }
  if (state !== 'live') return '';
  const left = until(startsAt + minutes * MINUTE);
  return left > 0 ? msg(str`${formatMinutes(left)} left`) : msg('The planned time is over');
}

/** How they meet, where it is not by video; empty otherwise. */
export function modeWords(session: Session): string {
  switch (session.mode) {
    case 'video':
      return '';
    case 'phone':
      return msg('By phone');
    case 'in-person':
      return msg('In person');
  }
}
