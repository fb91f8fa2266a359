/**
 * The inside of a `Thread`: answers what it is asked, one after the other, and sleeps in between. It never returns to an
 * event loop: waking one costs twice as much as waking a thread (docs/decisions/0010), and nothing here is asynchronous.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { toWire, type Request, type Response } from './messages.ts';

/** Says that it is ready, and then answers each call with what the method of its name returns or throws, until `close`. */
export function answerCalls<Calls extends object>(calls: Calls & { close(): void }): void {
  if (!parentPort) throw new Error('This is a thread of the storage: openSqlite starts it.');
  const port = parentPort;
  const { bell } = workerData as { bell: Int32Array };
  const methods = calls as Record<string, (...args: readonly unknown[]) => unknown>;
  const respond = (response: Response): void => port.postMessage(response);

  respond({ id: 0, value: undefined });
  for (let open = true; open;) {
    // Read before the messages: what is asked after them has rung it since, and the sleep is none.
    const rung = Atomics.load(bell, 0);
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
      const { id, call, args } = next.message as Request;
      try {
        respond({ id, value: methods[call]!(...args) });
      } catch (error) {
        respond({ id, error: toWire(error) });
      }
      if (call === 'close') open = false;
    }
    if (open) Atomics.wait(bell, 0, rung);
  }
  port.close();
}
