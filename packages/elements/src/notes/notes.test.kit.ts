/** For tests of the notes: mounts them on a session, and presses keys. */
import type { FakeSession } from '@fireside/client/fake';
import { notesOf, plainText, readRichText, type RichNode } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { html, type LitElement } from 'lit';
import * as Y from 'yjs';
import { controlsNamed, settled } from '../testing/controls.ts';
import { docOf, mount } from '../testing/fakes.ts';
import type { SessionStage } from '../testing/session-stage.ts';
import './define.ts';

export const sharedOf = (session: FakeSession): RichNode[] => readRichText(notesOf(docOf(session, 'session')));
export const wordsOf = (session: FakeSession): string => plainText(sharedOf(session));

/** The text field, once its editor has been loaded. */
export async function field(notes: LitElement, name = 'Notes'): Promise<HTMLElement> {
  for (let frame = 0; frame < 300; frame += 1) {
    const [found] = controlsNamed(notes, name);
    if (found) return found;
    await settled(notes);
  }
  throw new Error(`no field ${name}`);
}

export async function mountNotes(
  session: FakeSession,
): Promise<{ notes: LitElement; stage: SessionStage; unmount: () => void }> {
  const { element, ...rest } = await mount(session, html`<fireside-notes></fireside-notes>`);
  return { notes: element, ...rest };
}

export async function open(
  session: FakeSession,
): Promise<{ notes: LitElement; text: HTMLElement; stage: SessionStage; unmount: () => void }> {
  const mounted = await mountNotes(session);
  const text = await field(mounted.notes);
  text.focus();
  return { ...mounted, text };
}

export async function press(...keys: string[]): Promise<void> {
  for (const key of keys.slice(0, -1)) await sendKeys({ down: key });
  await sendKeys({ press: keys.at(-1)! });
  for (const key of keys.slice(0, -1)) await sendKeys({ up: key });
}

/** Each line with what stands before the next key: types them, with Enter between. */
export async function typeLines(...lines: string[]): Promise<void> {
  for (const [at, line] of lines.entries()) {
    if (at > 0) await press('Enter');
    await sendKeys({ type: line });
  }
}

/** A block of these words, as a peer would write it. */
export function block(name: string, ...children: (string | Y.XmlElement)[]): Y.XmlElement {
  const element = new Y.XmlElement(name);
  element.insert(
    0,
    children.map((child) => (typeof child === 'string' ? new Y.XmlText(child) : child)),
  );
  return element;
}

/** Renders on until `there`; the runner's own limit ends it. */
export async function until(there: () => boolean, notes: LitElement): Promise<void> {
  while (!there()) await settled(notes);
}
