import type { EditorState } from '@tiptap/pm/state';
import type { DecorationSet } from '@tiptap/pm/view';
import { relativePositionToAbsolutePosition, yCursorPluginKey, ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import type { Awareness } from './awareness.ts';

interface Binding {
  readonly doc: Y.Doc;
  readonly type: Y.XmlFragment;
  readonly binding: { readonly mapping: Parameters<typeof relativePositionToAbsolutePosition>[3] } | null;
}

/**
 * Awareness as the carets need it: heard of only when somebody else's caret has really moved on the page. The plugin would
 * draw all carets anew with every key of anybody, this person's own included, and the words around them with it; a caret at
 * which its owner types moves with the words already.
 */
export function quietAwareness(awareness: Awareness, state: () => EditorState): Awareness {
  const listeners = new Map<() => void, () => void>();
  let shown = '';
  const moved = (): boolean => {
    const others = [...awareness.getStates()].filter(([client, { cursor }]) => {
      return client !== awareness.clientID && cursor != null;
    });
    const before = shown;
    shown = JSON.stringify(others.map(([client, state]) => [client, state.user ?? null, selectionOf(state)]));
    if (shown !== before) return true;
    const now = state();
    return others.some(([client, { cursor }]) => positionOf(cursor, now) !== drawnAt(client, now));
  };
  const quiet: Pick<Awareness, 'on' | 'off'> = {
    on: (event: string, listener: () => void) => {
      const heard = (): void => {
        if (moved()) listener();
      };
      listeners.set(listener, heard);
      awareness.on(event as 'change', heard);
    },
    off: (event: string, listener: () => void) => {
      awareness.off(event as 'change', listeners.get(listener) ?? listener);
      listeners.delete(listener);
    },
  };
  return new Proxy(awareness, {
    get: (target, name) => {
      if (name === 'on' || name === 'off') return quiet[name];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** What somebody has selected; null where it is only a caret. */
function selectionOf({ cursor }: Readonly<Record<string, unknown>>): unknown {
  const { anchor, head } = cursor as { anchor?: unknown; head?: unknown };
  return JSON.stringify(anchor) === JSON.stringify(head) ? null : cursor;
}

function positionOf(cursor: unknown, state: EditorState): number | null {
  const bound = ySyncPluginKey.getState(state) as Binding | undefined;
  const { head } = cursor as { head?: unknown };
  if (!bound?.binding || head == null) return null;
  const place = Y.createRelativePositionFromJSON(head);
  const at = relativePositionToAbsolutePosition(bound.doc, bound.type, place, bound.binding.mapping);
  return at === null ? null : Math.min(at, Math.max(state.doc.content.size - 1, 0)); // as far as the plugin draws
}

function drawnAt(client: number, state: EditorState): number | null {
  const carets = yCursorPluginKey.getState(state) as DecorationSet | undefined;
  return carets?.find(undefined, undefined, ({ key }) => key === String(client))[0]?.from ?? null;
}
