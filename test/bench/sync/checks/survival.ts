/** What a durable server has told others must be there after SIGKILL, for clients that have nothing themselves. */
import { inTurns, type Crowd } from '../load/crowd.ts';
import type { Server } from '../servers/server.ts';
import { checkAll, Reader, sample } from './readers.ts';

const VISITED = 16;

/**
 * All clients leave, or they would bring back what was lost. Then one comes back to each document, and real providers look
 * at some. @returns what is wrong; what the clients find stands in the crowd's faults
 */
export async function checkSurvival(server: Server, crowd: Crowd): Promise<string[]> {
  crowd.end();
  crowd.phase = 'After SIGKILL: ';
  await server.kill();
  await server.start();
  const back = crowd.documents.map((document) => crowd.clients.find((client) => client.document === document)!);
  await inTurns(back, (client) => client.open());
  await crowd.settle(back);
  crowd.end();
  const readers = await Promise.all(sample(crowd.documents, VISITED).map((one) => Reader.open(server, one)));
  return (await checkAll(readers)).map((fault) => crowd.phase + fault);
}
