/** Everything that three people do at once in the document of a session, drawn by dice. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { agendaOf, ITEM_KINDS, ITEM_STATES, readAgenda, readReady } from './agenda.ts';
import {
  addItem,
  addItems,
  deleteItem,
  editItem,
  fitMinutes,
  moveItem,
  restoreItem,
  setItemState,
  setMinutes,
  setReady,
  setStillWanted,
  type Boxes,
} from './agenda-operations.ts';
import { elapsed, readClock } from './clock.ts';
import { comeBack, stepAway, stopClock, talkAbout } from './clock-operations.ts';
import { addComment, commentsOf, deleteComment, readComments, restoreComment } from './comments.ts';
import {
  addOutcome,
  deleteOutcome,
  editOutcome,
  OUTCOME_KINDS,
  readNext,
  readOutcomes,
  restoreOutcome,
  setNext,
} from './outcomes.ts';
import { copies, Dice, mingle, SEEDS } from './peers.test.kit.ts';

const MINUTE = 60_000;

/** What has ever been made and ever been deleted, whatever became of it. */
class Ledger {
  readonly #made = new Set<string>();
  readonly #deleted = new Set<string>();

  make(...ids: string[]): void {
    for (const id of ids) this.#made.add(id);
  }
  delete(id: string, act: (id: string) => void): void {
    this.#deleted.add(id);
    act(id);
  }
  get never(): string[] {
    return [...this.#made].filter((id) => !this.#deleted.has(id)).sort();
  }
  get made(): string[] {
    return [...this.#made].sort();
  }
}

class Meeting {
  readonly dice: Dice;
  readonly items = new Ledger();
  readonly comments = new Ledger();
  readonly outcomes = new Ledger();
  now = 0;
  #before: Boxes = new Map();

  constructor(seed: number) {
    this.dice = new Dice(seed);
  }

  readonly act = (doc: Y.Doc): void => {
    this.now += this.dice.below(MINUTE);
    const kind = this.dice.below(5);
    if (kind === 0 || agendaOf(doc).size === 0) this.#add(doc);
    else if (kind === 1) this.#ofItem(doc, this.dice.pick([...agendaOf(doc).keys()]));
    else if (kind === 2) this.#ofComment(doc);
    else if (kind === 3) this.#ofClock(doc);
    else this.#ofOutcome(doc);
  };

  #add(doc: Y.Doc): void {
    const { dice, items } = this;
    const one = () => ({ title: `item ${dice.below(9)}`, author: 'bo', minutes: 1 + dice.below(30) });
    if (dice.below(3) === 0) items.make(...addItems(doc, [one(), one(), one()]));
    else items.make(addItem(doc, one()));
  }

  #ofItem(doc: Y.Doc, id: string): void {
    const { dice, items } = this;
    const kind = dice.below(9);
    if (kind === 0) editItem(doc, id, { title: `edited ${dice.below(99)}`, kind: dice.pick(ITEM_KINDS) });
    else if (kind === 1) editItem(doc, id, { minutes: dice.pick([null, 1, 600]) });
    else if (kind === 2) setItemState(doc, id, dice.pick(ITEM_STATES));
    else if (kind === 3) items.delete(id, (gone) => deleteItem(doc, gone));
    else if (kind === 4) restoreItem(doc, id);
    else if (kind === 5) setStillWanted(doc, id);
    else if (kind === 6) this.#before = fitMinutes(doc, dice.pick([1, 25, 50, 90]));
    else if (kind === 7) setMinutes(doc, this.#before);
    else moveItem(doc, id, dice.below(agendaOf(doc).size));
  }

  #ofComment(doc: Y.Doc): void {
    const { dice, comments } = this;
    const all = [...commentsOf(doc).keys()];
    const item = dice.pick([...agendaOf(doc).keys()]);
    const kind = all.length === 0 ? 0 : dice.below(4);
    if (kind < 2)
      comments.make(addComment(doc, { item, text: `why ${dice.below(9)}`, author: 'bo', at: dice.below(9) }));
    else if (kind === 2) comments.delete(dice.pick(all), (id) => deleteComment(doc, id));
    else restoreComment(doc, dice.pick(all));
  }

