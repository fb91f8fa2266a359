/** `POST /v1/livekit/webhook`: what LiveKit says of its rooms. Its signature is over the bytes, so they are read as they came. */
import { FiresideError } from '@fireside/protocol';
import type { Hono } from 'hono';
import type { AppDeps, AppEnv } from './context.ts';

/** LiveKit's own; whoever sends another one is not LiveKit. */
const TYPE = 'application/webhook+json';

export function livekitRoutes(app: Hono<AppEnv>, { livekit, onSighting }: AppDeps): void {
  app.post('/v1/livekit/webhook', async (c) => {
    if (!livekit || !onSighting) throw new FiresideError('not-found', { detail: 'No LiveKit is set up here.' });
    const [type = ''] = (c.req.header('content-type') ?? '').split(';');
    if (type.trim().toLowerCase() !== TYPE) throw new FiresideError('malformed', { detail: `A webhook is ${TYPE}.` });
    await livekit.webhooks.take(await c.req.text(), c.req.header('authorization'), onSighting);
    return c.json({ ok: true });
  });
}
