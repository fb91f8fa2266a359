/** What lies over all sessions, before the sessions themselves. */
import type { ExportedMentorship } from '@fireside/protocol/http';
import type { BlockContent } from 'mdast';
import { heading, list, paragraph, row, section } from './blocks.ts';
import type { Page } from './page.ts';
import { promiseRow, topicRow } from './rows.ts';

type Goal = NonNullable<ExportedMentorship['goals']>[number];
type Entry = Goal['history'][number];

export function mentorshipPage(mentorship: ExportedMentorship, page: Page, exportedAt: number): BlockContent[] {
  const { members, damaged, goals = [], promises = [], backlog = [] } = mentorship;
  const { words, dates } = page;
  const names = dates.names(members.map((member) => member.name));
  return [
    heading(1, names === '' ? mentorship.id : names),
    paragraph(`${words.takenAlong}: ${dates.moment(exportedAt)}`),
    ...(damaged ? [paragraph(words.damaged)] : []),
    ...section(
      2,
      words.goals,
      goals.flatMap((goal) => goalBlocks(goal, page)),
    ),
    ...section(2, words.promises, list(promises.map((promise) => promiseRow(promise, page)))),
    ...section(2, words.parkedForLater, list(backlog.map((topic) => topicRow(topic, page)))),
  ];
}

function goalBlocks(goal: Goal, page: Page): BlockContent[] {
  const { words } = page;
  const status = goal.status === 'open' ? '' : ` (${words.goalStatus[goal.status]})`;
  return [
    heading(3, `${goal.title}${status}`),
    ...list(goal.milestones.map(({ title, done }) => row({ words: title, checked: done }))),
    ...section(4, words.history, list(goal.history.map((entry) => entryRow(goal, entry, page)))),
  ];
}

function entryRow(goal: Goal, entry: Entry, page: Page): ReturnType<typeof row> {
  const { words, dates, nameOf } = page;
  const corrected = goal.history.some((other) => other.corrects === entry.id) ? words.corrected : '';
  const day = entry.at === 0 ? '' : dates.day(entry.at);
  return row({ words: entryWords(goal, entry, page), facts: [day, nameOf(entry.by), corrected] });
}

function entryWords(goal: Goal, entry: Entry, { words }: Page): string {
  switch (entry.what) {
    case 'words':
      return entry.text;
    case 'step': {
      const title = goal.milestones.find(({ id }) => id === entry.step)?.title ?? '…';
      return entry.done ? words.stepDone(title) : words.stepOpen(title);
    }
    case 'status': {
      if (entry.status !== 'open') return words.goalStatus[entry.status];
      const first = goal.history.find(({ what }) => what === 'status');
      return first === entry ? words.setAsGoal : words.takenUpAgain;
    }
  }
}
