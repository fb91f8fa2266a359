/** Token buckets: how often somebody may come. They soften floods before login; what is allowed is decided elsewhere. */
import { FiresideError } from '@fireside/protocol';

export interface Limit {
  /** @throws FiresideError `too-many`, with the seconds to wait in `data.retryAfter` */
  spend(key: string, cost?: number): void;
  /** Takes it whatever is left: of what is known only afterwards. */
  charge(key: string, cost: number): void;
  /** Whether `spend` would throw. */
  isSpent(key: string): boolean;
}

export interface LimitOptions {
  /** What may come at once. */
  readonly burst: number;
  /** What may come each second for long. */
  readonly perSecond: number;
  /** Milliseconds of a clock that nobody sets; the default is this process's. */
  readonly elapsed?: () => number;
}

interface Bucket {
  left: number;
  at: number;
}

/** Buckets that are full again are forgotten when there are this many. */
const TIDY_AT = 10_000;

export function createLimit({ burst, perSecond, elapsed = () => performance.now() }: LimitOptions): Limit {
  const buckets = new Map<string, Bucket>();

  function refill(key: string): Bucket {
    const at = elapsed();
    const { left, at: before } = buckets.get(key) ?? { left: burst, at };
    return { left: Math.min(burst, left + ((at - before) / 1000) * perSecond), at };
  }

  function tidy(): void {
    if (buckets.size < TIDY_AT) return;
    for (const key of buckets.keys()) if (refill(key).left >= burst) buckets.delete(key);
  }

  function take(key: string, bucket: Bucket, cost: number): void {
    tidy();
    buckets.set(key, { ...bucket, left: bucket.left - cost });
  }

  return {
    spend(key, cost = 1) {
      const bucket = refill(key);
      if (bucket.left < 1) {
        throw new FiresideError('too-many', { data: { retryAfter: Math.ceil((1 - bucket.left) / perSecond) } });
      }
      take(key, bucket, cost);
    },
    charge: (key, cost) => take(key, refill(key), cost),
    isSpent: (key) => refill(key).left < 1,
  };
}
