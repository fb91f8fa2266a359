/** The same ledger pointed at Hocuspocus: its provider, and its own word for "saved" (`unsyncedChanges` is 0). */
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { HocuspocusProvider } from '@hocuspocus/provider';
import * as Y from 'yjs';
import type { Book } from './book.ts';
import type { Life, Rig, Running } from './rig.ts';
import { ServerProcess } from './server-process.ts';
import { contentOf, writeToken } from './words.ts';

const PROGRAM = fileURLToPath(new URL('./hocuspocus-server.ts', import.meta.url));
const DOCUMENTS = ['session/one', 'session/two', 'mentorship/one', 'private/one/anna'];
const PACE = 8;
const SOON = 1_500;

export const hocuspocus: Rig = {
  name: 'hocuspocus',
  failpoints: ['random'],
  clients: ['HocuspocusProvider'],
  open: (folder): Life => ({
    async start(random) {
      const process = new ServerProcess(PROGRAM);
      await process.says('ready');
      process.tell({ command: 'start', folder });
      const { url } = await process.says('listening');
      return new RunningHocuspocus(process, String(url), random);
    },
    end: () => Promise.resolve(),
  }),
};

class RunningHocuspocus implements Running {
  readonly complaints: readonly string[] = [];
  readonly #process: ServerProcess;
  readonly #url: string;
  readonly #random: () => number;
  readonly #ends: (() => void)[] = [];

  constructor(process: ServerProcess, url: string, random: () => number) {
    this.#process = process;
    this.#url = url;
    this.#random = random;
  }

  async check(book: Book): Promise<void> {
    await Promise.all(
      DOCUMENTS.map(async (name) => {
        const provider = await this.#open(name);
        book.check(name, contentOf(provider.document));
        provider.destroy();
      }),
    );
  }

  async write(book: Book): Promise<void> {
    await Promise.all(
      DOCUMENTS.map(async (name) => {
        const provider = await this.#open(name);
        let waiting: string[] = [];
        provider.on('unsyncedChanges', () => {
          if (provider.hasUnsyncedChanges) return;
          book.acknowledge(waiting, 'HocuspocusProvider');
          waiting = [];
        });
        const pulse = setInterval(() => {
          const token = book.token(name);
          waiting.push(token);
          writeToken(provider.document, name, token, this.#random);
        }, PACE);
        this.#ends.push(() => {
          clearInterval(pulse);
          provider.destroy();
        });
      }),
    );
  }

  async strike(): Promise<string> {
    await pause(this.#random() * SOON);
    await this.#process.kill();
    for (const end of this.#ends) end();
    return 'random';
  }

  async #open(name: string): Promise<HocuspocusProvider> {
    const provider = new HocuspocusProvider({ url: this.#url, name, document: new Y.Doc(), token: 'anybody' });
    await new Promise((resolve) => provider.on('synced', resolve));
    return provider;
  }
}
