/** Documents that no operation of ours wrote: readers answer something usable, never throw and never change them. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readAgenda, readReady } from './agenda.ts';
import { readBacklog } from './backlog.ts';
import { changesSince } from './changes.ts';
import { elapsed, readClock } from './clock.ts';
import { readComments } from './comments.ts';
import { readGoals } from './goals.ts';
import { readLooked } from './looked.ts';
import { readNext, readOutcomes } from './outcomes.ts';
import { hostileDocument, ROOTS } from './hostile.test.kit.ts';
import { Dice, SEEDS } from './peers.test.kit.ts';
import { readPromises } from './promises.ts';
import { readRecap } from './recap.ts';
import { isEmptyRichText, notesOf, plainText, privateNotesOf, readRichText, type RichNode } from './rich-text.ts';
import { isNewer } from './schema.ts';

describe('readers of documents written by anybody', () => {
  it.each(SEEDS)('answer and change nothing (seed %i)', (seed) => {
    const doc = hostileDocument(new Dice(seed));
    const before = Y.encodeStateAsUpdate(doc);
    for (const item of [...readAgenda(doc), ...readBacklog(doc)]) {
      expect(typeof item.title).toBe('string');
      expect(item.minutes === null || (item.minutes >= 1 && item.minutes <= 600)).toBe(true);
      if (item.origin?.startsAt != null) expect(() => new Date(item.origin?.startsAt ?? 0).toISOString()).not.toThrow();
    }
    for (const goal of readGoals(doc)) {
      for (const entry of goal.history) expect(() => new Date(entry.at).toISOString()).not.toThrow();
    }
    for (const promise of readPromises(doc)) {
      if (promise.keptAt !== null) expect(() => new Date(promise.keptAt ?? 0).toISOString()).not.toThrow();
      if (promise.due !== null) expect(promise.due).toMatch(/^(next|\d{4}-\d{2}-\d{2})$/);
    }
    readOutcomes(doc);
    const next = readNext(doc);
    if (next) expect(() => new Date(next.startsAt).toISOString()).not.toThrow();
    const clock = readClock(doc);
    expect(Number.isFinite(elapsed(clock, Date.now()))).toBe(true);
    for (const { at } of [...readComments(doc).values()].flat()) expect(() => new Date(at).toISOString()).not.toThrow();
    for (const { id, words } of changesSince(doc, { state: new Map(), own: new Set() })) {
      expect(`${typeof id} ${typeof words}`).toBe('string string');
    }
    readLooked(doc, 'session/s1');
    readReady(doc);
    isNewer(doc, 'session');
    JSON.stringify(readRecap(doc, doc, 'session-1'));
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('read roots that a peer used as another type as empty', () => {
    const author = new Y.Doc();
    for (const name of ROOTS) author.getArray(name).push(['x']);
    author.getText('notes').insert(0, 'no fragment');
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(author));
    expect([readAgenda(doc), readBacklog(doc), readGoals(doc), readPromises(doc), readOutcomes(doc)]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
    expect(() => readRichText(notesOf(doc))).not.toThrow();
  });
});

describe('times that are no dates', () => {
  it.each([1e300, -9e15, Number.POSITIVE_INFINITY, Number.NaN, '2026'])('are read as none (%s)', (time) => {
    const doc = new Y.Doc();
    const put = (root: string, id: string, fields: object): Y.Map<unknown> =>
      doc.getMap(root).set(id, new Y.Map<unknown>(Object.entries(fields)));
    put('agenda', 'a', { title: 'x', origin: { session: 's', startsAt: time, times: 1.5 } });
    put('promises', 'p', { text: 'x', owner: 'bo', keptAt: time });
    const goal = put('goals', 'g', { title: 'x', history: new Y.Map() });
    (goal.get('history') as Y.Map<unknown>).set('h', new Y.Map(Object.entries({ at: time, by: 'bo', status: 'open' })));
    doc.getMap('clock').set('current', { item: 'a', startedAt: time });
    doc.getMap('outcomes').set('next', { startsAt: time, minutes: 50, mode: 'video', by: 'bo' });
    expect(readAgenda(doc)[0]?.origin).toEqual({ session: 's', startsAt: null, times: 1 });
    expect(readPromises(doc)[0]?.keptAt).toBeNull();
    expect(readGoals(doc)[0]?.history[0]?.at).toBe(0);
    expect(readClock(doc).current).toBeNull();
    expect(readNext(doc)).toBeNull();
  });
});

describe('notes as data', () => {
  const paragraph = (...content: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement => {
    const element = new Y.XmlElement('paragraph');
    element.insert(0, content);
    return element;
  };

  it('keep blocks, marks and attributes', () => {
    const fragment = notesOf(new Y.Doc());
    const heading = new Y.XmlElement('heading');
    heading.setAttribute('level', 2 as unknown as string);
    heading.setAttribute('item', 'item-1');
    heading.insert(0, [new Y.XmlText('Talk')]);
    const text = new Y.XmlText('one number');
    text.format(4, 6, { bold: {}, link: { href: 'https://example.org', rel: null } });
    fragment.insert(0, [heading, paragraph(text)]);
    expect(readRichText(fragment)).toEqual<RichNode[]>([
      { type: 'heading', attrs: { level: 2, item: 'item-1' }, content: [{ type: 'text', text: 'Talk' }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'one ' },
          {
            type: 'text',
            text: 'number',
            marks: [{ type: 'bold' }, { type: 'link', attrs: { href: 'https://example.org', rel: null } }],
          },
        ],
      },
    ]);
  });

  it('give their words, one line per block', () => {
    const fragment = notesOf(new Y.Doc());
    const line = paragraph(new Y.XmlText('one'), new Y.XmlElement('hardBreak'), new Y.XmlText('two'));
    const list = new Y.XmlElement('bulletList');
    const entry = new Y.XmlElement('listItem');
    entry.insert(0, [paragraph(new Y.XmlText('three'))]);
    list.insert(0, [entry]);
    fragment.insert(0, [line, list, paragraph(new Y.XmlText('four'))]);
    expect(plainText(readRichText(fragment))).toBe('one\ntwo\nthree\nfour');
  });

  it('are empty with only empty paragraphs', () => {
    const fragment = notesOf(new Y.Doc());
    expect(isEmptyRichText(readRichText(fragment))).toBe(true);
    fragment.insert(0, [paragraph(), paragraph(new Y.XmlText('  '))]);
    expect(isEmptyRichText(readRichText(fragment))).toBe(true);
    fragment.insert(0, [paragraph(new Y.XmlText('.'))]);
    expect(isEmptyRichText(readRichText(fragment))).toBe(false);
  });

  it('of one session are a root of their own', () => {
    const doc = new Y.Doc();
    privateNotesOf(doc, 's1').insert(0, [paragraph(new Y.XmlText('mine'))]);
    expect(plainText(readRichText(privateNotesOf(doc, 's1')))).toBe('mine');
    expect(readRichText(privateNotesOf(doc, 's2'))).toEqual([]);
  });

  it('end at a depth that only an attacker writes', () => {
    const doc = new Y.Doc();
    let parent: Y.XmlFragment = notesOf(doc);
    for (let depth = 0; depth < 3000; depth += 1) {
      const element = new Y.XmlElement('blockquote');
      parent.insert(0, [element]);
      parent = element;
    }
    expect(() => JSON.stringify(readRichText(notesOf(doc)))).not.toThrow();
  });
});
