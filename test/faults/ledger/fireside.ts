/** The ledger's rig for the product: real clients of both kinds, several documents of each kind, every place to die. */
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Ticket } from '@fireside/protocol';
import type { Book } from './book.ts';
import { AckedProvider } from '../acked-provider.ts';
import {
  documentsOf,
  join,
  people,
  readFresh,
  SECRET,
  SessionWriter,
  WireWriter,
  type Person,
} from './fireside-clients.ts';
import { Erasures } from './erasures.ts';
import { pick } from './random.ts';
import type { Failpoint, Life, Rig, Running } from './rig.ts';
import { ServerProcess } from './server-process.ts';

const PROGRAM = fileURLToPath(new URL('./fireside-server.ts', import.meta.url));
const MENTORSHIPS = ['first', 'second'];
/** Milliseconds between two tokens of one wire writer. */
const PACE = 8;
/** Milliseconds in which a random death comes. */
const SOON = 150;
/** Milliseconds after which a failpoint counts as missed. */
const PATIENCE = 10_000;

export const fireside: Rig = {
  name: 'ours',
  failpoints: [
    'random',
    'after-commit',
    'during-compaction',
    'during-load',
    'during-erase',
    'half-compacted',
    'during-commit',
    'after-erase',
    'during-start',
  ],
  clients: ['y-websocket', 'createSession'],
  open: (folder) => new FiresideLife(folder),
};

class FiresideLife implements Life {
  readonly folder: string;
  readonly erasures = new Erasures();
  #prepared: ServerProcess | null = null;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Loads the program of the next start while this one still works. */
  prepare(): void {
    this.#prepared ??= new ServerProcess(PROGRAM);
  }

  async start(random: () => number): Promise<Running> {
    const process = await this.#startOne();
    const { url } = await process.says('listening');
    return new RunningFireside(this, process, String(url), random);
  }

  /** Starts on the folder and ends that at once; answers whether it was ended before it listened. */
  async dieStarting(ms: number): Promise<boolean> {
    const process = await this.#startOne();
    await pause(ms);
    const said = await process.kill();
    const complaint = said.find((line) => line.said === 'complaint');
    if (complaint) throw new Error(`It could not start: ${JSON.stringify(complaint)}`);
    return !said.some((line) => line.said === 'listening');
  }

  async #startOne(): Promise<ServerProcess> {
    const process = this.#prepared ?? new ServerProcess(PROGRAM);
    this.#prepared = null;
    await process.says('ready');
    const env = { FIRESIDE_PORT: '0', FIRESIDE_DATA: this.folder, FIRESIDE_SECRET: SECRET };
    process.tell({ command: 'start', env });
    return process;
  }

  async end(): Promise<void> {
    await this.#prepared?.kill();
  }
}

class RunningFireside implements Running {
  readonly #life: FiresideLife;
  readonly #process: ServerProcess;
  readonly #url: string;
  readonly #random: () => number;
  readonly #clients = new AbortController();

  constructor(life: FiresideLife, process: ServerProcess, url: string, random: () => number) {
    this.#life = life;
    this.#process = process;
    this.#url = url;
    this.#random = random;
  }

  get complaints(): string[] {
    return this.#process.all
      .filter(({ said }) => said === 'complaint')
      .map(({ said: _, ...what }) => JSON.stringify(what));
  }

  async check(book: Book): Promise<void> {
    await this.#life.erasures.check(this.#url, book);
    await Promise.all(MENTORSHIPS.flatMap(people).map((person) => this.#readAll(person, book)));
  }

  async write(book: Book, failpoint: Failpoint): Promise<void> {
    const mentorships = failpoint === 'during-load' ? MENTORSHIPS.slice(0, 1) : MENTORSHIPS;
    await Promise.all(
      mentorships.map(async (mentorship) => {
        const [anna, bo] = people(mentorship);
        const sessions = [anna, bo].map((person) => new SessionWriter(this.#url, person, this.#clients.signal));
        const ticket = await join(this.#url, anna);
        const wires = documentsOf(anna, ticket).map((name) => this.#wire(ticket, name, book));
        await Promise.all([
          ...sessions.map((one) => one.start(book, this.#random)),
          ...wires.map(({ client }) => client.synced()),
        ]);
      }),
    );
    this.#life.prepare();
  }

  async strike(failpoint: Failpoint, book: Book): Promise<string> {
    const arm = (at = failpoint): void => this.#process.tell({ command: 'arm', failpoint: at, when: this.#random() });
    let died: string | null = null;
    switch (failpoint) {
      case 'random':
        await this.#killSoon();
        break;
      case 'during-commit':
      case 'after-commit':
        arm();
        break;
      case 'during-compaction':
      case 'half-compacted': {
        arm();
        const tickets = await Promise.all(MENTORSHIPS.map((one) => join(this.#url, people(one)[0])));
        const names = tickets.flatMap((ticket, index) => documentsOf(people(MENTORSHIPS[index]!)[0], ticket));
        const documents = names.map((name) => ({ tenant: 'default', name }));
        this.#process.tell({ command: 'compact', documents });
        break;
      }
      case 'during-load': {
        const person = pick(this.#random, people(MENTORSHIPS[1]!));
        const ticket = await join(this.#url, person);
        arm();
        for (const name of documentsOf(person, ticket)) this.#forgetLater(new AckedProvider(ticket, name));
        break;
      }
      case 'during-erase':
        await this.#erase(book, arm);
        break;
      case 'during-start':
        // Half an erasure is left behind, for the start to finish.
        await this.#erase(book, () => arm('during-erase'));
        await this.#process.ended;
        died = (await this.#life.dieStarting(this.#random() * (SOON / 2))) ? failpoint : 'random';
        break;
      case 'after-erase':
        book.erased(await this.#erase(book, () => undefined));
        await this.#killSoon();
    }
    const late = pause(PATIENCE, 'late' as const, { signal: this.#clients.signal }).catch(() => 'over' as const);
    const missed = (await Promise.race([this.#process.ended, late])) === 'late';
    const said = await this.#process.kill();
    this.#clients.abort();
    if (missed) return `missed ${failpoint}`;
    return died ?? String(said.find((line) => line.said === 'died')?.['at'] ?? failpoint);
  }

  async #killSoon(): Promise<void> {
    await pause(this.#random() * SOON);
    await this.#process.kill();
  }

  /** Answers the document when its erasure is acknowledged, or the server dead. */
  async #erase(book: Book, arm: () => void): Promise<string> {
    const name = await this.#life.erasures.prepare(this.#url, book, this.#random, this.#clients.signal);
    book.erasing(name);
    arm();
    this.#process.tell({ command: 'erase', document: { tenant: 'default', name } });
    await Promise.race([this.#process.says('erased').catch(() => undefined), this.#process.ended]);
    return name;
  }

  #forgetLater(client: AckedProvider): void {
    this.#clients.signal.addEventListener('abort', () => client.discard());
  }

  #wire(ticket: Ticket, name: string, book: Book): WireWriter {
    const writer = new WireWriter(ticket, name, book);
    const pulse = setInterval(() => writer.write(this.#random), PACE);
    this.#clients.signal.addEventListener('abort', () => clearInterval(pulse));
    this.#forgetLater(writer.client);
    return writer;
  }

  async #readAll(person: Person, book: Book): Promise<void> {
    const ticket = await join(this.#url, person);
    await Promise.all(documentsOf(person, ticket).map(async (name) => book.check(name, await readFresh(ticket, name))));
  }
}
