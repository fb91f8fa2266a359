/** A promise of a recap in words: as it was made, and what has become of it since. */
import { isDay, type Promised } from '@fireside/protocol';
import type { Recap } from '@fireside/protocol/http';
import { msg, str } from '@lit/localize';
import { dueWords } from '../due-words.ts';
import { formatDate, type Zone } from '../format.ts';

export type RecapPromise = Recap['content']['promises'][number];

/** The promises of the mentorship by id; null while they are not at hand. */
export type PromisesNow = ReadonlyMap<string, Promised> | null;

interface PromiseWords {
  readonly kept: boolean;
  /** Who, by when. */
  readonly made: readonly string[];
  /** What is different today; empty where nothing is. */
  readonly since: readonly string[];
}

export interface PromiseReading {
  readonly now: PromisesNow;
  readonly name: (person: string) => string;
  readonly zone: Zone;
  /** Milliseconds since the epoch, for the year of a date. */
  readonly today: number;
}

export function promiseWords(promise: RecapPromise, { now, name, zone, today }: PromiseReading): PromiseWords {
  const made = [name(promise.owner), dueInWords(promise.due)].filter((words) => words !== '');
  const current = now?.get(promise.id);
  const keptAt = current ? current.keptAt : promise.keptAt;
  const since: string[] = [];
  if (current && current.text !== promise.text && current.text !== '') since.push(msg(str`now: “${current.text}”`));
  if (current && current.owner !== promise.owner) since.push(msg(str`now ${name(current.owner)}`));
  if (current && current.due !== promise.due) {
    since.push(current.due === null ? msg('now without a date') : msg(str`now ${dueWords(current.due)}`));
  }
  if (keptAt !== null) since.push(msg(str`kept on ${formatDate(keptAt, zone, today)}`));
  else if (now && !current) since.push(msg('not on the list any more'));
  return { kept: keptAt !== null, made, since };
}

/** What another program wrote may be no date that we know: then it stays as it is. */
function dueInWords(due: string | null): string {
  return due === null || due === 'next' || isDay(due) ? dueWords(due) : due;
}
