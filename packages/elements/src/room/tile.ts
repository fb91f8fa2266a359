import type { Tile } from '@fireside/client';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { microphoneIcon, microphoneOffIcon, voiceIcon } from '../icons/room.ts';
import { tokens } from '../styles/tokens.ts';
import { tileStyles } from './tile.styles.ts';

/**
 * One picture in the room, with its name; or initials while there is no picture. Everybody's looks the same.
 *
 * @slot - What can be done with it; beside the picture in the accessibility tree, above it on the screen.
 * @slot sign - In place of the initials.
 */
export class FiresideTile extends LitElement {
  static override styles = [tokens, tileStyles];
  static override properties = { tile: { attribute: false }, call: { type: Boolean }, note: {} };
  /** What to show. */
  declare tile: Tile | null;
  /** Whether this is the call, not the preview: then the microphone is shown. */
  declare call: boolean;
  /** What else there is to know of this picture, in words; empty where nothing is. */
  declare note: string;
  #detach: (() => void) | null = null;

  constructor() {
    super();
    this.tile = null;
    this.call = false;
    this.note = '';
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#attach();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('tile') && changed.get('tile')?.video !== this.tile?.video) this.#attach();
  }

  #attach(): void {
    this.#release();
    const video = this.renderRoot.querySelector('video');
    if (!video || !this.isConnected) return;
    video.muted = true; // sound is played by the call itself; an attribute would only set the default
    this.#detach = this.tile?.video?.attach(video) ?? null;
  }

  #release(): void {
    this.#detach?.();
    this.#detach = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { tile } = this;
    if (!tile) return nothing;
    const camera = tile.kind === 'camera';
    return html`
      <div
        class="tile ${tile.kind} ${tile.speaking && camera ? 'speaking' : ''}"
        role="img"
        aria-label=${describe(tile, this.call, this.note)}
      >
        ${tile.video ? nothing : this.#renderSign(tile)}
        <video
          aria-hidden="true"
          class=${tile.self && camera ? 'mirrored' : ''}
          ?hidden=${!tile.video}
          playsinline
          autoplay
        ></video>
        ${this.note === '' ? nothing : html`<span class="note" aria-hidden="true">${this.note}</span>`}
        <span class="name" aria-hidden="true">
          ${camera && this.call ? voiceOf(tile) : nothing}
          <b dir="auto" class=${tile.self && camera ? 'you' : ''}>${labelOf(tile)}</b>
          ${tile.self && camera ? html`<b dir="auto" class="short">${tile.name}</b>` : nothing}
        </span>
      </div>
      <slot></slot>
    `;
  }

  #renderSign({ name }: Tile): TemplateResult {
    return html`<span class="avatar" aria-hidden="true"><slot name="sign">${initials(name)}</slot></span>`;
  }
}

/** One sign in one place: the name beside it does not jump. */
function voiceOf({ microphone, speaking }: Tile): TemplateResult {
  if (!microphone) return microphoneOffIcon;
  return speaking ? voiceIcon : microphoneIcon;
}

function labelOf(tile: Tile): string {
  if (tile.kind === 'screen') return tile.self ? msg('Your screen') : msg(str`Screen of ${tile.name}`);
  return tile.self ? msg(str`${tile.name} (you)`) : tile.name;
}

/** Everything the picture shows, in words. */
function describe(tile: Tile, call: boolean, note: string): string {
  const words = [labelOf(tile)];
  if (tile.kind === 'camera') {
    if (!tile.video) words.push(msg('no picture'));
    if (call && !tile.microphone) words.push(msg('microphone off'));
    if (tile.speaking) words.push(msg('speaking'));
  }
  if (note !== '') words.push(note);
  return words.join(', ');
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstLetter(word: string): string {
  const [first] = letters.segment(word);
  return first?.segment ?? '';
}

/** First letters of the first and the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const last = words.length > 1 ? firstLetter(words.at(-1) ?? '') : '';
  return (firstLetter(words[0] ?? '') + last).toLocaleUpperCase();
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-tile': FiresideTile;
  }
}
