/** Every state of the widget, made with the fake session. */
import type { CallSnapshot, Device } from '@fireside/client';
import { createFakeSession, fakeKept, type FakeSession, type FakeSessionOptions } from '@fireside/client/fake';
import {
  addGoal,
  addItem,
  addMilestone,
  addOutcome,
  addPromise,
  addToBacklog,
  FiresideError,
  newId,
  setClock,
  setGoalStatus,
  setItemState,
  setMilestoneDone,
  setNext,
} from '@fireside/protocol';
import type { Recap, SessionDetail, SessionSummary } from '@fireside/protocol/http';
import * as Y from 'yjs';
import { ANNA, BO, BO_SCREEN } from './faces.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Saturday, 15:00 in Berlin, 14:00 in Lisbon. */
const BEGIN = Date.UTC(2026, 10, 21, 14, 0);
const NOW = BEGIN + 12 * MINUTE;

export interface State {
  readonly session: () => FakeSession | null;
  /** What to do once the element is there. */
  readonly act?: (widget: HTMLElement, session: FakeSession) => void | Promise<void>;
}

const device = (id: string, label: string): Device => ({ id, label });
const ON = { on: true, pending: false };
const OFF = { on: false, pending: false };

function fake(options: FakeSessionOptions = {}): FakeSession {
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
  setClock(doc, { item: talk, startedAt: NOW - 9 * MINUTE });
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
    if (index < 2) setMilestoneDone(doc, talk, milestone, true);
  }
  const topic = addGoal(doc, { title: 'Name my own topic in every meeting', author: 'bo', at: NOW - 120 * DAY });
  setGoalStatus(doc, topic, { status: 'reached', by: 'bo', at: Date.UTC(2026, 9, 3) });
  const from = { session: 's0', item: null };
  addPromise(doc, { text: 'Send the outline of my own first talk', owner: 'bo', due: '2026-11-28', from });
  addPromise(doc, { text: 'Ask two colleagues for a dry run', owner: 'anna', due: 'next', from });
  addToBacklog(doc, { id: newId(), title: 'Which conference in autumn?', author: 'bo' });
}

