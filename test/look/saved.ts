/** A session that was wrapped up, and those before it. */
import type { FakeSession } from '@fireside/client/fake';
import { newId, readPromises } from '@fireside/protocol';
import type { Recap, SessionDetail, SessionSummary } from '@fireside/protocol/http';
import { BEGIN, DAY, NOW } from './setup.ts';

const MINUTE = 60_000;

export function recap(): Recap {
  const talk = newId();
  const items = (title: string, state: 'open' | 'discussed' | 'parked', author: string | null) => ({
    id: newId(),
    title,
    kind: 'topic',
    minutes: 15,
    author,
    state,
    origin: null,
  });
  return {
    revision: 1,
    at: NOW,
    by: 'anna',
    members: [
      { id: 'anna', name: 'Anna', role: 'mentor' },
      { id: 'bo', name: 'Bo', role: 'mentee' },
    ],
    content: {
      outcomes: [
        { id: 'o1', kind: 'takeaway', text: 'One number carries the whole talk', author: 'anna' },
        { id: 'o2', kind: 'decision', text: 'The talk is for the spring conference', author: 'bo' },
      ],
      promises: [
        {
          id: 'p1',
          text: 'Send the outline of my own first talk',
          owner: 'bo',
          due: '2026-11-28',
          from: { session: 's1', item: null },
          keptAt: null,
        },
        {
          id: 'p2',
          text: 'Ask two colleagues for a dry run',
          owner: 'anna',
          due: 'next',
          from: { session: 's1', item: null },
          keptAt: null,
        },
      ],
      items: [
        items('Arrive: one word for your week', 'discussed', null),
        { ...items('Talk for the spring conference', 'discussed', 'anna'), id: talk },
        items('How do you say no to your lead?', 'parked', 'bo'),
      ],
      notes: [
        {
          type: 'heading',
          attrs: { level: 2, item: talk },
          content: [{ type: 'text', text: 'Talk for the spring conference' }],
        },
        {
          type: 'paragraph',
          content: [
            {
              type: 'text',
              text: 'The story starts with the outage, not with the architecture. First slide is a clock.',
            },
          ],
        },
        { type: 'paragraph', content: [{ type: 'text', text: 'Bo: people remember one number. Which one is yours?' }] },
      ],
      next: { startsAt: BEGIN + 14 * DAY, minutes: 50, mode: 'video', by: 'anna' },
    },
  };
}

export function saved(): SessionSummary[] {
  const summary = (id: string, days: number, mode: SessionSummary['mode'], lines: string[]): SessionSummary => ({
    id,
    state: 'archived',
    startsAt: BEGIN - days * DAY,
    minutes: 50,
    mode,
    template: 'none',
    startedAt: BEGIN - days * DAY,
    wrappedUpAt: BEGIN - days * DAY + 48 * MINUTE,
    unanswered: false,
    lines,
    revision: 1,
    added: 0,
    changedAt: BEGIN - days * DAY + 48 * MINUTE,
  });
  return [
    summary('s1', 0, 'video', ['One number carries the whole talk']),
    summary('s6', 14, 'video', ['Saying no; the review']),
    summary('s5', 28, 'in-person', ['In person, Lisbon office']),
    summary('s4', 49, 'phone', ['Goal reached: name my own topic']),
  ];
}

export function withSavedNotes(session: FakeSession, change: Partial<SessionDetail> = {}): FakeSession {
  const sessions = saved();
  session.answer('list', { sessions, before: null });
  session.answer('detail', { ...detailOf(sessions[0]!, promisedIn(session, recap())), ...change });
  return session;
}

/** Its promises are those of the same words in the mentorship. */
function promisedIn({ documents }: FakeSession, made: Recap): Recap {
  const doc = documents.value.mentorship?.doc;
  const known = new Map(doc ? readPromises(doc).map(({ id, text }) => [text, id]) : []);
  const promises = made.content.promises.map((one) => ({ ...one, id: known.get(one.text) ?? one.id }));
  return { ...made, content: { ...made.content, promises } };
}

export function detailOf(summary: SessionSummary, latest: Recap | null): SessionDetail {
  return {
    ...summary,
    mentorship: 'm1',
    recap: latest,
    revisions: latest ? [{ revision: 1, at: latest.at, by: latest.by }] : [],
    addenda: [],
    attendance: latest ? latest.members.map(({ id, name }) => ({ id, name })) : [],
    openUntil: null,
    damaged: false,
    newer: null,
    older: null,
  };
}
