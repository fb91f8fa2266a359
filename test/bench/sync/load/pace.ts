/** Sends at a fixed rate whatever the server does: who is slow gets no fewer updates (an open loop). */

export interface Paced {
  /** The longest that a send came after it was due, in ms: what the load itself adds. */
  readonly latest: number;
}

export function pace(perSecond: number, seconds: number, send: (count: number) => void): Promise<Paced> {
  const total = Math.round(perSecond * seconds);
  const began = performance.now();
  let count = 0;
  let latest = 0;
  return new Promise((resolve) => {
    const tick = (): void => {
      const elapsed = performance.now() - began;
      if (count < total) latest = Math.max(latest, elapsed - (count / perSecond) * 1000);
      for (const due = Math.min(total, Math.ceil((elapsed / 1000) * perSecond)); count < due; count += 1) send(count);
      if (count < total) setTimeout(tick, 1);
      else resolve({ latest });
    };
    tick();
  });
}