function live(options: FakeSessionOptions = {}): FakeSession {
  const session = fake({ ...options, session: { state: 'live', ...options.session } });
  void session.enter();
  session.presence.set([
    { person: 'anna', name: 'Anna', role: 'mentor', self: true, editing: null },
    { person: 'bo', name: 'Bo', role: 'mentee', self: false, editing: null },
  ]);
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

const setCall = (session: FakeSession, change: Partial<CallSnapshot>): void =>
  session.call.set({ ...session.call.value, ...change });

const press =
  (name: string) =>
  (widget: HTMLElement): void => {
    const buttons = [...(widget.shadowRoot?.querySelectorAll('button') ?? [])];
    buttons.find((button) => button.textContent?.trim() === name)?.click();
  };

const observer = { id: 'olga', name: 'Olga', role: 'observer' } as const;

function recap(): Recap {
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
        items('Talk for the spring conference', 'discussed', 'anna'),
        items('How do you say no to your lead?', 'parked', 'bo'),
      ],
      notes: [
        { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Talk for the spring conference' }] },
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

function saved(): SessionSummary[] {
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
  });
  return [
    summary('s1', 0, 'video', ['One number carries the whole talk']),
    summary('s6', 14, 'video', ['Saying no; the review']),
    summary('s5', 28, 'in-person', ['In person, Lisbon office']),
    summary('s4', 49, 'phone', ['Goal reached: name my own topic']),
  ];
}

function withSavedNotes(session: FakeSession): FakeSession {
  const sessions = saved();
  session.answer('list', { sessions, before: null });
  const detail: SessionDetail = { ...sessions[0]!, state: 'wrapped-up', mentorship: 'm1', recap: recap() };
  session.answer('detail', detail);
  return session;
}

function joining(change: Parameters<FakeSession['changeStatus']>[0]): FakeSession {
  const session = createFakeSession({ joining: true });
  session.changeStatus(change);
  return session;
}

export const states: Readonly<Record<string, State>> = {
  waiting: { session: () => null },
  loading: { session: () => joining({}) },
  unreachable: { session: () => joining({ error: new FiresideError('unreachable'), retrying: true }) },
  failed: { session: () => joining({ phase: 'failed', error: new FiresideError('wrong-mentorship') }) },
  lobby: {
    session: () => {
      const session = fake();
      session.presence.set([{ person: 'bo', name: 'Bo', role: 'mentee', self: false, editing: null }]);
      return session;
    },
  },
  'lobby-denied': {
    session: () => {
      const session = fake();
      setCall(session, {
        self: { ...session.call.value.self, camera: OFF, level: 0.2 },
        tiles: [{ ...ANNA, video: null }],
        error: { code: 'device-denied', device: 'camera' },
      });
      return session;
    },
  },
  'lobby-in-person': { session: () => fake({ session: { mode: 'in-person' } }) },
  live: { session: () => live() },
  'live-muted': {
    session: () => {
      const session = live();
      setCall(session, {
        self: { ...session.call.value.self, microphone: OFF, camera: OFF },
        tiles: [
          { ...ANNA, video: null, microphone: false },
          { ...BO, speaking: false, connection: 'lost' },
        ],
        quality: 'weak',
      });
      session.save.set({ kind: 'offline', waiting: true, stored: true });
      return session;
    },
  },
  'not-saved': {
    session: () => {
      const session = live();
      session.save.set({ kind: 'not-saved', code: 'storage', stored: true });
      return session;
    },
  },
  'live-alone': {
    session: () => {
      const session = live();
      setCall(session, { tiles: [ANNA], others: [], quality: 'unknown' });
      return session;
    },
  },
  sharing: {
    session: () => {
      const session = live();
      setCall(session, { tiles: [ANNA, BO, BO_SCREEN] });
      return session;
    },
  },
  'second-tab': {
    session: () => {
      const session = live();
      setCall(session, { state: 'left', leaveReason: 'already-in-call', tiles: [], others: [] });
      return session;
    },
  },
  'press-to-hear': {
    session: () => {
      const session = live();
      setCall(session, { playback: 'blocked' });
      return session;
    },
  },
  'live-by-phone': { session: () => live({ session: { mode: 'phone' } }) },
  undo: {
    session: () => live(),
    act: (widget) => {
      const agenda = widget.shadowRoot?.querySelector('fireside-agenda');
      const all = [...(agenda?.shadowRoot?.querySelectorAll('button') ?? [])];
      all
        .find((button) => /^(Park|Delete)/.test(button.getAttribute('aria-label') ?? button.textContent ?? ''))
        ?.click();
    },
  },
  kept: {
    session: () => {
      const session = live();
      session.kept.set([fakeKept({ lines: ['Ask Mira about the stage', 'Bring the second adapter'] })]);
      session.answer('detail', { ...saved()[1]!, mentorship: 'm1', recap: null });
      session.waitingElsewhere.set(['s6']);
      session.changeDocument('session', { newer: true, writable: false });
      return session;
    },
  },
  'wrap-up': {
    session: () => {
      const session = live();
      const { doc } = session.documents.value.session!;
      addOutcome(doc, { kind: 'takeaway', text: 'One number carries the whole talk', author: 'anna' });
      setNext(doc, { startsAt: BEGIN + 14 * DAY, minutes: 50, mode: 'video', by: 'anna' });
      return session;
    },
    act: press('Wrap up'),
  },
  recap: { session: () => withSavedNotes(fake({ session: { state: 'wrapped-up' } })) },
  'recap-in-call': {
    session: () => {
      const session = withSavedNotes(live());
      session.changeSession({ state: 'wrapped-up' });
      return session;
    },
  },
  'saved-notes': { session: () => withSavedNotes(fake()), act: press('Saved notes') },
  cancelled: { session: () => fake({ session: { state: 'cancelled' } }) },
  'observer-before': {
    session: () => fake({ person: observer, access: { mentorship: null, session: null, private: null } }),
  },
  'observer-live': {
    session: () => {
      const session = fake({
        person: observer,
        access: { mentorship: null, session: 'ro', private: null },
        session: { state: 'live' },
      });
      session.save.set({ kind: 'reading' });
      return session;
    },
  },
  'observer-after': {
    session: () =>
      fake({
        person: observer,
        access: { mentorship: null, session: null, private: null },
        session: { state: 'wrapped-up' },
      }),
  },
};
