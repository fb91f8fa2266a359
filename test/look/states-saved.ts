/** The saved notes: the home, what is new in it, searching, and when there is nothing, too much or no answer. */
import type { FakeSession } from '@fireside/client/fake';
import { FiresideError, markRead, setReadSince } from '@fireside/protocol';
import type { Found, SessionSummary } from '@fireside/protocol/http';
import { detailOf, recap, saved } from './saved.ts';
import { BEGIN, DAY, fake, live, NOW, press, type State } from './setup.ts';

const MINUTE = 60_000;
const LINES = [
  ['Saying no to a deadline', 'Bo asks for the review in writing'],
  ['The first slide is a clock'],
  ['Who decides about the budget?', 'Ask Mira before the summer'],
  ['Goal reached: name my own topic in every meeting'],
  ['How the outage was told to the board'],
];
const LONG =
  'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungen, von denen niemand weiß, wie sie in eine Zeile passen sollen, und danach noch viele Worte, die keiner mehr liest';

/** A session every two weeks, some of them otherwise. */
function sessionsOf(count: number): SessionSummary[] {
  const [like] = saved();
  return Array.from({ length: count }, (_, at): SessionSummary => {
    const startsAt = BEGIN - at * 14 * DAY;
    const state = at === 3 ? 'did-not-happen' : at === 6 ? 'cancelled' : 'archived';
    return {
      ...like!,
      id: `n${at}`,
      state,
      startsAt,
      startedAt: startsAt,
      wrappedUpAt: startsAt + 50 * MINUTE,
      changedAt: startsAt + 50 * MINUTE,
      lines: state === 'archived' ? LINES[at % LINES.length]! : [],
    };
  });
}

/** Answers as the server would: pages of a hundred, and each session by its id. */
function withSessions(session: FakeSession, sessions: readonly SessionSummary[]): FakeSession {
  session.saved.list = (query = {}) => {
    const from = Number(query.before ?? 0);
    const to = from + (query.limit ?? 20);
    return Promise.resolve({
      sessions: sessions.slice(from, to),
      before: to < sessions.length ? String(to) : null,
    });
  };
  session.saved.detail = (id) => {
    const at = sessions.findIndex((one) => one.id === id);
    const summary = sessions[at];
    if (!summary) return Promise.reject(new FiresideError('not-found'));
    const [newer = null, older = null] = [sessions[at - 1]?.id, sessions[at + 1]?.id];
    return Promise.resolve({ ...detailOf(summary, summary.lines.length > 0 ? recap() : null), newer, older });
  };
  return session;
}

function withNews(session: FakeSession): FakeSession {
  const [first, second, third, fourth, ...rest] = sessionsOf(14);
  const { doc } = session.documents.value.private!;
  setReadSince(doc, NOW - 30 * DAY);
  markRead(doc, third!.id, { revision: 1, added: 0 });
  markRead(doc, second!.id, { revision: 1, added: 0 });
  const unanswered: SessionSummary = {
    ...fourth!,
    state: 'scheduled',
    unanswered: true,
    wrappedUpAt: null,
    changedAt: null,
  };
  return withSessions(session, [
    first!,
    second!,
    { ...third!, revision: 2, changedAt: NOW - DAY },
    unanswered,
    ...rest,
  ]);
}

const hit = (kind: Found['kind'], record: string | null, people: string[], ...text: string[]): Found => ({
  kind,
  record,
  people,
  text: text.map((piece, at) => ({ text: piece, hit: at % 2 === 1 })),
});

