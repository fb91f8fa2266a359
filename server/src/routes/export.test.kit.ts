/** What tests of the export ask for, and a session with something of everything. */
import {
  addComment,
  addGoal,
  addMilestone,
  addOutcome,
  addPromise,
  addToBacklog,
  documentName,
  notesOf,
  privateNotesOf,
  readAgenda,
  setPromiseKept,
  type Ticket,
} from '@fireside/protocol';
import { exportFile, read, type ExportFile } from '@fireside/protocol/http';
import { expect } from 'vitest';
import * as Y from 'yjs';
import { createStage } from '../testing/stage.ts';
import { ANNA, BO, MENTORSHIP, MENTORSHIP_DOC, minutes, sessionDoc, type World } from '../testing/world.ts';

export const sessionPath = (id: string, query = 'format=md'): string => `/v1/sessions/${id}/export?${query}`;
export const wholePath = (query = 'format=md', id = MENTORSHIP): string => `/v1/mentorships/${id}/export?${query}`;

function line(words: string, nodeName = 'paragraph'): Y.XmlElement {
  const element = new Y.XmlElement(nodeName);
  element.insert(0, [new Y.XmlText(words)]);
  return element;
}
const privateDoc = (person: string): string => documentName({ kind: 'private', mentorship: MENTORSHIP, person });

interface Held {
  readonly anna: Ticket;
  readonly bo: Ticket;
  readonly id: string;
}

export interface Exports {
  ask(path: string, token: string | null, headers?: Record<string, string>): Promise<Response>;
  text(path: string, ticket: Ticket): Promise<string>;
  json(path: string, ticket: Ticket): Promise<ExportFile>;
  /** A session with something of everything, wrapped up. */
  held(): Promise<Held>;
}

export function createExports(world: World): Exports {
  const stage = createStage(world);

  async function ask(path: string, token: string | null, headers: Record<string, string> = {}): Promise<Response> {
    return world.app.request(path, {
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    });
  }

  async function text(path: string, { documents }: Ticket): Promise<string> {
    const response = await ask(path, documents.token);
    expect(response.status).toBe(200);
    return response.text();
  }
  const json = async (path: string, ticket: Ticket): Promise<ExportFile> =>
    read(exportFile, JSON.parse(await text(path, ticket)));

  async function held(): Promise<Held> {
    const { anna: first } = await stage.live({ 'The talk': 'discussed', 'How to say no': 'parked' });
    const { id } = first.session;
    await world.write(BO, sessionDoc(id), (doc) => {
      const [talk] = readAgenda(doc);
      addComment(doc, { item: talk!.id, text: 'one number', author: 'bo', at: world.now() });
      addOutcome(doc, { kind: 'takeaway', text: 'One number carries the talk', author: 'bo' });
      addOutcome(doc, { kind: 'decision', text: 'Bo talks in March', author: 'anna' });
      notesOf(doc).insert(0, [line('The talk', 'heading'), line('People remember # one number.')]);
    });
    await world.write(ANNA, MENTORSHIP_DOC, (doc) => {
      addPromise(doc, { text: 'Send the outline', owner: 'bo', due: '2026-11-28', from: { session: id, item: null } });
      setPromiseKept(
        doc,
        addPromise(doc, { text: 'Ask for a dry run', owner: 'anna', due: null, from: null }),
        world.now(),
      );
      addMilestone(doc, addGoal(doc, { title: 'Speak freely', author: 'bo', at: world.now() }), 'A first talk');
      addToBacklog(doc, { id: 'later', title: 'Salary', author: 'bo' });
    });
    await world.write(ANNA, privateDoc('anna'), (doc) => privateNotesOf(doc, id).insert(0, [line('be patient')]));
    await world.write(BO, privateDoc('bo'), (doc) => privateNotesOf(doc, id).insert(0, [line('ask for a raise')]));
    world.pass(minutes(48));
    const [anna, bo] = [await world.join(ANNA, { session: id }), await world.join(BO, { session: id })];
    expect((await stage.command(anna, 'wrap-up')).status).toBe(200);
    return { anna, bo, id };
  }

  return { ask, text, json, held };
}
