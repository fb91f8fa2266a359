import type { Call } from '@fireside/client';

/** What is not a face waits so long at most, in ms. */
const PATIENCE = 1500;

/** Resolves when the call is not on its way to anybody just now: there is none, or everybody who is there is seen. */
export function facesFirst(call: Call): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = (): void => {
    const { state, others } = call.value;
    const onTheWay = state === 'joining' || others.some(({ connection }) => connection === 'connecting');
    if (!onTheWay) resolve();
  };
  const stop = call.subscribe(look);
  const timer = setTimeout(resolve, PATIENCE);
  look();
  return promise.finally(() => {
    stop();
    clearTimeout(timer);
  });
}
