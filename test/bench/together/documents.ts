/** What a pair has written: the same bytes for every rival, made of made-up words that are the same each time. */
import {
  addGoal,
  addGoalEntry,
  addItems,
  addMilestone,
  addPromise,
  addToBacklog,
  notesOf,
  privateNotesOf,
  setGoalStatus,
  setMilestoneDone,
  setPromiseKept,
} from '@fireside/protocol';
import * as Y from 'yjs';

/** What a paragraph in the middle of the notes begins with. */
export const HERE = 'Here somebody goes on:';
/** Letters that stand nowhere in the notes, nor in anybody's name, until a bench types them. */
export const TYPED = 'qxz';

const WORDS =
  'a about after again all also and another any are as at back be been before but by can come could day did do each even find first for from get give go good great had has have her here him his how if in into is it just know last like little live long look made make many may me men more most much must my name never new no not now of on one only or other our out over own part people place same say see she should so some such take tell than that the their them then there these they thing think this those time to under up use very was water way we well went were what when where which who will with word work world would write year you your'.split(
    ' ',
  );
const START = Date.UTC(2026, 0, 12, 9);
const WEEK = 7 * 24 * 60 * 60 * 1000;
/** One every two weeks. */
const SESSIONS = 24;

/** Sentences of about so many characters. */
function makeWriter(seed: number): (length: number) => string {
  let state = seed;
  const word = (): string => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return WORDS[(state >> 8) % WORDS.length]!;
  };
  return (length) => {
    const words = [word()];
    for (let size = words[0]!.length; size < length;) {
      const next = words.length % 11 === 10 ? `${word()}.` : word();
      words.push(next);
      size += next.length + 1;
    }
    const text = words.join(' ');
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
}

type Attributes = Readonly<Record<string, number | boolean>>;

function element(name: string, children: (Y.XmlElement | Y.XmlText)[], attributes: Attributes = {}): Y.XmlElement {
  const made = new Y.XmlElement(name);
  // An editor writes numbers and booleans, of which the declarations of Yjs know nothing.
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as unknown as string);
  made.insert(0, children);
  return made;
}

const block = (name: string, text: string, attributes?: Attributes): Y.XmlElement =>
  element(name, [new Y.XmlText(text)], attributes);

function list(name: string, item: string, texts: readonly string[], attributes?: Attributes): Y.XmlElement {
  return element(
    name,
    texts.map((text) => element(item, [block('paragraph', text)], attributes)),
  );
}

/** Headings, paragraphs, lists and check lists of `length` characters, with `HERE` in their middle. */
export function writeNotes(fragment: Y.XmlFragment, length: number, seed = 1): void {
  const write = makeWriter(seed);
  const blocks: Y.XmlElement[] = [];
  let size = 0;
  const sentences = (each: number): string => {
    const text = write(each);
    size += text.length;
    return text;
  };
  const several = (count: number, each: number): string[] => Array.from({ length: count }, () => sentences(each));
  let here = false;
  while (size < length) {
    blocks.push(block('heading', sentences(30), { level: 2 }));
    for (const each of [260, 180, 320]) blocks.push(block('paragraph', sentences(each)));
    if (!here && size >= length / 2) {
      here = true;
      blocks.push(block('paragraph', `${HERE} ${sentences(120)}`));
    }
    blocks.push(list('bulletList', 'listItem', several(4, 70)));
    blocks.push(block('paragraph', sentences(220)));
    blocks.push(list('taskList', 'taskItem', several(3, 50), { checked: false }));
  }
  fragment.insert(0, blocks);
}

export function writeAgenda(doc: Y.Doc, count: number): void {
  const write = makeWriter(2);
  addItems(
    doc,
    Array.from({ length: count }, (_, index) => ({
      title: `${index + 1}. ${write(40)}`,
      author: index % 2 === 0 ? 'anna' : 'bo',
      minutes: index % 3 === 0 ? 5 : null,
    })),
  );
}

/** A session with 200 items and 100,000 characters. */
export function writeSession(doc: Y.Doc): void {
  writeAgenda(doc, 200);
  writeNotes(notesOf(doc), 100_000);
}

/** A year of a mentorship: 500 promises, most of them kept, 40 goals with their history, and 100 parked topics. */
export function writeMentorship(doc: Y.Doc): void {
  const write = makeWriter(3);
  const who = (index: number): string => (index % 2 === 0 ? 'anna' : 'bo');
  const at = (index: number, count: number): number => START + Math.floor((index / count) * SESSIONS) * 2 * WEEK;
  for (let index = 0; index < 500; index += 1) {
    const id = addPromise(doc, { text: write(45), owner: who(index), due: 'next', from: null });
    if (index < 450) setPromiseKept(doc, id, at(index, 500) + WEEK);
  }
  for (let index = 0; index < 40; index += 1) {
    const goal = addGoal(doc, { title: write(40), author: who(index), at: at(index, 40) });
    for (let step = 0; step < 4; step += 1) {
      const milestone = addMilestone(doc, goal, write(30));
      const by = who(step);
      if (step < 2) setMilestoneDone(doc, goal, milestone, { done: true, by, at: at(index, 40) + (step + 1) * WEEK });
      addGoalEntry(doc, goal, { by, at: at(index, 40) + (step + 1) * WEEK, text: write(60) });
    }
    if (index < 30) setGoalStatus(doc, goal, { status: 'reached', by: who(index), at: at(index, 40) + 5 * WEEK });
  }
  for (let index = 0; index < 100; index += 1) {
    addToBacklog(doc, { id: `parked-${index}`, title: write(40), author: who(index) });
  }
}

/** What one of them wrote for nobody else, in each session of the year. */
export function writePrivate(doc: Y.Doc): void {
  for (let index = 0; index < SESSIONS; index += 1) {
    writeNotes(privateNotesOf(doc, `earlier-${index}`), 2_000, index + 10);
  }
}
