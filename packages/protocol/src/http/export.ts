/**
 * What a person takes along: the file that `/export?format=json` answers with, as a schema of its own with a version, because
 * it outlives the server that wrote it. Fields may be added to version 1; none changes its meaning or goes.
 */
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import type { RichNode } from '../documents/rich-text.ts';
import { addendum, member, recap, session } from './shapes.ts';

/** Where the server publishes the JSON Schema of version 1. */
export const EXPORT_SCHEMA_PATH = '/schemas/export-1.json';

const ms = v.pipe(v.number(), v.description('Milliseconds since the Unix epoch.'));
const personId = v.pipe(v.string(), v.description('The id of a person, as the host signs it.'));

const attributes = v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean()])));
const mark = v.object({ type: v.string(), attrs: v.exactOptional(attributes) });
const richNode = v.pipe(
  v.object({
    type: v.string(),
    attrs: v.exactOptional(attributes),
    content: v.exactOptional(v.array(v.lazy((): v.GenericSchema<RichNode> => richNode))),
    text: v.exactOptional(v.string()),
    marks: v.exactOptional(v.array(mark)),
  }),
  v.description(
    'A node of rich text in the manner of ProseMirror’s JSON. A reader shows the words of a type it does not know.',
  ),
);
const richText = v.array(richNode);

const comment = v.object({ id: v.string(), author: personId, at: ms, text: v.string() });
const origin = v.object({
  session: v.pipe(v.string(), v.description('The session that it was first written in.')),
  startsAt: v.nullable(ms),
  times: v.pipe(v.number(), v.description('How often it has been carried over.')),
});
const topic = {
  id: v.string(),
  title: v.string(),
  kind: v.string(),
  minutes: v.nullable(v.number()),
  author: v.pipe(v.nullable(personId), v.description('Null for what a template filled in.')),
  origin: v.nullable(origin),
  comments: v.array(comment),
};
const item = v.object({ ...topic, state: v.picklist(['open', 'discussed', 'parked']) });

const outcome = v.object({
  id: v.string(),
  kind: v.picklist(['takeaway', 'decision']),
  text: v.string(),
  author: v.nullable(personId),
});

const promise = v.object({
  id: v.string(),
  text: v.string(),
  owner: v.pipe(v.string(), v.description('The id of the person who owes it.')),
  due: v.pipe(v.nullable(v.string()), v.description('A day (YYYY-MM-DD), “next” for the next session, or null.')),
  from: v.nullable(v.object({ session: v.string(), item: v.nullable(v.string()), at: v.exactOptional(ms) })),
  keptAt: v.pipe(v.nullable(ms), v.description('Null while it is owed.')),
});

const goalStatus = v.picklist(['open', 'reached', 'let-go']);
const goal = v.object({
  id: v.string(),
  title: v.string(),
  author: v.nullable(personId),
  status: goalStatus,
  milestones: v.array(v.object({ id: v.string(), title: v.string(), done: v.boolean() })),
  history: v.array(
    v.object({
      id: v.string(),
      at: ms,
      by: personId,
      what: v.picklist(['status', 'step', 'words']),
      status: goalStatus,
      step: v.pipe(v.nullable(v.string()), v.description('The id of a milestone.')),
      done: v.boolean(),
      text: v.string(),
      corrects: v.pipe(v.nullable(v.string()), v.description('The id of the entry that this one corrects.')),
    }),
  ),
});

const next = v.object({
  startsAt: ms,
  minutes: v.number(),
  mode: session.entries.mode,
  by: v.pipe(v.string(), v.description('The id of the person who suggested it.')),
});

export const exportedSession = v.object({
  id: v.string(),
  state: session.entries.state,
  startsAt: v.nullable(ms),
  minutes: v.pipe(v.number(), v.description('Planned.')),
  mode: session.entries.mode,
  template: session.entries.template,
  startedAt: v.nullable(ms),
  wrappedUpAt: v.nullable(ms),
  attendance: v.pipe(v.array(v.object({ id: personId, name: v.string() })), v.description('Members who were there.')),
  damaged: v.pipe(
    v.boolean(),
    v.description(
      'Something of its document could not be read and is not here; where there is a recap, that stands instead.',
    ),
  ),
  items: v.array(item),
  outcomes: v.array(outcome),
  promises: v.pipe(v.array(promise), v.description('Those made in this session.')),
  notes: richText,
  next: v.nullable(next),
  privateNotes: v.exactOptional(
    v.pipe(richText, v.description('Of the person who took this along; only where they asked for it.')),
  ),
  revisions: v.pipe(
    v.array(v.object({ revision: v.number(), at: ms, by: v.string() })),
    v.description('Every recap that there was, the first one first.'),
  ),
  recap: v.pipe(
    v.nullable(
      v.object({
        ...recap.entries,
        content: v.object({
          outcomes: v.array(outcome),
          promises: v.array(promise),
          items: v.array(v.omit(item, ['comments'])),
          notes: richText,
          next: v.nullable(next),
        }),
      }),
    ),
    v.description('The latest recap; null before wrap-up.'),
  ),
  addenda: v.array(addendum),
});

export const exportFile = v.object({
  $schema: v.exactOptional(v.string()),
  format: v.literal('fireside-export'),
  version: v.literal(1),
  exportedAt: ms,
  person: v.pipe(personId, v.description('Who took it along.')),
  mentorship: v.object({
    id: v.string(),
    members: v.array(member),
    damaged: v.pipe(
      v.boolean(),
      v.description('Something of what lies over all sessions could not be read and is not here.'),
    ),
    goals: v.exactOptional(
      v.pipe(v.array(goal), v.description('Of a whole mentorship only, as are promises and backlog.')),
    ),
    promises: v.exactOptional(v.array(promise)),
    backlog: v.exactOptional(v.array(v.object(topic))),
  }),
  sessions: v.pipe(v.array(exportedSession), v.description('The first one first; one without a date last.')),
});

/** Of what lies over all sessions, and of one session, as the file has them. */
export type ExportedMentorship = v.InferOutput<typeof exportFile>['mentorship'];
export type ExportedSession = v.InferOutput<typeof exportedSession>;
export type ExportFile = v.InferOutput<typeof exportFile>;

export const exportQuery = v.object({
  format: v.picklist(['md', 'json']),
  /** `1`: with the private notes of whoever asks. */
  private: v.optional(v.picklist(['0', '1']), '0'),
});

/** The JSON Schema (2020-12) of the file. */
export function exportJsonSchema(): unknown {
  const schema = toJsonSchema(exportFile, {
    target: 'draft-2020-12',
    // An id's rule is no JSON Schema: its description says it.
    ignoreActions: ['check'],
    definitions: { richNode },
  });
  return { ...schema, title: 'What was taken along from Fireside, version 1' };
}
