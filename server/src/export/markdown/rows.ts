/** Promises and topics as lines of a list. */
import type { ExportedMentorship, ExportedSession } from '@fireside/protocol/http';
import type { ListItem } from 'mdast';
import { list, row } from './blocks.ts';
import type { Page } from './page.ts';

type Promised = ExportedSession['promises'][number];
type Topic = NonNullable<ExportedMentorship['backlog']>[number];

/** A task, ticked when it is kept. */
export function promiseRow({ text, owner, due, keptAt }: Promised, { words, dates, nameOf }: Page): ListItem {
  const until = due === null ? '' : due === 'next' ? words.byNext : words.byDay(dayWords(due, dates));
  const kept = keptAt === null ? '' : words.keptOn(dates.day(keptAt));
  return row({ words: text, checked: keptAt !== null, facts: [nameOf(owner), keptAt === null ? until : kept] });
}

/** A topic with its comments below it. */
export function topicRow({ title, author, minutes, comments }: Topic, page: Page, state = ''): ListItem {
  const { words, dates, nameOf } = page;
  return row({
    words: title,
    facts: [state, nameOf(author), minutes === null ? '' : words.minutes(minutes)],
    below: list(
      comments.map((comment) =>
        row({ words: comment.text, facts: [nameOf(comment.author), dates.moment(comment.at)] }),
      ),
    ),
  });
}

/** A day that does not exist was written by somebody else; a recap of before may hold it. */
function dayWords(due: string, dates: Page['dates']): string {
  return Number.isNaN(Date.parse(`${due}T12:00:00Z`)) ? due : dates.calendarDay(due);
}
