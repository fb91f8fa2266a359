/** HTTP bodies as valibot schemas; types and `/openapi.json` come from them. Kept out of the browser's first load. */
import * as v from 'valibot';
import type { RichNode } from '../documents/rich-text.ts';
import { isValidId } from '../ids.ts';

export const INVALID_ID = 'An id is 1 to 128 bytes without slashes or control characters, and not “.” or “..”.';

const id = v.pipe(
  v.string(),
  v.check((text: string) => isValidId(text), INVALID_ID),
  v.metadata({ description: INVALID_ID }),
);
/** Milliseconds since the Unix epoch; the time values of ECMA-262 section 21.4.1.1. */
const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const minutes = v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(600));
const mode = v.picklist(['video', 'phone', 'in-person']);
/** The agendas that the server can fill in. */
export const templateId = v.picklist(['first-session', 'steady', 'checkup']);
const template = v.picklist(['none', ...templateId.options]);
const state = v.picklist(['scheduled', 'live', 'wrapped-up', 'archived', 'cancelled', 'did-not-happen']);
const memberRole = v.picklist(['mentor', 'mentee']);
const access = v.picklist(['rw', 'ro']);

export const errorBody = v.object({
  error: v.object({
    /** A code of the table of errors. */
    code: v.string(),
    message: v.string(),
    requestId: v.string(),
    /** What a program may need: the id of the live session, the states that allow a command. */
    data: v.exactOptional(v.record(v.string(), v.unknown())),
  }),
});

export const joinRequest = v.object({ mentorship: id, session: v.optional(id) });

export const member = v.object({
  id,
  name: v.string(),
  role: memberRole,
  tz: v.exactOptional(v.nullable(v.string())),
});

export const session = v.object({
  id,
  state,
  startsAt: v.nullable(time),
  minutes,
  mode,
  template,
  recording: v.exactOptional(
    v.pipe(v.literal('never'), v.metadata({ description: 'Fireside has no way to record; every session says so.' })),
  ),
  lastTime: v.exactOptional(v.nullable(time)),
});

const iceServer = v.object({
  urls: v.array(v.string()),
  username: v.optional(v.string()),
  credential: v.optional(v.string()),
});

export const ticket = v.object({
  now: time,
  person: v.object({
    id,
    name: v.string(),
    role: v.picklist(['mentor', 'mentee', 'observer']),
    locale: v.nullable(v.string()),
    tz: v.nullable(v.string()),
  }),
  mentorship: v.object({ id, members: v.array(member) }),
  session,
  documents: v.object({
    url: v.string(),
    token: v.string(),
    expiresAt: time,
    access: v.record(v.string(), access),
    epochs: v.record(v.string(), v.number()),
  }),
  call: v.nullable(
    v.union([
      v.object({ kind: v.literal('peer'), url: v.string(), token: v.string(), iceServers: v.array(iceServer) }),
      v.object({
        kind: v.literal('sfu'),
        url: v.string(),
        token: v.string(),
        identity: v.string(),
        signaling: v.object({ url: v.string(), token: v.string() }),
      }),
    ]),
  ),
});

const outcome = v.object({
  id: v.string(),
  kind: v.picklist(['takeaway', 'decision']),
  text: v.string(),
  author: v.nullable(v.string()),
});

const promised = v.object({
  id: v.string(),
  text: v.string(),
  owner: v.string(),
  due: v.nullable(v.string()),
  from: v.nullable(v.object({ session: v.string(), item: v.nullable(v.string()), at: v.exactOptional(v.number()) })),
  keptAt: v.nullable(v.number()),
});

const agendaItem = v.object({
  id: v.string(),
  title: v.string(),
  kind: v.string(),
  minutes: v.nullable(v.number()),
  author: v.nullable(v.string()),
  state: v.picklist(['open', 'discussed', 'parked']),
  origin: v.nullable(v.object({ session: v.string(), startsAt: v.nullable(v.number()), times: v.number() })),
});

const plain = v.nullable(v.union([v.string(), v.number(), v.boolean()]));
/** Rich text stays open: its grammar is the editor's, and a reader skips what it does not know. */
const richNode = v.looseObject({
  type: v.string(),
  attrs: v.optional(v.record(v.string(), plain)),
}) as unknown as v.GenericSchema<RichNode>;

export const recap = v.object({
  revision: v.number(),
  at: time,
  /** The person who wrapped up, or `server`. */
  by: v.string(),
  members: v.array(member),
  content: v.object({
    outcomes: v.array(outcome),
    promises: v.array(promised),
    items: v.array(agendaItem),
    notes: v.array(richNode),
    next: v.nullable(v.object({ startsAt: time, minutes, mode, by: v.string() })),
  }),
});

/** What is searched, and what a hit is in. */
export const foundKind = v.picklist([
  'notes',
  'private-notes',
  'item',
  'comment',
  'takeaway',
  'decision',
  'promise',
  'goal',
  'addendum',
]);

/** Something that was found. */
export const found = v.object({
  kind: foundKind,
  /** The id of the record: of notes that of the agenda item they are about; null where they are about none. */
  record: v.nullable(v.string()),
  /** Whose words these are; of a promise, who owes it. Empty where nobody knows. */
  people: v.array(v.string()),
  /** The words around the hit, in pieces; `hit` are those that were searched. */
  text: v.array(v.object({ text: v.string(), hit: v.boolean() })),
});

export const sessionSummary = v.object({
  ...session.entries,
  startedAt: v.nullable(time),
  wrappedUpAt: v.nullable(time),
  /** The planned end is more than 24 h ago and nobody came: "Did this take place?" */
  unanswered: v.boolean(),
  /** First lines of the recap, for a list; empty without a recap. */
  lines: v.array(v.string()),
  /** Of the latest recap; 0 without one. */
  revision: v.number(),
  /** How many addenda there are. */
  added: v.number(),
  /** When its latest recap revision or addendum was written; null without either. */
  changedAt: v.nullable(time),
});

