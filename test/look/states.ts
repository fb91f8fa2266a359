/** Every state of the widget, made with the fake session. */
import { createFakeSession, fakeKept, type FakeSession } from '@fireside/client/fake';
import { addOutcome, FiresideError, setNext } from '@fireside/protocol';
import { detailOf, saved, withSavedNotes } from './saved.ts';
import { BEGIN, DAY, fake, live, press, type State } from './setup.ts';
import { agendaStates } from './states-agenda.ts';
import { clockStates } from './states-clock.ts';
import { lobbyStates } from './states-lobby.ts';
import { notesStates } from './states-notes.ts';
import { overTimeStates } from './states-over-time.ts';
import { owedStates } from './states-owed.ts';
import { readingStates } from './states-reading.ts';
import { roomStates } from './states-room.ts';
import { savedStates } from './states-saved.ts';

/** What is read just after wrap-up. */
const STILL_OPEN = { state: 'wrapped-up', openUntil: BEGIN + 3 * DAY } as const;
const observer = { id: 'olga', name: 'Olga', role: 'observer' } as const;

function joining(change: Parameters<FakeSession['changeStatus']>[0]): FakeSession {
  const session = createFakeSession({ joining: true });
  session.changeStatus(change);
  return session;
}

export const states: Readonly<Record<string, State>> = {
  ...agendaStates,
  ...clockStates,
  ...lobbyStates,
  ...notesStates,
  ...overTimeStates,
  ...owedStates,
  ...readingStates,
  ...roomStates,
  ...savedStates,
  waiting: { session: () => null },
  loading: { session: () => joining({}) },
  unreachable: { session: () => joining({ error: new FiresideError('unreachable'), retrying: true }) },
  failed: { session: () => joining({ phase: 'failed', error: new FiresideError('wrong-mentorship') }) },
  'not-saved': {
    session: () => {
      const session = live();
      session.save.set({ kind: 'not-saved', code: 'storage', stored: true });
      return session;
    },
  },
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
      session.answer('detail', detailOf(saved()[1]!, null));
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
  recap: { session: () => withSavedNotes(fake({ session: { state: 'wrapped-up' } }), STILL_OPEN) },
  'recap-in-call': {
    session: () => {
      const session = withSavedNotes(live(), STILL_OPEN);
      session.changeSession({ state: 'wrapped-up' });
      return session;
    },
  },
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
