import { isInCall, type CallSnapshot } from '@fireside/client';
import { msg } from '@lit/localize';

/** How long "The connection is back" stays (ms). */
const BACK_MS = 6_000;

export type NoticeKind = 'speaking-muted' | 'silent' | 'back';

/** What a call tells a person once: it stays until it is over or was put away, and does not come again meanwhile. */
export class Notices {
  readonly #open = new Set<NoticeKind>();
  readonly #dismissed = new Set<NoticeKind>();
  readonly #announce: (text: string) => void;
  readonly #changed: () => void;
  #state: CallSnapshot['state'] = 'idle';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `changed`: something went by itself. */
  constructor(announce: (text: string) => void, changed: () => void) {
    this.#announce = announce;
    this.#changed = changed;
  }

  has(kind: NoticeKind): boolean {
    return this.#open.has(kind);
  }

  tell(call: CallSnapshot): void {
    const { state, self } = call;
    const inCall = isInCall(call);
    // It begins while somebody speaks and stays while they breathe: only the microphone ends it.
    const muted = inCall && !self.microphone.on && !self.away;
    this.#keep('speaking-muted', muted, muted && self.speakingMuted);
    const silent = inCall && self.silent;
    this.#keep('silent', silent, silent);
    if (this.#state === 'reconnecting' && state === 'joined') this.#showBack();
    else if (state !== 'joined') this.dismiss('back');
    this.#state = state;
  }

  dismiss(kind: NoticeKind): void {
    this.#open.delete(kind);
    if (kind === 'back') clearTimeout(this.#timer);
    else this.#dismissed.add(kind);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** `holds`: whether it could still be said; `begins`: whether it is to be said. */
  #keep(kind: 'speaking-muted' | 'silent', holds: boolean, begins: boolean): void {
    if (!holds) {
      this.#open.delete(kind);
      this.#dismissed.delete(kind);
    } else if (begins && !this.#open.has(kind) && !this.#dismissed.has(kind)) {
      this.#open.add(kind);
      this.#announce(kind === 'silent' ? silentWords() : speakingMutedWords());
    }
  }

  #showBack(): void {
    this.#open.add('back');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#open.delete('back');
      this.#changed();
    }, BACK_MS);
  }
}

export const speakingMutedWords = (): string => msg('You are speaking, but your microphone is off');
export const silentWords = (): string => msg('Nobody can hear this microphone');
