/** The notes: what their editor shows while people write. */
import type { FakeSession } from '@fireside/client/fake';
import { notesOf, privateNotesOf } from '@fireside/protocol';
import * as Y from 'yjs';
import { live, setCall, ON, type State } from './setup.ts';

type Child = string | Y.XmlElement;

function block(name: string, ...children: Child[]): Y.XmlElement {
  const element = new Y.XmlElement(name);
  element.insert(
    0,
    children.map((child) => (typeof child === 'string' ? new Y.XmlText(child) : child)),
  );
  return element;
}

function became(kind: string, words: string): Y.XmlElement {
  const line = block('paragraph', words);
  line.setAttribute('became', kind);
  line.setAttribute('record', 'r1');
  return line;
}

const textOf = (session: FakeSession): Y.XmlFragment => notesOf(session.documents.value.session!.doc);

/** A session with these blocks as its notes. */
function withNotes(...blocks: Y.XmlElement[]): FakeSession {
  const session = live();
  const notes = textOf(session);
  notes.delete(0, notes.length);
  notes.insert(0, blocks);
  return session;
}

const labelled = (): FakeSession =>
  withNotes(
    became('takeaway', 'People remember one number'),
    became('decision', 'The first slide is a clock, and nobody explains the architecture before minute ten'),
    block('bulletList', block('listItem', became('promise', 'Book a room for the dry run'))),
    became('item', 'Which conference in autumn?'),
    block('paragraph', 'Just a line.'),
  );

function full(): FakeSession {
  const title = block('heading', 'Talk for the spring conference');
  const task = block('taskItem', block('paragraph', 'Ask Mira about the stage'));
  task.setAttribute('checked', true as unknown as string);
  const marks = new Y.XmlText('The story starts with the outage. See the page of the conference.');
  marks.format(4, 5, { bold: {} });
  marks.format(42, 4, { link: { href: 'https://example.org/' } });
  const words = new Y.XmlElement('paragraph');
  words.insert(0, [marks]);
  return withNotes(
    title,
    words,
    block(
      'bulletList',
      block('listItem', block('paragraph', 'one number')),
      block('listItem', block('paragraph', 'one story')),
    ),
    block('taskList', task, block('taskItem', block('paragraph', 'Bring the second adapter'))),
    block('blockquote', block('paragraph', '12:34 too fast here')),
  );
}

function withPrivate(): FakeSession {
  const session = full();
  const own = privateNotesOf(session.documents.value.private!.doc, session.ticket.session.id);
  own.insert(0, [block('paragraph', 'Ask about the raise'), block('paragraph', 'Bo seemed tired; do not press')]);
  return session;
}

const frame = (): Promise<number> => new Promise(requestAnimationFrame);

/** Inside of `<fireside-notes>`, once it is there. */
async function find(widget: HTMLElement, selector: string): Promise<HTMLElement> {
  for (;;) {
    const notes = widget.shadowRoot?.querySelector('fireside-notes')?.shadowRoot;
    const found = [...(notes?.querySelectorAll('fireside-notes-editor') ?? [])]
      .filter((editor) => editor.checkVisibility())
      .map((editor) => editor.shadowRoot?.querySelector<HTMLElement>(selector))
      .find((one) => one);
    const outer = notes?.querySelector<HTMLElement>(selector);
    if (found ?? outer) return (found ?? outer)!;
    await frame();
  }
}

/** At small widths the notes are a tab, as soon as the widget has seen how wide it is. */
async function showNotes(widget: HTMLElement): Promise<void> {
  const notes = (): Element | null | undefined => widget.shadowRoot?.querySelector('fireside-notes');
  while (notes()?.checkVisibility() !== true) {
    const tabs = [...(widget.shadowRoot?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])];
    tabs.find((tab) => /Notes|Notizen/.test(tab.textContent ?? ''))?.click();
    await frame();
  }
}