  #ofClock(doc: Y.Doc): void {
    const { dice, now } = this;
    const kind = dice.below(6);
    if (kind === 0) setReady(doc, dice.pick(['anna', 'bo']), dice.below(2) === 0);
    else if (kind === 1) stopClock(doc, null, now);
    else if (kind === 2) stepAway(doc, dice.pick(['anna', 'bo']), now);
    else if (kind === 3) comeBack(doc, dice.pick(['anna', 'bo']), now);
    else talkAbout(doc, dice.pick([...agendaOf(doc).keys()]), now);
  }

  #ofOutcome(doc: Y.Doc): void {
    const { dice, outcomes } = this;
    const all = readOutcomes(doc);
    const kind = all.length === 0 ? 0 : dice.below(5);
    if (kind === 0) outcomes.make(addOutcome(doc, { kind: dice.pick(OUTCOME_KINDS), text: 'so', author: 'bo' }));
    else if (kind === 1) editOutcome(doc, dice.pick(all).id, `so ${dice.below(9)}`);
    else if (kind === 2) outcomes.delete(dice.pick(all).id, (id) => deleteOutcome(doc, id));
    else if (kind === 3) restoreOutcome(doc, dice.pick(outcomes.made.filter((id) => doc.getMap('outcomes').has(id))));
    else setNext(doc, { startsAt: 1 + dice.below(9), minutes: 50, mode: 'video', by: dice.pick(['anna', 'bo']) });
  }
}

const everything = (doc: Y.Doc): unknown => ({
  agenda: readAgenda(doc),
  comments: [...readComments(doc).values()].flat().sort((a, b) => (a.id < b.id ? -1 : 1)),
  clock: { ...readClock(doc), spent: [...readClock(doc).spent].sort() },
  ready: readReady(doc),
  outcomes: readOutcomes(doc),
  next: readNext(doc),
});

describe('a session that three people change at once', () => {
  it.each(SEEDS)('is the same for all, loses nothing, doubles nothing and goes on (seed %i)', (seed) => {
    const meeting = new Meeting(seed);
    const docs = copies(3);
    mingle(docs, meeting.dice, 120, meeting.act);
    const [doc = new Y.Doc(), ...others] = docs;
    const written = Y.encodeStateAsUpdate(doc);
    for (const other of others) expect(everything(other)).toEqual(everything(doc));
    expect(Y.encodeStateAsUpdate(doc)).toEqual(written);

    const shown = readAgenda(doc).map(({ id }) => id);
    expect(shown).toHaveLength(new Set(shown).size);
    expect(shown).toEqual(expect.arrayContaining(meeting.items.never));
    expect([...agendaOf(doc).keys()].sort()).toEqual(meeting.items.made);
    const comments = [...readComments(doc).values()].flat().map(({ id }) => id);
    expect(comments).toEqual(expect.arrayContaining(meeting.comments.never));
    expect([...commentsOf(doc).keys()].sort()).toEqual(meeting.comments.made);
    const outcomes = readOutcomes(doc).map(({ id }) => id);
    expect(outcomes).toHaveLength(new Set(outcomes).size);
    expect(outcomes).toEqual(expect.arrayContaining(meeting.outcomes.never));

    const { current, spent } = readClock(doc);
    if (current) expect(elapsed(readClock(doc), meeting.now)).toBeLessThanOrEqual(meeting.now);
    for (const time of spent.values()) expect(time).toBeLessThanOrEqual(meeting.now);

    for (let place = 0; place <= shown.length; place += 1) {
      const id = addItem(doc, { title: 'between', author: null });
      moveItem(doc, id, place);
      expect(readAgenda(doc).map((item) => item.id)).toEqual(shown.toSpliced(place, 0, id));
      deleteItem(doc, id);
    }
  });
});
