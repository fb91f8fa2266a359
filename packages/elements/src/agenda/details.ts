import type { FiresideSession } from '@fireside/client';
import { readComments } from '@fireside/protocol';
import type { LitElement } from 'lit';
import type { UndoOffer } from '../widget.ts';
import { detailStyles } from './details.styles.ts';
import { renderDoubt } from './doubt.ts';
import { Noted } from './noted.ts';
import { itemWords } from './item-words.ts';
import { renderLater } from './later.ts';
import { Preparing } from './preparing.ts';
import { renderGrip, renderItemMeta, renderUnreadable } from './row-parts.ts';

interface DetailsOptions {
  readonly session: () => FiresideSession | null;
  readonly announce: (text: string) => void;
  readonly offerUndo: (offer: UndoOffer) => void;
}

/** What the agenda shows beside its items' titles. It is asked for while the session is still being opened. */
export class AgendaDetails {
  readonly readComments = readComments;
  readonly itemWords = itemWords;
  readonly renderItemMeta = renderItemMeta;
  readonly renderGrip = renderGrip;
  readonly renderUnreadable = renderUnreadable;
  readonly renderDoubt = renderDoubt;
  readonly renderLater = renderLater;
  readonly preparing: Preparing;
  readonly noted: Noted;

  constructor(host: LitElement, options: DetailsOptions) {
    this.preparing = new Preparing({ host, ...options });
    this.noted = new Noted(host, () => options.session()?.documents.value.session?.doc ?? null);
    const { shadowRoot: root } = host;
    if (root && detailStyles.styleSheet) root.adoptedStyleSheets.push(detailStyles.styleSheet);
  }
}
