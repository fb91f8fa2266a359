import { notesOf, plainText, readRichText } from '@fireside/protocol';
import { Editor } from '@tiptap/core';
import { expect } from 'chai';
import * as Y from 'yjs';
import { extensionsFor } from './extensions.ts';

/** A writer with a document of their own and updates of the other that have not arrived yet. */
interface Writer {
  readonly doc: Y.Doc;
  readonly editor: Editor;
  readonly waiting: Uint8Array[];
  readonly letters: string[];
}

const editors: Editor[] = [];

function makeWriter(client: number): Writer {
  const doc = new Y.Doc();
  doc.clientID = client;
  const element = document.createElement('div');
  const root = element.attachShadow({ mode: 'open' });
  Object.assign(root, { createRange: () => document.createRange() });
  const page = document.createElement('div');
  root.append(page);
  document.body.append(element);
  const editor = new Editor({
    element: page,
    injectCSS: false,
    extensions: extensionsFor({
      fragment: notesOf(doc),
      awareness: null,
      taskLabel: (task) => task,
      letGo: () => expect.fail('what people write fits'),
    }),
  });
  editor.on('destroy', () => element.remove());
  editors.push(editor);
  return { doc, editor, waiting: [], letters: [] };
}

function deliver(writer: Writer): void {
  for (const update of writer.waiting.splice(0)) Y.applyUpdate(writer.doc, update, 'wire');
}

function pair(): [Writer, Writer] {
  const [one, other] = [makeWriter(1), makeWriter(2)];
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'wire') to.waiting.push(update);
    });
  }
  return [one, other];
}

function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

const words = (writer: Writer): string => plainText(readRichText(notesOf(writer.doc)));

/** Every letter is another one, so that one that is lost or doubled is seen. */
function type(writer: Writer, letter: string): void {
  writer.letters.push(letter);
  writer.editor.view.dispatch(writer.editor.state.tr.insertText(letter));
}

function expectAll(writers: readonly Writer[]): void {
  deliver(writers[0]!);
  deliver(writers[1]!);
  deliver(writers[0]!);
  const typed = writers.flatMap((writer) => writer.letters).sort();
  for (const writer of writers) {
    const shown = writer.editor.getText({ blockSeparator: '\n' });
    expect([...shown.replace(/\s/g, '')].sort()).to.deep.equal(typed);
    expect([...words(writer).replace(/\s/g, '')].sort()).to.deep.equal(typed);
  }
}

afterEach(() => {
  for (const editor of editors.splice(0)) editor.destroy();
});

describe('two who write at once', () => {
  it('lose no letter when both begin in the same empty paragraph', () => {
    const writers = pair();
    const [anna, bo] = writers;
    type(anna, 'A');
    anna.editor.commands.splitBlock();
    deliver(bo);
    bo.editor.commands.focus('end');
    for (const round of [0, 1, 2, 3]) {
      type(anna, 'bcde'[round]!);
      type(bo, 'wxyz'[round]!);
      deliver(round % 2 === 0 ? anna : bo);
    }
    expectAll(writers);
  });

  for (let seed = 1; seed <= 40; seed += 1) {
    it(`lose and double no letter, whatever arrives when (seed ${seed})`, () => {
      const dice = random(seed);
      const writers = pair();
      let next = 0x4e00;
      for (let step = 0; step < 80; step += 1) {
        const writer = writers[dice(2)]!;
        const kind = dice(8);
        const { $from } = writer.editor.state.selection;
        if (kind === 0 && $from.parentOffset === $from.parent.content.size) writer.editor.commands.splitBlock();
        else if (kind === 1) {
          const places: number[] = [];
          writer.editor.state.doc.descendants((node, at) => {
            if (node.isTextblock) places.push(at + 1 + dice(node.content.size + 1));
          });
          writer.editor.commands.setTextSelection(places[dice(places.length)]!);
        } else if (kind === 2) deliver(writer);
        else type(writer, String.fromCodePoint((next += 1)));
      }
      expectAll(writers);
    });
  }
});
