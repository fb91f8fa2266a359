/** What happened with a goal, as it stands now. */
import type { Goal, GoalEntry } from '@fireside/protocol';

/** An entry of a goal's history; `corrected`: a later one of the same person stands in its place. */
export interface HistoryRow {
  readonly entry: GoalEntry;
  readonly corrected: boolean;
}

/** The history, the latest first: what has just been written down stands below the field it was written in. */
export function historyOf({ history }: Goal): HistoryRow[] {
  const later = new Map<string, string>(); // who corrected what, of the entries that come after
  return history.toReversed().map((entry) => {
    const corrected = entry.what === 'words' && later.get(entry.id) === entry.by;
    if (entry.what === 'words' && entry.corrects !== null) later.set(entry.corrects, entry.by);
    return { entry, corrected };
  });
}
