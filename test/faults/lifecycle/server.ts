/** The product, whose clock is set from outside and which dies around the commit of a command, where it is told to. */
import { setImmediate } from 'node:timers/promises';
import { openSqlite, startServer, type RunningServer, type Storage } from '@fireside/server';
import { die, obey, say } from '../ledger/program.ts';

/** `during`: so far into the commit, from 0 to 1 of what one usually takes. */
export type Place = 'before' | 'during' | 'after';

/** Milliseconds of a commit. */
const USUAL = 2;

const quiet = (): void => undefined;
const log = { info: quiet, warn: quiet, error: (event: string, fields = {}) => say('complaint', { event, ...fields }) };
let armed: { readonly place: Place; readonly when: number } | null = null;
let clock = 0;
let server: RunningServer | null = null;

function wrap({ store, reader }: Storage): Storage {
  return {
    reader,
    store: {
      ...store,
      commit: async (commit) => {
        // Marks of who was there change any number of rows; a command knows how many it changes.
        const isCommand = commit.rows.some(({ expect }) => expect !== null);
        if (!armed || !isCommand) return store.commit(commit);
        if (armed.place === 'before') die('before');
        const done = store.commit(commit);
        if (armed.place === 'after') await done;
        const until = performance.now() + armed.when * USUAL;
        while (armed.place === 'during' && performance.now() < until) await setImmediate();
        die(armed.place);
      },
    },
  };
}

async function start(env: Record<string, string>, ahead: number): Promise<void> {
  clock = ahead;
  const now = (): number => Date.now() + clock;
  const openStorage = async (path: string): Promise<Storage> => wrap(await openSqlite({ path }));
  server = await startServer({ env, log, now, openStorage });
  say('listening', { url: server.url });
}

/** Sets the clock, and does what timers would have done meanwhile. */
async function pass(ahead: number): Promise<void> {
  clock = ahead;
  await server?.sweep();
  say(`it is ${ahead} later`);
}

void obey(({ command, ...fields }) => {
  const ahead = fields['ahead'] as number;
  if (command === 'start') void start(fields['env'] as Record<string, string>, ahead);
  if (command === 'arm') armed = { place: fields['place'] as Place, when: fields['when'] as number };
  if (command === 'pass') void pass(ahead);
  if (command === 'ping') say('pong');
});
say('ready');
