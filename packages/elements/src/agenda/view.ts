/** What the agenda panel shows, counted from the records. */
import type { AgendaItem, BacklogItem } from '@fireside/protocol';
import { indexOfStep as indexAmong } from '../lines/steps.ts';

export interface AgendaView {
  /** Open and discussed items in their order. */
  readonly items: readonly AgendaItem[];
  /** Parked in this session. */
  readonly parked: readonly AgendaItem[];
  /** Parked before, without what stands on this agenda already. */
  readonly backlog: readonly BacklogItem[];
  /** Minutes of `items` together; 0 when nobody said any. */
  readonly planned: number;
}

function shownOf(all: readonly AgendaItem[]): AgendaItem[] {
  return all.filter((item) => item.state !== 'parked');
}

export function agendaView(all: readonly AgendaItem[], backlog: readonly BacklogItem[]): AgendaView {
  const items = shownOf(all);
  const here = new Set(all.map((item) => item.id));
  return {
    items,
    parked: all.filter((item) => item.state === 'parked'),
    backlog: backlog.filter((item) => !here.has(item.id)),
    planned: items.reduce((sum, item) => sum + (item.minutes ?? 0), 0),
  };
}

/** Where `moveItem` puts an item that goes one step among those that are shown; null at the end. */
export function indexOfStep(all: readonly AgendaItem[], id: string, step: -1 | 1): number | null {
  return indexAmong(all, shownOf(all), id, step);
}

/** Where `moveItem` puts an item so that it stands before `next`, or last where that is null; null where one of them is gone. */
export function indexBefore(all: readonly AgendaItem[], id: string, next: string | null): number | null {
  if (!all.some((item) => item.id === id)) return null;
  const others = all.filter((item) => item.id !== id);
  if (next === null) return others.length;
  const index = others.findIndex((item) => item.id === next);
  return index < 0 ? null : index;
}
