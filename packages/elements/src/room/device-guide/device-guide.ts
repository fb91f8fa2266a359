import type { CallError } from '@fireside/client';
import type { ErrorCode } from '@fireside/protocol';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, LitElement, nothing, type TemplateResult } from 'lit';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';
import { renderGuide } from './render-guide.ts';

const styles = css`
  :host {
    display: block;
  }

  code {
    display: inline-block;
    font-family: ui-monospace, monospace;
    overflow-wrap: anywhere;
    user-select: all;
    direction: ltr;
  }
`;

/** The small print of a device that was refused: how to change that in this browser, on this system, for this page. */
export class FiresideDeviceGuide extends LitElement {
  static override styles = [tokens, controls, styles];
  static override properties = { code: { attribute: false }, devices: { attribute: false } };

  declare code: ErrorCode | null;
  declare devices: readonly CallError['device'][];

  constructor() {
    super();
    this.code = null;
    this.devices = [];
    updateWhenLocaleChanges(this);
  }

  protected override render(): TemplateResult | typeof nothing {
    return this.code === null ? nothing : renderGuide(this.code, this.devices);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fireside-device-guide': FiresideDeviceGuide;
  }
}
