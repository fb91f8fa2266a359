/** The inside of a `Thread`: answers what it is asked, one after the other. */
import { parentPort } from 'node:worker_threads';
import { toWire, type Request, type Response } from './messages.ts';

/** Says that it is ready, and then answers each call with what the method of its name returns or throws. */
export function answerCalls<Calls extends object>(calls: Calls & { close(): void }): void {
  if (!parentPort) throw new Error('This is a thread of the storage: openSqlite starts it.');
  const port = parentPort;
  const methods = calls as Record<string, (...args: readonly unknown[]) => unknown>;
  const respond = (response: Response): void => port.postMessage(response);
  port.on('message', ({ id, call, args }: Request) => {
    try {
      respond({ id, value: methods[call]!(...args) });
    } catch (error) {
      respond({ id, error: toWire(error) });
    }
    if (call === 'close') port.close();
  });
  respond({ id: 0, value: undefined });
}
