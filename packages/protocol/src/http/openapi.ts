/** The OpenAPI 3.1 description of the HTTP interface, made from the schemas that the server checks with. */
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import {
  authors,
  booking,
  callChoice,
  done,
  errorBody,
  joinRequest,
  livekitWebhook,
  promiseList,
  session,
  sessionDetail,
  sessionList,
  sessionPatch,
  sessionResult,
  ticket,
} from './shapes.ts';

type Token = 'hostToken' | 'ticket' | 'livekit';

interface Operation {
  readonly summary: string;
  readonly tokens: readonly Token[];
  readonly body?: v.GenericSchema;
  /** Of the body; JSON where left out. */
  readonly type?: string;
  readonly answer: v.GenericSchema;
  readonly status?: number;
  readonly query?: Readonly<Record<string, string>>;
}

const COMMANDS = {
  start: 'Makes a scheduled session live; 409 where another one is.',
  'wrap-up': 'Stores the recap, books the next date, carries over; asking twice answers the same.',
  archive: 'Ends the 72 hours after wrap-up now: from here on nothing is written.',
  cancel: 'Cancels a scheduled session; its open items go to the next one.',
  'did-not-happen': 'Says that a scheduled session did not take place; its open items go to the next one.',
} as const;

export type SessionCommand = keyof typeof COMMANDS;
export const SESSION_COMMANDS = Object.keys(COMMANDS) as SessionCommand[];

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
      query: { limit: 'Sessions on a page, 1 to 100; 20 where left out.', before: 'The page’s `before`.' },
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
    get: { summary: 'A session with its latest recap.', tokens: ['ticket'], answer: sessionDetail },
    patch: {
      summary: 'Moves a scheduled session; fills a template in, once.',
      tokens: ['ticket'],
      body: sessionPatch,
      answer: session,
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
      [status]: { description: 'Done.', content: json(answer, 'output') },
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
