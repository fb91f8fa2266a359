/** What stands below an item: its kind, who wrote it and where it came from, each a few words. */
import type { FiresideSession } from '@fireside/client';
import { isDoubted, type AgendaItem, type BacklogItem, type ItemOrigin } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { formatDate } from '../format.ts';
import { nameOf } from '../lines/people.ts';
import { kindWord } from './kinds.ts';

export function itemWords(session: FiresideSession, item: AgendaItem | BacklogItem): string[] {
  const { kind, author, origin } = item;
  const words = kind === 'topic' ? [] : [kindWord(kind)];
  if (author !== null) words.push(nameOf(session, author)); // nobody wrote what a template brought
  const asked = 'state' in item && isDoubted(item); // then the question says how often
  if (origin !== null) words.push(originWords(session, origin, asked));
  return words;
}

function originWords(session: FiresideSession, { startsAt, times }: ItemOrigin, asked: boolean): string {
  const zone = session.status.value.person?.tz ?? null;
  const from =
    startsAt === null
      ? msg('carried from an earlier session')
      : msg(str`carried from ${formatDate(startsAt, zone, session.now())}`);
  return times < 2 || asked ? from : `${from}, ${timesWords(times)}`;
}

function timesWords(times: number): string {
  if (times === 2) return msg('for the second time');
  return times === 3 ? msg('for the third time') : msg(str`${times} times by now`);
}

export function commentWords(count: number): string {
  return count === 1 ? msg('1 comment') : msg(str`${count} comments`);
}