function found(session: FakeSession): FakeSession {
  const sessions = sessionsOf(14);
  withSessions(session, sessions);
  const { list } = session.saved;
  session.saved.list = (query, signal) => {
    if (query?.q === undefined) return list(query, signal);
    const hits = [
      [
        hit('takeaway', 'o1', ['anna'], '', 'One number', ' carries the whole talk'),
        hit(
          'notes',
          'i1',
          ['anna', 'bo'],
          '…not with the architecture. People remember ',
          'one number',
          '. Which one is yours?',
        ),
      ],
      [hit('private-notes', null, ['anna'], 'Ask Mira whether ', 'one number', ' is enough for the board')],
      [
        hit('promise', 'p1', ['bo'], 'Find the ', 'one number', ' of the outage and check it with two people'),
        hit('item', 'i4', ['bo'], 'Which ', 'number', ' do we show?'),
        hit('comment', 'i4', ['anna'], '', 'One', ' of the ', 'numbers', ' in the report, not three'),
      ],
    ];
    return Promise.resolve({
      sessions: hits.map((of, at) => ({ ...sessions[at * 2]!, found: of, more: at === 2 ? 3 : 0 })),
      found: [hit('goal', 'g1', ['bo'], 'Tell every story with ', 'one number', '')],
      before: null,
    });
  };
  return session;
}

const frame = (): Promise<number> => new Promise(requestAnimationFrame);

async function home(widget: HTMLElement): Promise<ShadowRoot> {
  press('Saved notes')(widget);
  for (;;) {
    const root = widget.shadowRoot?.querySelector('fireside-review')?.shadowRoot;
    if (root?.querySelector('.head')) return root;
    await frame();
  }
}

const open = async (widget: HTMLElement): Promise<void> => void (await home(widget));

/** Types it, and waits for what `selector` names. */
const search =
  (text: string, selector: string) =>
  async (widget: HTMLElement): Promise<void> => {
    const root = await home(widget);
    const input = root.querySelector('input')!;
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    while (!root.querySelector(selector)) await frame();
  };

const choose =
  (place: string) =>
  async (widget: HTMLElement): Promise<void> => {
    (await home(widget)).querySelector<HTMLElement>(`#tab-${place}`)?.click();
    await frame();
  };

const failing = (session: FakeSession): FakeSession => {
  withSessions(session, sessionsOf(14));
  const { list } = session.saved;
  session.saved.list = (query, signal) =>
    query?.q === undefined ? list(query, signal) : Promise.reject(new FiresideError('unreachable'));
  return session;
};

export const savedStates: Readonly<Record<string, State>> = {
  'saved-notes': { session: () => withSessions(fake(), sessionsOf(14)), act: open },
  'home-empty': { session: () => withSessions(fake(), []), act: open },
  'home-new': { session: () => withNews(fake()), act: open },
  'home-slow': {
    session: () => {
      const session = fake();
      session.saved.list = () => new Promise(() => {});
      return session;
    },
    act: open,
  },
  'home-failed': {
    session: () => {
      const session = fake();
      session.answer('list', new FiresideError('unreachable'));
      return session;
    },
    act: open,
  },
  'home-in-call': { session: () => withSessions(live(), sessionsOf(14)), act: open },
  'home-long': {
    session: () =>
      withSessions(
        fake(),
        sessionsOf(9).map((one) => ({ ...one, lines: [LONG, LONG] })),
      ),
    act: open,
  },
  'home-many': { session: () => withSessions(fake(), sessionsOf(1000)), act: open },
  'home-promises': { session: () => withSessions(fake(), sessionsOf(14)), act: choose('promises') },
  'home-goals': { session: () => withSessions(fake(), sessionsOf(14)), act: choose('goals') },
  search: { session: () => found(fake()), act: search('one number', '.results') },
  'search-opened': {
    session: () => found(fake()),
    act: async (widget) => {
      await search('one number', '.results')(widget);
      const root = widget.shadowRoot!.querySelector('fireside-review')!.shadowRoot!;
      root.querySelectorAll<HTMLElement>('.results [data-session]')[1]?.click();
      await frame();
    },
  },
  'search-empty': {
    session: () => {
      const session = withSessions(fake(), sessionsOf(14));
      const { list } = session.saved;
      session.saved.list = (query, signal) =>
        query?.q === undefined ? list(query, signal) : Promise.resolve({ sessions: [], before: null });
      return session;
    },
    act: search('Nebelhorn', '.message strong'),
  },
  'search-failed': { session: () => failing(fake()), act: search('one number', '.problem') },
};
