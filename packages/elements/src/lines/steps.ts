/**
 * Where an operation that moves among `all` puts a record that goes one step up (-1) or down (1) among `shown`; null at the
 * end, and for one that is not shown. What is not shown stands between them in the document and does not count.
 */
export function indexOfStep<T extends { readonly id: string }>(
  all: readonly T[],
  shown: readonly T[],
  id: string,
  step: -1 | 1,
): number | null {
  const at = shown.findIndex((one) => one.id === id);
  const neighbour = at < 0 ? undefined : shown[at + step];
  if (!neighbour) return null;
  return all.filter((one) => one.id !== id).indexOf(neighbour) + (step === 1 ? 1 : 0);
}
