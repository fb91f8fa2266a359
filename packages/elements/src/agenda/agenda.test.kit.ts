/** For tests of the agenda: mounts it, writes items and reads what it shows. */
import type { FakeSession } from '@fireside/client/fake';
import { addItem, readAgenda } from '@fireside/protocol';
import { html, type LitElement } from 'lit';
import type * as Y from 'yjs';
import { control, settled } from '../testing/controls.ts';
import { docOf, mount } from '../testing/fakes.ts';
import type { SessionStage } from '../testing/session-stage.ts';
import './define.ts';

export const agendaOf = (session: FakeSession): Y.Doc => docOf(session, 'session');
export const backlogOf = (session: FakeSession): Y.Doc => docOf(session, 'mentorship');

export interface MountedAgenda {
  readonly stage: SessionStage;
  readonly agenda: LitElement;
  readonly gone: () => void;
}

/** With everything loaded that comes after its items. */
export async function mountAgenda(session: FakeSession): Promise<MountedAgenda> {
  const { stage, element, unmount } = await mount(session, html`<fireside-agenda></fireside-agenda>`);
  await import('./details.ts');
  await settled(element);
  return { stage, agenda: element, gone: unmount };
}

export function write(doc: Y.Doc, ...titles: string[]): string[] {
  return titles.map((title) => addItem(doc, { title, author: 'anna' }));
}

export const titles = (doc: Y.Doc): string[] => readAgenda(doc).map((item) => item.title);

/** The items as they are shown, in their order. */
export const names = (agenda: LitElement): (string | null)[] =>
  [...agenda.shadowRoot!.querySelectorAll('ol input[type=checkbox]')].map((box) => box.getAttribute('aria-label'));

export async function press(agenda: LitElement, name: string): Promise<void> {
  control(agenda, name).click();
  await settled(agenda);
}

/** Renders on until `there`; the runner's own limit ends it. */
export async function until(agenda: LitElement, there: () => boolean): Promise<void> {
  while (!there()) await settled(agenda);
}

export function paste(into: HTMLElement, text: string): ClipboardEvent {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
  into.dispatchEvent(event);
  return event;
}
