import type { Tile } from '@fireside/client';
import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { microphoneOffIcon, speakerIcon } from '../icons/room.ts';
import { tokens } from '../styles/tokens.ts';
import { tileStyles } from './tile.styles.ts';

/** One picture in the room, with its name; or initials while there is no picture. Everybody's looks the same. */
export class FiresideTile extends LitElement {
  static override styles = [tokens, tileStyles];
  static override properties = { tile: { attribute: false }, call: { type: Boolean } };
  /** What to show. */
  declare tile: Tile | null;
  /** Whether this is the call, not the preview: then a microphone that is off is shown. */
  declare call: boolean;
  #detach: (() => void) | null = null;

  constructor() {
    super();
    this.tile = null;
    this.call = false;
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
        aria-label=${describe(tile, this.call)}
      >
        ${tile.video ? nothing : html`<span class="avatar" aria-hidden="true">${initials(tile.name)}</span>`}
        <video
          aria-hidden="true"
          class=${tile.self && camera ? 'mirrored' : ''}
          ?hidden=${!tile.video}
          playsinline
          autoplay
        ></video>
        ${this.#renderConnection(tile)}
        <span class="name" aria-hidden="true">
          ${camera && this.call && !tile.microphone ? microphoneOffIcon : nothing}
          ${tile.speaking && camera ? speakerIcon : nothing}
          <b>${labelOf(tile)}</b>
        </span>
      </div>
    `;
  }

  #renderConnection(tile: Tile): TemplateResult | typeof nothing {
    const words = connectionOf(tile);
    return words === '' ? nothing : html`<span class="connection" aria-hidden="true">${words}</span>`;
  }
}

function labelOf(tile: Tile): string {
  if (tile.kind === 'screen') return tile.self ? msg('Your screen') : msg(str`Screen of ${tile.name}`);
  return tile.self ? msg(str`${tile.name} (you)`) : tile.name;
}

function connectionOf(tile: Tile): string {
  if (tile.self || tile.connection === 'connected') return '';
  return tile.connection === 'connecting' ? msg('Connecting…') : msg('Connection interrupted');
}

/** Everything the picture shows, in words. */
function describe(tile: Tile, call: boolean): string {
  const words = [labelOf(tile)];
  if (tile.kind === 'camera') {
    if (!tile.video) words.push(msg('no picture'));
    if (call && !tile.microphone) words.push(msg('microphone off'));
    if (tile.speaking) words.push(msg('speaking'));
  }
  const connection = connectionOf(tile);
  if (connection !== '') words.push(connection);
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
