import type { FiresideSession } from '@fireside/client';
import type * as Y from 'yjs';
import { People } from './people.ts';
import { RemoteAnnouncer } from './remote-announcer.ts';

/** Announces what others change in the documents of `session`, each from when the server's state is there; answers how to stop. */
export function followOthers(session: FiresideSession, announce: (text: string) => void): () => void {
  const people = new People(session);
  const announcers = new Map<Y.Doc, RemoteAnnouncer>();
  const follow = (): void => {
    const { session: own, mentorship } = session.documents.value;
    const open = new Map([own, mentorship].flatMap((one) => (one?.synced ? [[one.doc, one] as const] : [])));
    for (const [doc, announcer] of announcers) {
      if (open.has(doc)) continue;
      announcer.stop();
      announcers.delete(doc);
    }
    for (const [doc, { kind }] of open) {
      if (announcers.has(doc) || kind === 'private') continue;
      announcers.set(doc, new RemoteAnnouncer(kind, doc, { session, people, announce }));
    }
  };
  const stop = session.documents.subscribe(follow);
  follow();
  return () => {
    stop();
    for (const announcer of announcers.values()) announcer.stop();
    announcers.clear();
  };
}
