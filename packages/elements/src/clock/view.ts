/** What the shared clock shows, counted from the records. */
import { elapsed, type AgendaItem, type Away, type Clock } from '@fireside/protocol';

const MINUTE = 60_000;

/**
 * How the current item stands.
 * - `arriving`: it is outside of the clock.
 * - `open`: nobody said how long; it has taken `ms`.
 * - `left`, `beyond`: `ms` are left of the planned `of`, or it has taken `ms` longer.
 */
export type ItemTime =
  | { readonly kind: 'arriving' }
  | { readonly kind: 'open'; readonly ms: number }
  | { readonly kind: 'left' | 'beyond'; readonly ms: number; readonly of: number };

export interface Running {
  readonly kind: 'running';
  readonly item: AgendaItem;
  readonly time: ItemTime;
  /** The open item after it, else the first of those before it. */
  readonly next: AgendaItem | null;
  /** ms of planned agenda that are left, this item included. */
  readonly planned: number;
}

/**
 * - `none`: there is nothing that a clock could help with.
 * - `idle`: `first` is what to begin with.
 * - `done`: everything is discussed.
 */
export type ClockView =
  | { readonly kind: 'none' }
  | { readonly kind: 'idle'; readonly first: AgendaItem }
  | { readonly kind: 'done' }
  | Running;

export function clockView(items: readonly AgendaItem[], clock: Clock, now: number): ClockView {
  const at = items.findIndex((one) => one.id === clock.current?.item && one.state === 'open');
  const item = items[at];
  const open = (one: AgendaItem): boolean => one.state === 'open' && one !== item;
  if (item) {
    const next = items.slice(at + 1).find(open) ?? items.find(open) ?? null;
    const time = timeOf(item, elapsed(clock, now));
    const planned = items.filter(open).reduce((sum, one) => sum + plannedOf(one, clock), 0);
    return { kind: 'running', item, time, next, planned: planned + (time.kind === 'left' ? time.ms : 0) };
  }
  const first = items.find(open);
  if (first) return { kind: 'idle', first };
  return { kind: items.some((one) => one.state === 'discussed') ? 'done' : 'none' };
}

function timeOf({ kind, minutes }: AgendaItem, taken: number): ItemTime {
  if (kind === 'arrival') return { kind: 'arriving' };
  if (minutes === null) return { kind: 'open', ms: taken };
  const of = minutes * MINUTE;
  return taken < of ? { kind: 'left', ms: of - taken, of } : { kind: 'beyond', ms: taken - of, of };
}

/** What is left of an item that nobody talks about just now, ms. */
function plannedOf({ id, kind, minutes }: AgendaItem, { spent }: Clock): number {
  return kind === 'arrival' || minutes === null ? 0 : Math.max(0, minutes * MINUTE - (spent.get(id) ?? 0));
}

/** Who is away, as this person sees it. */
export interface Pause {
  readonly self: boolean;
  /** Ids of the others who are away. */
  readonly others: readonly string[];
  /** How long the first of them has been away, ms. */
  readonly ms: number;
}

export function pauseOf(away: readonly Away[], self: string | undefined, now: number): Pause | null {
  const [first] = away;
  if (!first) return null;
  return {
    self: away.some((one) => one.person === self),
    others: away.map((one) => one.person).filter((person) => person !== self),
    ms: Math.max(0, now - first.since),
  };
}
