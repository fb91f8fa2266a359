/** One session in Markdown: facts first, then what it left behind, as in the recap. */
import type { ExportedMentorship, ExportedSession } from '@fireside/protocol/http';
import type { BlockContent, ListItem } from 'mdast';
import { fact, heading, list, paragraph, plainParagraphs, row, section, type Level } from './blocks.ts';
import { withNames, type Page } from './page.ts';
import { promiseRow, topicRow } from './rows.ts';
import { richTextBlocks } from './rich-text.ts';

/** `level`: of its heading. */
export function sessionPage(session: ExportedSession, page: Page, level: 1 | 2): BlockContent[] {
  const former = [...session.attendance, ...(session.recap?.members ?? [])];
  const known = withNames(page, former);
  const { words } = known;
  const written = sections(session, known, (level + 1) as Level);
  return [
    heading(level, titleOf(session, known)),
    ...list(facts(session, known)),
    ...(session.damaged ? [paragraph(words.damaged)] : []),
    ...(written.length === 0 ? [paragraph(words.nothing)] : written),
  ];
}

/** Whether there is nothing in it but itself. */
export function isEmptySession(session: ExportedSession): boolean {
  const { items, outcomes, promises, notes, next, privateNotes = [], addenda, damaged } = session;
  const written = [items, outcomes, promises, notes, privateNotes, addenda];
  return !damaged && next === null && written.every((part) => part.length === 0);
}

function titleOf({ startsAt, wrappedUpAt }: ExportedSession, { words, dates }: Page): string {
  const day = startsAt ?? wrappedUpAt;
  return day === null ? words.withoutDate : dates.day(day);
}

function facts(session: ExportedSession, { words, dates }: Page): ListItem[] {
  const { startsAt, startedAt, wrappedUpAt, minutes, mode, state, attendance } = session;
  const took =
    startedAt !== null && wrappedUpAt !== null ? Math.max(1, Math.round((wrappedUpAt - startedAt) / 60_000)) : null;
  const length = [took === null ? '' : words.minutes(took), words.planned(minutes)].filter((part) => part !== '');
  const began = startedAt ?? startsAt;
  return [
    fact(words.when, began === null ? '' : dates.moment(began)),
    fact(words.length, length.join(' · ')),
    fact(words.how, words.modes[mode]),
    fact(words.state, words.states[state]),
    fact(words.there, dates.names(attendance.map((one) => one.name).filter((name) => name !== ''))),
  ].filter((one) => one !== null);
}

function sections(session: ExportedSession, page: Page, level: Level): BlockContent[] {
  const { items, promises, notes, next, addenda, privateNotes = [] } = session;
  const { words, dates } = page;
  const below = (level + 1) as Level;
  return [
    ...section(level, words.takeaways, outcomes(session, page, 'takeaway')),
    ...section(level, words.decisions, outcomes(session, page, 'decision')),
    ...section(level, words.promises, list(promises.map((promise) => promiseRow(promise, page)))),
    ...(next === null
      ? []
      : section(level, words.nextMeeting, [
          paragraph(`${dates.moment(next.startsAt)} · ${words.minutes(next.minutes)}`),
        ])),
    ...section(level, words.agenda, list(items.map((item) => topicRow(item, page, words.items[item.state])))),
    ...section(level, words.notes, richTextBlocks(notes, level)),
    ...section(
      level,
      words.addedAfterwards,
      addenda.flatMap(({ person, name, at, text }) =>
        section(below, words.addedBy(name || page.nameOf(person), dates.moment(at)), plainParagraphs(text)),
      ),
    ),
    ...section(level, words.onlyForMe, richTextBlocks(privateNotes, level)),
  ];
}

function outcomes({ outcomes: all }: ExportedSession, { nameOf }: Page, kind: 'takeaway' | 'decision'): BlockContent[] {
  return list(
    all
      .filter((outcome) => outcome.kind === kind)
      .map(({ text, author }) => row({ words: text, facts: [nameOf(author)] })),
  );
}

/** What a file of one session begins with. */
export function sessionFile(session: ExportedSession, mentorship: ExportedMentorship, page: Page): BlockContent[] {
  const [title, ...rest] = sessionPage(session, page, 1);
  const names = page.dates.names(mentorship.members.map((member) => member.name));
  return [title!, ...(names === '' ? [] : [paragraph(names)]), ...rest];
}
