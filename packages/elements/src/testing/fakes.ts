/** For tests of elements: fake sessions and mounted elements that `endAll` takes away again, from `afterEach`. */
import { createFakeSession, type FakeSession, type FakeSessionOptions } from '@fireside/client/fake';
import type { DocumentKind } from '@fireside/protocol';
import type { LitElement, TemplateResult } from 'lit';
import type * as Y from 'yjs';
import { mountInSession, type SessionStage } from './session-stage.ts';

export const BO = { id: 'bo', name: 'Bo', role: 'mentee' } as const;

const ends: (() => void)[] = [];

export function fake(options: FakeSessionOptions = {}): FakeSession {
  const session = createFakeSession(options);
  ends.push(() => session.end());
  return session;
}

export async function mount(
  session: FakeSession | null,
  content: TemplateResult,
): Promise<{ stage: SessionStage; element: LitElement; unmount: () => void }> {
  const mounted = await mountInSession(session, content);
  ends.push(mounted.unmount);
  await somebodyComes();
  return mounted;
}

/** The first sign of a person at the page, and what the elements load at it. */
export async function somebodyComes(): Promise<void> {
  window.dispatchEvent(new PointerEvent('pointermove'));
  await Promise.all([import('../agenda/acts.ts'), import('../goals/acts.ts'), import('../promises/acts.ts')]);
  await new Promise(requestAnimationFrame);
}

export function docOf(session: FakeSession, kind: DocumentKind): Y.Doc {
  const document = session.documents.value[kind];
  if (!document) throw new Error(`no ${kind} document`);
  return document.doc;
}

export function endAll(): void {
  for (const end of ends.splice(0).reverse()) end();
}
