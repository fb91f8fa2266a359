/** Answers of the server about saved sessions, for tests and pictures. */
import type { RichNode } from '@fireside/protocol';
import type { Recap, SessionDetail, SessionResult, SessionSummary } from '@fireside/protocol/http';

const START = Date.UTC(2026, 10, 21, 15);
const MINUTE = 60_000;

export function summaryOf(id: string, over: Partial<SessionSummary> = {}): SessionSummary {
  return {
    id,
    state: 'wrapped-up',
    startsAt: START,
    minutes: 50,
    mode: 'video',
    template: 'none',
    startedAt: START,
    wrappedUpAt: START + 48 * MINUTE,
    unanswered: false,
    lines: ['One number carries the whole talk', 'Send the outline'],
    revision: 1,
    added: 0,
    changedAt: START + 48 * MINUTE,
    ...over,
  };
}

const notes: RichNode[] = [
  {
    type: 'heading',
    attrs: { level: 2, item: 'i1' },
    content: [{ type: 'text', text: 'Talk for the spring conference' }],
  },
  {
    type: 'paragraph',
    content: [
      { type: 'text', text: 'People remember ' },
      { type: 'text', text: 'one number', marks: [{ type: 'bold' }] },
      { type: 'text', text: '.' },
    ],
  },
];

export function recapOf(content: Partial<Recap['content']> = {}, over: Partial<Recap> = {}): Recap {
  return {
    revision: 1,
    at: START + 48 * MINUTE,
    by: 'anna',
    members: [
      { id: 'anna', name: 'Anna', role: 'mentor' },
      { id: 'bo', name: 'Bo', role: 'mentee' },
    ],
    content: {
      outcomes: [
        { id: 'o1', kind: 'takeaway', text: 'One number carries the whole talk', author: 'anna' },
        { id: 'o2', kind: 'decision', text: 'Bo gives the talk in March', author: 'bo' },
      ],
      promises: [
        {
          id: 'p1',
          text: 'Send the outline',
          owner: 'bo',
          due: '2026-11-28',
          from: { session: 's1', item: null },
          keptAt: null,
        },
        { id: 'p2', text: 'Ask two colleagues for a dry run', owner: 'anna', due: 'next', from: null, keptAt: null },
      ],
      items: [
        {
          id: 'i1',
          title: 'Talk for the spring conference',
          kind: 'topic',
          minutes: 20,
          author: 'anna',
          state: 'discussed',
          origin: null,
        },
        {
          id: 'i2',
          title: 'How do you say no to your lead?',
          kind: 'topic',
          minutes: 15,
          author: 'bo',
          state: 'parked',
          origin: null,
        },
        {
          id: 'i3',
          title: 'Book the next two meetings',
          kind: 'topic',
          minutes: 5,
          author: null,
          state: 'open',
          origin: null,
        },
      ],
      notes,
      next: { startsAt: Date.UTC(2026, 11, 5, 15), minutes: 50, mode: 'video', by: 'anna' },
      ...content,
    },
    ...over,
  };
}

export function detailOf(id: string, over: Partial<SessionDetail> = {}): SessionDetail {
  const recap = recapOf();
  return {
    ...summaryOf(id),
    mentorship: 'm1',
    recap,
    revisions: [{ revision: 1, at: recap.at, by: recap.by }],
    addenda: [],
    attendance: recap.members.map(({ id: person, name }) => ({ id: person, name })),
    openUntil: null,
    damaged: false,
    newer: null,
    older: null,
    ...over,
  };
}

export function resultOf(id: string): SessionResult {
  const { state, startsAt, minutes, mode, template } = summaryOf(id);
  return { session: { id, state, startsAt, minutes, mode, template }, recap: recapOf(), next: null };
}
