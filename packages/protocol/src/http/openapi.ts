/** The OpenAPI 3.1 description of the HTTP interface, made from the schemas that the server checks with. */
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { EXPORT_SCHEMA_PATH } from './export.ts';
import {
  addendum,
  authors,
  booking,
  callChoice,
  done,
  errorBody,
  joinRequest,
  livekitWebhook,
  newAddendum,
  promiseList,
  session,
  sessionDetail,
  sessionList,
  sessionPatch,
  sessionResult,
  ticket,
} from './shapes.ts';

type Token = 'hostToken' | 'ticket' | 'livekit';

/** An answer that is no JSON by one of our schemas: media types, as OpenAPI has them. */
interface Content {
  readonly content: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly summary: string;
  readonly tokens: readonly Token[];
  readonly body?: v.GenericSchema;
  /** Of the body; JSON where left out. */
  readonly type?: string;
  readonly answer: v.GenericSchema | Content;
  readonly status?: number;
  readonly query?: Readonly<Record<string, string>>;
}

const COMMANDS = {
  start: 'Makes a scheduled session live; 409 where another one is.',
  'wrap-up': 'Stores the recap, books the next date, carries over; asking twice answers the same.',
  archive: 'Ends the 72 hours after wrap-up now: from here on nothing is written.',
  cancel: 'Cancels a scheduled session; its open items go to the next one.',
  'did-not-happen':
    'Says that a scheduled session did not take place; its open items go to the next one. 409 before its date.',
} as const;

export type SessionCommand = keyof typeof COMMANDS;
export const SESSION_COMMANDS = Object.keys(COMMANDS) as SessionCommand[];

const EXPORT: Operation = {
  summary: 'As a file to take along, with everything that whoever asks may read.',
  tokens: ['ticket'],
  query: { format: '`md` or `json`.', private: '`1`: with the private notes of whoever asks.' },
  answer: {
    content: {
      'text/markdown': { schema: { type: 'string' } },
      'application/json': { schema: { $ref: EXPORT_SCHEMA_PATH } },
    },
  },
};

const operations: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  '/v1/join': {
    post: { summary: 'Gives a ticket for a host token.', tokens: ['hostToken'], body: joinRequest, answer: ticket },
  },
  '/v1/promises': {
    get: {
      summary: 'Promises of the mentorships that the host token names.',
      tokens: ['hostToken'],
      answer: promiseList,
    },
  },
  '/v1/mentorships/{id}/sessions': {
    get: {
      summary: 'Sessions of a mentorship, newest first.',
      tokens: ['ticket', 'hostToken'],
      answer: sessionList,
      query: {
        limit: 'Sessions on a page, 1 to 100; 20 where left out.',
        before: 'The page’s `before`.',
        from: 'Sessions from this moment on, in ms since the epoch.',
        to: 'Sessions before this moment.',
        q: 'Words, prefixes of words and “phrases”, all of which must be there: only sessions in which they are found, with the places. A ticket finds its person’s own private notes, too.',
        person: 'Of a search: only words of this person.',
        kind: 'Of a search: only these kinds, separated by commas.',
      },
    },
    post: {
      summary: 'Books a session; the same key answers with the same session, with 200.',
      tokens: ['ticket'],
      body: booking,
      answer: session,
      status: 201,
    },
  },
  '/v1/sessions/{id}': {
    get: {
      summary: 'A session with what is kept of it: a recap and when others were written, addenda, who was there.',
      tokens: ['ticket'],
      answer: sessionDetail,
      query: { revision: 'Which recap; the latest where left out, 404 where there is no such one.' },
    },
    patch: {
      summary: 'Moves a scheduled session; fills a template in, once.',
      tokens: ['ticket'],
      body: sessionPatch,
      answer: session,
    },
  },
  '/v1/sessions/{id}/addenda': {
    post: {
      summary:
        'Adds to an archived session; the same id answers with the same addendum, with 200. 409 in any other state, and where another addendum has the id.',
      tokens: ['ticket'],
      body: newAddendum,
      answer: addendum,
      status: 201,
    },
  },
  '/v1/sessions/{id}/authors': {
    get: {
      summary: 'Which Yjs clientID is which person, in the documents of the session and of its mentorship.',
      tokens: ['ticket'],
      answer: authors,
    },
  },
  ...Object.fromEntries(
    SESSION_COMMANDS.map((command) => [
      `/v1/sessions/{id}/${command}`,
      { post: { summary: COMMANDS[command], tokens: ['ticket'], answer: sessionResult } } as const,
    ]),
  ),
  '/v1/sessions/{id}/export': { get: EXPORT },
  '/v1/mentorships/{id}/export': { get: EXPORT },
  '/v1/sessions/{id}/call': {
    post: {
      summary:
        'Chooses what carries the call; whoever is in it joins again. 409 where it is over, or more than four are in it.',
      tokens: ['ticket'],
      body: callChoice,
      answer: sessionResult,
    },
  },
  '/v1/livekit/webhook': {
    post: {
      summary: 'Takes what LiveKit says of its rooms; the same one twice changes nothing.',
      tokens: ['livekit'],
      body: livekitWebhook,
      type: 'application/webhook+json',
      answer: done,
    },
  },
};

/** The document that `/openapi.json` answers with. `typeMode` matters: what is sent may leave out what has a default. */
export function openApi(): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: { title: 'Fireside', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    paths: Object.fromEntries(
      Object.entries(operations).map(([path, methods]) => [
        path,
        {
          ...(path.includes('{id}') ? { parameters: [parameter('path', 'id', 'The id, encoded once.', true)] } : {}),
          ...Object.fromEntries(Object.entries(methods).map(([method, one]) => [method, describe(one)])),
        },
      ]),
    ),
    components: {
      securitySchemes: {
        hostToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A JWT that the host signs; it lives for at most an hour.',
        },
        ticket: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The `documents.token` of a ticket; it lives for ten minutes.',
        },
        livekit: {
          type: 'apiKey',
          in: 'header',
          name: 'authorization',
          description: 'A JWT that LiveKit signs over the bytes of the body.',
        },
      },
    },
  };
}

function describe({
  summary,
  tokens,
  body,
  type,
  answer,
  status = 200,
  query = {},
}: Operation): Record<string, unknown> {
  const parameters = Object.entries(query).map(([name, text]) => parameter('query', name, text, false));
  return {
    summary,
    security: tokens.map((token) => ({ [token]: [] })),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: json(body, 'input', type) } } : {}),
    responses: {
      [status]: { description: 'Done.', content: 'content' in answer ? answer.content : json(answer, 'output') },
      default: { description: 'Refused: see the table of errors.', content: json(errorBody, 'output') },
    },
  };
}

function parameter(place: string, name: string, description: string, required: boolean): Record<string, unknown> {
  return { in: place, name, description, required, schema: { type: 'string' } };
}

function json(
  schema: v.GenericSchema,
  typeMode: 'input' | 'output',
  type = 'application/json',
): Record<string, unknown> {
  // An id's rule is no JSON Schema: its description says it.
  const converted = toJsonSchema(schema, { typeMode, ignoreActions: ['check'] });
  const { $schema: _, ...rest } = converted;
  return { [type]: { schema: rest } };
}
