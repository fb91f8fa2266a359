/** What operators ask: is it alive, does it take work, how much is open, what can it do. None of it names anybody. */
import { FiresideError } from '@fireside/protocol';
import { openApi } from '@fireside/protocol/http';
import type { Hono } from 'hono';
import type { AppDeps, AppEnv } from './context.ts';

export function healthRoutes(app: Hono<AppEnv>, { connections, openDocuments, isReady, livekit }: AppDeps): void {
  const description = openApi();

  app.get('/healthz', (c) => c.json({ ok: true }));

  app.get('/readyz', async (c) => {
    const [ready, health] = await Promise.all([isReady(), livekit?.health()]);
    if (!ready) throw new FiresideError('storage', { detail: 'The server takes no work just now.' });
    if (!health) return c.json({ ok: true });
    const { state } = health;
    // Without LiveKit the rest of a session goes on, and it may come back by itself; what is set up wrongly never does.
    if (state === 'ok' || state === 'unreachable') return c.json({ ok: true, livekit: state });
    throw new FiresideError('sfu-refused', { detail: health.why });
  });

  app.get('/openapi.json', (c) => c.json(description));

  // Prometheus text format 0.0.4.
  app.get('/metrics', (c) =>
    c.text(
      [
        '# HELP fireside_open_sockets Sockets open now.',
        '# TYPE fireside_open_sockets gauge',
        `fireside_open_sockets{kind="document"} ${connections.total('document')}`,
        `fireside_open_sockets{kind="call"} ${connections.total('call')}`,
        '# HELP fireside_open_documents Documents in memory.',
        '# TYPE fireside_open_documents gauge',
        `fireside_open_documents ${openDocuments()}`,
        '# HELP process_resident_memory_bytes Resident memory.',
        '# TYPE process_resident_memory_bytes gauge',
        `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
        '',
      ].join('\n'),
      200,
      { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
    ),
  );
}
