/** What the states of the gallery are made from: a session of Anna and Bo with the fake's own clock. */
import type { CallSnapshot, Device } from '@fireside/client';
import { createFakeSession, type FakeSession, type FakeSessionOptions } from '@fireside/client/fake';
import {
  addGoal,
  addItem,
  addMilestone,
  addPromise,
  addToBacklog,
  newId,
  setGoalStatus,
  setItemState,
  setMilestoneDone,
  talkAbout,
} from '@fireside/protocol';
import * as Y from 'yjs';
import { ANNA, BO } from './faces.ts';

const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
/** Saturday, 15:00 in Berlin, 14:00 in Lisbon. */
export const BEGIN = Date.UTC(2026, 10, 21, 14, 0);
export const NOW = BEGIN + 12 * MINUTE;

export interface State {
  readonly session: () => FakeSession | null;
  /** What to do once the element is there. */
  readonly act?: (widget: HTMLElement, session: FakeSession) => void | Promise<void>;
}

export const device = (id: string, label: string): Device => ({ id, label });
export const ON = { on: true, pending: false };
export const OFF = { on: false, pending: false };

export function fake(options: FakeSessionOptions = {}): FakeSession {
  const session = createFakeSession({
    now: () => NOW,
    members: [
      { id: 'anna', name: 'Anna', role: 'mentor', tz: 'Europe/Berlin' },
      { id: 'bo', name: 'Bo', role: 'mentee', tz: 'Europe/Lisbon' },
    ],
    ...options,
    person: {
      tz: 'Europe/Berlin',
      locale: new URLSearchParams(location.search).get('lang') ?? 'en-GB',
      ...options.person,
    },
    session: { startsAt: BEGIN, ...options.session },
  });
  // A still picture: the lobby's preview must not open another one.
  session.call.setMicrophone = session.call.setCamera = () => Promise.resolve();
  session.call.set({
    ...session.call.value,
    self: { ...session.call.value.self, microphone: ON, camera: ON, level: 0.55 },
    devices: {
      microphones: [device('m1', 'Headset'), device('m2', 'Built-in microphone')],
      cameras: [device('c1', 'Built-in camera')],
      speakers: [device('s1', 'Headset')],
      chosen: { microphone: 'm1', camera: 'c1', speaker: 's1' },
    },
    tiles: [ANNA],
  });
  fill(session);
  return session;
}

function fill(session: FakeSession): void {
  const { session: own, mentorship } = session.documents.value;
  if (own?.writable) fillSession(own.doc);
  if (mentorship?.writable) fillMentorship(mentorship.doc);
  if (own && !own.writable) {
    const scratch = new Y.Doc();
    fillSession(scratch);
    Y.applyUpdate(own.doc, Y.encodeStateAsUpdate(scratch));
  }
}

function fillSession(doc: Y.Doc): void {
  const first = addItem(doc, { title: 'Arrive: one word for your week', author: null, kind: 'arrival', minutes: 5 });
  const talk = addItem(doc, { title: 'Talk for the spring conference', author: 'anna', minutes: 20 });
  addItem(doc, { title: 'How do you say no to your lead?', author: 'bo', minutes: 15 });
  addItem(doc, { title: 'Book the next two meetings', author: null, kind: 'logistics', minutes: 5 });
  setItemState(doc, first, 'discussed');
  talkAbout(doc, talk, NOW - 9 * MINUTE);
  const notes = doc.getXmlFragment('notes');
  const block = (name: string, text: string): Y.XmlElement => {
    const element = new Y.XmlElement(name);
    element.insert(0, [new Y.XmlText(text)]);
    return element;
  };
  const heading = block('heading', 'Talk for the spring conference');
  heading.setAttribute('level', 2 as unknown as string);
  notes.insert(0, [
    heading,
    block('paragraph', 'The story starts with the outage, not with the architecture. First slide is a clock.'),
    block('paragraph', 'Bo: people remember one number. Which one is yours?'),
    block('paragraph', '→ 41 minutes. Everything else explains why it is not 41 seconds'),
  ]);
}

function fillMentorship(doc: Y.Doc): void {
  const talk = addGoal(doc, { title: 'Give a talk outside the team', author: 'bo', at: NOW - 90 * DAY });
  for (const [index, step] of ['Pick a story', 'Write the outline', 'Dry run'].entries()) {
    const milestone = addMilestone(doc, talk, step);
    if (index < 2) setMilestoneDone(doc, talk, milestone, { done: true, by: 'bo', at: NOW - (9 - index) * DAY });
  }
  const topic = addGoal(doc, { title: 'Name my own topic in every meeting', author: 'bo', at: NOW - 120 * DAY });
  setGoalStatus(doc, topic, { status: 'reached', by: 'bo', at: Date.UTC(2026, 9, 3) });
  const from = { session: 's0', item: null };
  addPromise(doc, { text: 'Send the outline of my own first talk', owner: 'bo', due: '2026-11-28', from });
  addPromise(doc, { text: 'Ask two colleagues for a dry run', owner: 'anna', due: 'next', from });
  addToBacklog(doc, { id: newId(), title: 'Which conference in autumn?', author: 'bo' });
}

export function live(options: FakeSessionOptions = {}): FakeSession {
  const session = fake({ ...options, session: { state: 'live', ...options.session } });
  void session.enter();
  const { person, members } = session.ticket;
  session.presence.set(
    members.map(({ id, name, role }) => ({ person: id, name, role, self: id === person.id, editing: null })),
  );
  setCall(session, {
    state: 'joined',
    quality: 'good',
    self: { ...session.call.value.self, camera: ON },
    tiles: [ANNA, BO],
    others: [
      {
        id: 'b',
        person: 'bo',
        name: 'Bo',
        microphone: true,
        camera: true,
        screen: false,
        speaking: true,
        away: false,
        connection: 'connected',
      },
    ],
  });
  return session;
}

export const setCall = (session: FakeSession, change: Partial<CallSnapshot>): void =>
  session.call.set({ ...session.call.value, ...change });

export const press =
  (name: string) =>
  (widget: HTMLElement): void => {
    const buttons = [...(widget.shadowRoot?.querySelectorAll('button') ?? [])];
    buttons.find((button) => button.textContent?.trim() === name)?.click();
  };