export const sessionList = v.object({
  sessions: v.array(
    v.object({
      ...sessionSummary.entries,
      /** Of a search: the first hits in this session, and how many more there are. */
      found: v.exactOptional(v.array(found)),
      more: v.exactOptional(v.number()),
    }),
  ),
  /** Of a search, on its first page: what belongs to no session, such as goals. */
  found: v.exactOptional(v.array(found)),
  /** Pass it as `?before=` for the next page; null on the last. */
  before: v.nullable(v.string()),
});

/** Digits of a query as a number. */
const digits = (most: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number), v.minValue(0), v.maxValue(most));

export const listQuery = v.object({
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(100)),
    '20',
  ),
  before: v.optional(v.string()),
  /** Words, prefixes of words and "phrases"; all of them must be there. */
  q: v.optional(v.string()),
  /** Of a search: whose words. */
  person: v.optional(id),
  /** Of a search: what kinds, separated by commas. */
  kind: v.optional(
    v.pipe(
      v.string(),
      // Each is a part of what is searched for; a thousand of the same one would be searched for, too.
      v.transform((text) => [...new Set(text.split(','))]),
      v.array(foundKind),
    ),
  ),
  /** Sessions from this moment on, and before that one (ms). */
  from: v.optional(digits(8.64e15)),
  to: v.optional(digits(8.64e15)),
});

export const addendum = v.object({
  id,
  /** Who wrote it, and their name then. */
  person: v.string(),
  name: v.string(),
  at: time,
  text: v.string(),
});

/** The id is the caller's: the same one again answers with the same addendum. */
export const newAddendum = v.object({ id, text: v.string() });

export const detailQuery = v.object({
  /** A revision of the recap; the latest where left out. */
  revision: v.optional(digits(1e9)),
});

export const sessionDetail = v.object({
  ...sessionSummary.entries,
  mentorship: id,
  /** The latest recap, or the revision that was asked for; null before wrap-up. */
  recap: v.nullable(recap),
  /** Every recap there is, the first one first. */
  revisions: v.array(v.object({ revision: v.number(), at: time, by: v.string() })),
  addenda: v.array(addendum),
  /** Members who were there. */
  attendance: v.array(v.object({ id: v.string(), name: v.string() })),
  /** Until when its notes can be written to after wrap-up; null where that is over, or not begun. */
  openUntil: v.nullable(time),
  /** Whether something of its document could not be read and was put aside; the rest is here. */
  damaged: v.boolean(),
  /** The sessions after and before it, among those that are past. */
  newer: v.nullable(v.string()),
  older: v.nullable(v.string()),
});

export const booking = v.object({
  key: id,
  startsAt: time,
  minutes: v.optional(minutes, 50),
  mode: v.optional(mode, 'video'),
  template: v.optional(template, 'none'),
});

export const sessionPatch = v.object({
  startsAt: v.optional(time),
  minutes: v.optional(minutes),
  mode: v.optional(mode),
  /** Fills in its items, once; where a template was filled in before, it is refused. */
  template: v.optional(templateId),
});

/** What carries a session's call: the browsers themselves, where the media server cannot be reached by everybody. */
export const callChoice = v.object({ kind: v.literal('peer') });

/** The answer to every session command; `next` is where its items went. */
export const sessionResult = v.object({
  session,
  recap: v.nullable(recap),
  next: v.nullable(session),
});

export const promiseList = v.object({
  /** Whom the host token is of. */
  person: v.object({ id, locale: v.nullable(v.string()), tz: v.nullable(v.string()) }),
  promises: v.array(v.object({ ...promised.entries, mentorship: id })),
  /** Who is in each mentorship that was asked about, for names. */
  mentorships: v.array(v.object({ id, members: v.array(member) })),
  /** When the sessions were that promises come from. */
  sessions: v.array(v.object({ id, startsAt: v.nullable(time) })),
});

/** Which Yjs clientID is which person (`server` for what the server wrote), per document: who wrote what. */
const authorsOfDocument = v.array(v.object({ client: v.number(), person: v.string() }));
export const authors = v.object({ session: authorsOfDocument, mentorship: authorsOfDocument });

/** What LiveKit tells (its `WebhookEvent`, as JSON of proto3); only the signature over its bytes makes it true. */
export const livekitWebhook = v.looseObject({ event: v.string(), id: v.string() });

export const done = v.object({ ok: v.literal(true) });

export type ErrorBody = v.InferOutput<typeof errorBody>;
export type JoinRequest = v.InferOutput<typeof joinRequest>;
export type Booking = v.InferInput<typeof booking>;
export type SessionPatch = v.InferOutput<typeof sessionPatch>;
export type ListQuery = v.InferOutput<typeof listQuery>;
export type Found = v.InferOutput<typeof found>;
export type FoundKind = v.InferOutput<typeof foundKind>;
export type Addendum = v.InferOutput<typeof addendum>;
export type NewAddendum = v.InferOutput<typeof newAddendum>;
export type SessionSummary = v.InferOutput<typeof sessionSummary>;
export type SessionList = v.InferOutput<typeof sessionList>;
export type SessionDetail = v.InferOutput<typeof sessionDetail>;
export type SessionResult = v.InferOutput<typeof sessionResult>;
export type PromiseList = v.InferOutput<typeof promiseList>;
export type Authors = v.InferOutput<typeof authors>;
export type Recap = v.InferOutput<typeof recap>;
