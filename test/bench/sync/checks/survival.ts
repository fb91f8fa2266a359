/** What a durable server has told others must be there after SIGKILL, for clients that have nothing themselves. */
import type { LoadDocument } from '../load/document.ts';
import type { Server } from '../servers/server.ts';
import { checkAll, Reader } from './readers.ts';

/** All clients of the load must have left, or they would bring back what was lost. @returns what is wrong */
export async function checkSurvival(server: Server, documents: readonly LoadDocument[]): Promise<string[]> {
  await server.kill();
  await server.start();
  const readers = await Promise.all(documents.map((document) => Reader.open(server, document)));
  return (await checkAll(readers)).map((fault) => `After SIGKILL: ${fault}`);
}
