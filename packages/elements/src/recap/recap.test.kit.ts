/** For tests of the reading view: mounts it, and a server that knows several sessions. */
import type { FakeSession, FakeSessionOptions } from '@fireside/client/fake';
import { FiresideError } from '@fireside/protocol';
import type { SessionDetail } from '@fireside/protocol/http';
import { html } from 'lit';
import { settled } from '../testing/controls.ts';
import { fake, mount } from '../testing/fakes.ts';
import type { SessionStage } from '../testing/session-stage.ts';
import { detailOf } from '../testing/saved.ts';
import './define.ts';
import type { FiresideRecap } from './recap.ts';

export const NOW = Date.UTC(2026, 10, 22, 12);

interface MountedRecap {
  readonly recap: FiresideRecap;
  readonly stage: SessionStage;
  readonly unmount: () => void;
}

export async function mountRecap(
  session: FakeSession,
  id = 's1',
  { words = [], at = null, notesHref = null }: { words?: string[]; at?: string | null; notesHref?: string | null } = {},
): Promise<MountedRecap> {
  const { element, stage, unmount } = await mount(
    session,
    html`<fireside-recap .session=${id} .words=${words} .at=${at}></fireside-recap>`,
  );
  stage.notesHref = notesHref;
  const recap = element as FiresideRecap;
  // As the home does: what is shown follows the view.
  stage.view.subscribe(() => {
    const view = stage.view.value;
    if (view.kind === 'saved-notes' && view.session !== null) recap.session = view.session;
  });
  recap.requestUpdate();
  await settled(recap);
  await settled(recap);
  return { recap, stage, unmount };
}

/** Whose server answers every session with this detail. */
export function saved(detail = detailOf('s1'), options: FakeSessionOptions = {}): FakeSession {
  const session = fake({ now: () => NOW, person: { tz: 'UTC' }, ...options });
  session.answer('detail', detail);
  return session;
}

/** Whose server knows exactly these; what it is asked for is written down. */
export function savedAll(details: readonly SessionDetail[]): { session: FakeSession; asked: string[] } {
  const session = fake({ now: () => NOW, person: { tz: 'UTC' } });
  const asked: string[] = [];
  Object.assign(session.saved, {
    detail: (id: string) => {
      asked.push(id);
      const detail = details.find((one) => one.id === id);
      return detail ? Promise.resolve(detail) : Promise.reject(new FiresideError('not-found'));
    },
  });
  return { session, asked };
}

/** Renders on until `there`; the runner's own limit ends it. */
export async function until(recap: FiresideRecap, there: () => boolean): Promise<void> {
  while (!there()) await settled(recap);
  await settled(recap);
}
