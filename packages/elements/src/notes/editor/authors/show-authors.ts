/** Marks who wrote what in an open editor, and keeps up while people write. Loaded when somebody asks for it. */
import type { FiresideSession } from '@fireside/client';
import type { Editor } from '@tiptap/core';
import type { Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type * as Y from 'yjs';
import type { Awareness } from '../awareness.ts';
import { setMarks } from '../marks-of-people.ts';
import { isRemote } from '../remote.ts';
import { People } from './people.ts';
import { writtenIn } from './runs.ts';

/** Ways to draw a line below words, so that nobody is known by a colour alone. */
const STYLES = 6;
/** Milliseconds without a key, after which one's own words are marked. */
const REST = 250;

export interface Writer {
  readonly name: string;
  /** Which of the ways their words are marked: 0 to 5. */
  readonly style: number;
}

export interface AuthorsSource {
  readonly editor: Editor;
  readonly fragment: Y.XmlFragment;
  readonly awareness: Awareness;
  readonly session: FiresideSession;
  /** Everybody who wrote, whenever that changes. */
  readonly changed: (writers: readonly Writer[]) => void;
  readonly signal: AbortSignal;
}

/** Until `signal` is aborted. @throws FiresideError when the server does not say who is who */
export async function showAuthors({
  editor,
  fragment,
  awareness,
  session,
  changed,
  signal,
}: AuthorsSource): Promise<void> {
  const people = new People(session, awareness);
  await people.ask();
  if (signal.aborted) return;
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let last = '';

  const draw = (): void => {
    frame = 0;
    if (editor.isDestroyed) return;
    const { blocks, size } = writtenIn(fragment);
    const { doc } = editor.state;
    if (size !== doc.content.size) return; // in the middle of a change; the next one draws
    const writers = new Map<string | null, Writer>();
    const writerOf = (client: number): Writer => {
      const person = people.personOf(client);
      const writer = writers.get(person) ?? { name: people.nameOf(person), style: styleOf(session, person) };
      writers.set(person, writer);
      return writer;
    };
    let above = '';
    const marks = blocks.flatMap(({ from, to, runs }) => {
      const names = [...new Set(runs.map(({ client }) => writerOf(client).name))].join(', ');
      // Said where it changes: a name above every line would be all that one reads.
      const block = names === above ? [] : [Decoration.node(from, to, { 'data-writers': names })];
      above = names;
      return [
        ...block,
        ...runs.map((run) => {
          const { name, style } = writerOf(run.client);
          return Decoration.inline(run.from, run.to, { class: `written written-${style}`, title: name });
        }),
      ];
    });
    setMarks(editor.view, DecorationSet.create(doc, marks));
    const now = JSON.stringify([...writers.values()]);
    if (now !== last) changed([...writers.values()]);
    last = now;
    if (writers.has(null)) timer ??= setTimeout(askAgain, people.wait);
  };
  const soon = (): void => {
    frame ||= requestAnimationFrame(draw);
  };
  const askAgain = (): void => {
    timer = undefined;
    people.ask().then(soon, () => undefined); // they stay "not known"; the next stranger asks again
  };
  const written = ({ transaction }: { transaction: Transaction }): void => {
    if (!transaction.docChanged) return;
    // A change of the others takes all marks away; one's own only moves them, so that a key costs nothing.
    if (isRemote(transaction)) return soon();
    clearTimeout(rest);
    rest = setTimeout(soon, REST);
  };
  editor.on('transaction', written);
  draw();
  signal.addEventListener('abort', () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    clearTimeout(rest);
    editor.off('transaction', written);
    if (!editor.isDestroyed) setMarks(editor.view, DecorationSet.empty);
  });
}

/** By their place in the mentorship, so that it stays the same; everybody else has the last. */
function styleOf({ status }: FiresideSession, person: string | null): number {
  const place = status.value.mentorship?.members.findIndex(({ id }) => id === person) ?? -1;
  return place < 0 ? STYLES - 1 : place % (STYLES - 1);
}
