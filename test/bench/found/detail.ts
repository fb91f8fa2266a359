import type { SessionDetail } from '@fireside/protocol/http';
import { ticketFor } from '../../e2e/support/wire.ts';
import type { World } from '../../e2e/support/world.ts';

/** A session with its recap, and how many milliseconds the server took to answer. */
export async function detailOf(world: World, session: string): Promise<{ detail: SessionDetail; ms: number }> {
  const { documents } = await ticketFor(world, 'anna');
  const began = performance.now();
  const response = await fetch(`${world.server}/v1/sessions/${session}`, {
    headers: { authorization: `Bearer ${documents.token}` },
  });
  const detail = (await response.json()) as SessionDetail;
  return { detail, ms: performance.now() - began };
}
