import type { EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { placeOf } from './positions.ts';

/** Somebody's caret, as awareness tells it; nothing of it is trusted. */
export interface Caret {
  readonly client: number;
  readonly cursor: unknown;
  readonly user: unknown;
}

const COLOR = /^#[0-9a-f]{6}$/i;

export function drawCarets(carets: readonly Caret[], state: EditorState): DecorationSet {
  const drawn = carets.flatMap(({ client, cursor, user }) => {
    const place = placeOf(cursor, state);
    if (!place) return [];
    const { anchor, head } = place;
    const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
    return [
      Decoration.widget(head, () => makeCaret(user, client), { key: keyOf({ client, user }), client, side: 10 }),
      ...(from < to ? [Decoration.inline(from, to, { class: 'selection' }, { inclusiveEnd: true })] : []),
    ];
  });
  return DecorationSet.create(state.doc, drawn);
}

/** What is drawn of them beside the place of each caret: who, and what is selected. */
export function describeOthers(carets: readonly Caret[]): string {
  return JSON.stringify(carets.map((caret) => [keyOf(caret), selectedOf(caret.cursor)]));
}

/** Whether each caret stands where it belongs. */
export function isDrawn(carets: readonly Caret[], state: EditorState, drawn: DecorationSet | undefined): boolean {
  return carets.every(({ client, cursor }) => {
    const at = drawn?.find(undefined, undefined, (spec) => spec.client === client)[0]?.from ?? null;
    return at === (placeOf(cursor, state)?.head ?? null);
  });
}

/** The same element goes on for the same person in the same colours. */
function keyOf({ client, user }: Pick<Caret, 'client' | 'user'>): string {
  const { name, color } = namedOf(user);
  return JSON.stringify([client, name, color]);
}

function selectedOf(cursor: unknown): unknown {
  const { anchor, head } = cursor as { anchor?: unknown; head?: unknown };
  return JSON.stringify(anchor) === JSON.stringify(head) ? null : cursor;
}

function namedOf(user: unknown): { name: string; color: string | null } {
  const { name, color } = (user ?? {}) as { name?: unknown; color?: unknown };
  return {
    name: typeof name === 'string' ? name.slice(0, 60) : '',
    color: typeof color === 'string' && COLOR.test(color) ? color : null,
  };
}

/** Colours go through the style object: a strict policy forbids style attributes. */
function makeCaret(user: unknown, client: number): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'caret';
  caret.dataset.client = String(client);
  caret.ariaHidden = 'true'; // a name in the middle of a sentence; who is there is told elsewhere
  const { name, color } = namedOf(user);
  if (color !== null) caret.style.setProperty('--_caret', color);
  const label = document.createElement('span');
  label.className = 'caret-name';
  label.textContent = name;
  // Word joiners keep the caret on the line of the letter before it.
  caret.append('\u2060', label, '\u2060');
  return caret;
}
