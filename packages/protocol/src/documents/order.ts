/** Order is a fractional key on the record, compared by code unit, ties broken by id. */
export interface Placed {
  readonly id: string;
  readonly order: string;
}

export function byOrder(a: Placed, b: Placed): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
