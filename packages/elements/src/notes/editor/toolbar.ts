/** The toolbar above the notes (ARIA Authoring Practices, toolbar). */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Tool } from './tools.ts';

const MAC = /^Mac|^iP/.test(navigator.platform);

export interface ToolbarView {
  readonly tools: readonly Tool[];
  /** Which tool takes the tab stop. */
  readonly current: string;
  readonly setCurrent: (id: string) => void;
  /** What stands at the end of the bar. */
  readonly end: TemplateResult | typeof nothing;
}

export function renderToolbar({ tools, current, setCurrent, end }: ToolbarView): TemplateResult {
  // A tool that has gone leaves its tab stop to the first.
  const stop = tools.some(({ id }) => id === current) ? current : tools[0]?.id;
  return html`
    <div class="tools">
      <div role="toolbar" aria-label=${msg('Text tools')} @keydown=${walk} @mousedown=${keepSelection}>
        ${tools.map(
          ({ id, name, icon, word, key, pressed, disabled, act }) => html`
            <button
              class="quiet small-target ${word === undefined ? 'icon-only' : 'worded'}"
              title=${key === undefined ? name : `${name} (${MAC ? '⌘' : 'Ctrl+'}${key})`}
              aria-label=${name}
              aria-keyshortcuts=${key === undefined ? nothing : `${MAC ? 'Meta' : 'Control'}+${key}`}
              aria-pressed=${pressed === undefined ? nothing : String(pressed)}
              aria-disabled=${disabled ? 'true' : nothing}
              tabindex=${id === stop ? 0 : -1}
              @focus=${() => setCurrent(id)}
              @click=${() => disabled !== true && act()}
            >
              ${icon} ${word === undefined ? nothing : html`<span class="word">${word}</span>`}
            </button>
          `,
        )}
      </div>
      ${end}
    </div>
  `;
}

/** A press on a tool must not take the selection from the text. */
function keepSelection(event: MouseEvent): void {
  event.preventDefault();
}

function walk(event: KeyboardEvent): void {
  const bar = event.currentTarget as HTMLElement;
  const buttons = [...bar.querySelectorAll<HTMLElement>('button')];
  const at = buttons.indexOf(event.target as HTMLElement);
  const forward = getComputedStyle(bar).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const backward = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
  const to = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  buttons[(to + buttons.length) % buttons.length]?.focus();
}
