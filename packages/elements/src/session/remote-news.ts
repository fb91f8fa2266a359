import type { FiresideSession } from '@fireside/client';

/**
 * Announces what the others change, from when the server's state is there; its code is loaded then. Answers how to stop.
 */
export function announceOthers(session: FiresideSession, announce: (text: string) => void): () => void {
  let begun = false;
  let ended = false;
  let stop: (() => void) | undefined;
  const follow = async (): Promise<void> => {
    if (begun || !session.documents.value.session?.synced) return;
    begun = true;
    try {
      const { followOthers } = await import('../since/define.ts');
      if (!ended) stop = followOthers(session, announce);
    } catch {
      begun = false; // tried again with the next change of the documents; the browser has logged why
    }
  };
  const unsubscribe = session.documents.subscribe(() => void follow());
  void follow();
  return () => {
    ended = true;
    unsubscribe();
    stop?.();
  };
}
