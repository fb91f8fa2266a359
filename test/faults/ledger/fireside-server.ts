/** The product, with places to die in its storage. */
import { openSqlite, startServer, type DocumentKey, type RunningServer } from '@fireside/server';
import { Failpoints } from './failpoints.ts';
import { obey, say } from './program.ts';
import type { Failpoint } from './rig.ts';

const failpoints = new Failpoints();
const quiet = (): void => undefined;
const log = { info: quiet, warn: quiet, error: (event: string, fields = {}) => say('complaint', { event, ...fields }) };
let server: RunningServer | null = null;

async function start(env: Record<string, string>): Promise<void> {
  let quarantined = 0;
  server = await startServer({
    env,
    log,
    openStorage: async (path) => {
      const storage = await openSqlite({ path });
      const rows = await storage.reader.selectFrom('quarantine').select('id').execute();
      quarantined = rows.length;
      return failpoints.wrap(storage);
    },
  });
  if (quarantined > 0) say('complaint', { event: 'quarantine-not-empty' });
  say('listening', { url: server.url });
}

async function erase(document: DocumentKey): Promise<void> {
  say('erased', { epoch: await server?.erase(document) });
}

void obey(({ command, ...fields }) => {
  if (command === 'start') void start(fields['env'] as Record<string, string>);
  if (command === 'arm') failpoints.arm(fields['failpoint'] as Failpoint, fields['when'] as number);
  if (command === 'erase') void erase(fields['document'] as DocumentKey);
  if (command === 'compact') void failpoints.dieCompacting(fields['documents'] as DocumentKey[]);
});
say('ready');
