import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Said } from '../announcer.ts';

export const renderSaid = (said: readonly Said[]): unknown =>
  repeat(
    said,
    ({ id }) => id,
    ({ text }) => html`<p>${text}</p>`,
  );
