import { ticketFor } from '../../e2e/support/wire.ts';
import type { World } from '../../e2e/support/world.ts';

/** Milliseconds until the server has answered with a session and its recap. */
export async function detailOf(world: World, session: string): Promise<number> {
  const { documents } = await ticketFor(world, 'anna');
  const began = performance.now();
  const response = await fetch(`${world.server}/v1/sessions/${session}`, {
    headers: { authorization: `Bearer ${documents.token}` },
  });
  await response.json();
  return performance.now() - began;
}
