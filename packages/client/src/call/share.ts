/**
 * Structural sharing: `next` with every part that equals its counterpart in `previous` replaced by that counterpart, and
 * `previous` itself where nothing differs. Goes into arrays and plain objects; elements of arrays with an `id` are matched
 * by it. Everything else (tracks, functions, views) is compared by identity.
 */
export function share<T>(previous: T, next: T): T {
  if (Object.is(previous, next)) return previous;
  if (Array.isArray(previous) && Array.isArray(next)) return shareArray(previous, next) as T;
  if (!isPlain(previous) || !isPlain(next)) return next;
  const keys = Object.keys(next);
  let same = keys.length === Object.keys(previous).length;
  const shared: Record<string, unknown> = {};
  for (const key of keys) {
    shared[key] = share(previous[key], next[key]);
    same &&= Object.is(shared[key], previous[key]);
  }
  return same ? previous : (shared as T);
}

function shareArray(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const byId = new Map(previous.filter(hasId).map((one) => [one.id, one]));
  const shared = next.map((one, index) => share(hasId(one) ? byId.get(one.id) : previous[index], one));
  const same = shared.length === previous.length && shared.every((one, index) => Object.is(one, previous[index]));
  return same ? previous : shared;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
const hasId = (value: unknown): value is { id: unknown } => isPlain(value) && 'id' in value;