/** Types at the end of the text, as the browser would. */
async function write(widget: HTMLElement, words: string): Promise<void> {
  const text = await find(widget, '.ProseMirror');
  text.focus();
  getSelection()?.selectAllChildren(text);
  getSelection()?.collapseToEnd();
  await frame();
  document.execCommand('insertText', false, words);
  await frame();
  await frame();
}

const shown: State['act'] = async (widget) => {
  await showNotes(widget);
  await find(widget, '.ProseMirror');
};

async function showPrivate(widget: HTMLElement): Promise<void> {
  await showNotes(widget);
  (await find(widget, '#tab-private')).click();
  await frame();
}

export const notesStates: Readonly<Record<string, State>> = {
  'notes-empty': { session: () => withNotes(), act: shown },
  'notes-full': { session: full, act: shown },
  'notes-labels': { session: labelled, act: shown },
  'notes-slash': {
    session: () => withNotes(block('paragraph', '')),
    act: async (widget) => {
      await showNotes(widget);
      await write(widget, '/');
    },
  },
  'notes-pending': {
    session: () => withNotes(block('paragraph', '')),
    act: async (widget) => {
      await showNotes(widget);
      await write(widget, '/');
      (await find(widget, '#choice-promise')).click();
      await frame();
    },
  },
  'notes-who-wrote': {
    session: () => {
      const session = full();
      const { doc } = session.documents.value.session!;
      const bo = new Y.Doc();
      bo.clientID = 7;
      Y.applyUpdate(bo, Y.encodeStateAsUpdate(doc));
      const words = (notesOf(bo).get(1) as Y.XmlElement).get(0) as Y.XmlText;
      words.insert(0, 'People remember one number. ');
      notesOf(bo).insert(2, [block('paragraph', 'Which one is yours?')]);
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(bo));
      session.answer('authors', {
        session: [
          { client: doc.clientID, person: 'anna' },
          { client: 7, person: 'bo' },
        ],
        mentorship: [],
      });
      return session;
    },
    act: async (widget) => {
      await showNotes(widget);
      (await find(widget, '[aria-label="Who wrote what"], [aria-label="Wer was geschrieben hat"]')).click();
      await find(widget, '.writers');
    },
  },
  'notes-private': {
    session: withPrivate,
    act: async (widget) => {
      await showPrivate(widget);
      await find(widget, '.ProseMirror');
    },
  },
  'notes-private-covered': {
    session: () => {
      const session = withPrivate();
      setCall(session, { self: { ...session.call.value.self, screen: ON } });
      return session;
    },
    act: showPrivate,
  },
  'notes-moving': {
    session: withPrivate,
    act: async (widget) => {
      await showPrivate(widget);
      await write(widget, '.');
      (await find(widget, '[aria-label^="Move to"], [aria-label*="verschieben"]')).click();
      await find(widget, '.move-form');
    },
  },
  'notes-read-only': {
    session: () => {
      const session = labelled();
      session.changeDocument('session', { access: 'ro', writable: false });
      return session;
    },
    act: showNotes,
  },
  'notes-offline': {
    session: () => {
      const session = full();
      session.save.set({ kind: 'offline', waiting: true, stored: true });
      return session;
    },
    act: shown,
  },
  'notes-strange': {
    session: () => withNotes(block('diagram', 'from another program'), block('paragraph', 'and ours')),
    act: showNotes,
  },
  'notes-long-words': {
    session: () =>
      withNotes(
        block('heading', 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'),
        became('promise', 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz'.repeat(3)),
        block('paragraph', 'مرحبا بكم في الاجتماع — and back'),
      ),
    act: shown,
  },
  'notes-100k': {
    session: () =>
      withNotes(
        ...Array.from({ length: 1000 }, (_, line) =>
          block('paragraph', `${line} `.padEnd(100, 'People remember one number. ')),
        ),
      ),
    act: shown,
  },
};
