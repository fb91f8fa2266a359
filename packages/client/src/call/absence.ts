/** For how long somebody stays whom the signaling does not know any more: without media, and with. In ms. */
const LOST = 30_000;
const ALIVE = 60_000;

/**
 * Whether nothing can be hoped for: media may go on for a while without the signaling, and both may come back.
 * @param unknownSince null while the signaling knows them
 * @param lostSince null while media come through
 */
export function isGone(unknownSince: number | null, lostSince: number | null): boolean {
  if (unknownSince === null) return false;
  const since = Math.max(unknownSince, lostSince ?? 0);
  return performance.now() - since > (lostSince === null ? ALIVE : LOST);
}
