/**
 * Tabs open and close, servers die, disks fill, updates are refused, sessions are archived, in any order. Every word that was
 * written is on the server in the end, or kept for its person; only a tab that would have asked may take its own along.
 */
import { expect } from 'chai';
import type { Opened } from '../testing/visit.ts';
import { asksBeforeClosing, fillDisk, keptLines, listed, OnDevice, sessionName, write } from '../testing/on-device.ts';
import { saved } from '../testing/visit.ts';
import { when } from '../testing/when.ts';

const STEPS = 40;
const FRESH_SEEDS = 8;
/** Seeds that have found something. */
const PAST = [53_622_933, 503_104_757, 837_898_595, 1_085_983_684, 1_762_528_680, 1_845_630_327];

/** mulberry32 */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

class Ledger {
  readonly #here = new OnDevice();
  readonly #roll: (sides: number) => number;
  readonly #tabs: { opened: Opened; words: string[] }[] = [];
  readonly #written = new Set<string>();
  readonly did: string[] = [];
  #emptyDisk: (() => void) | null = null;
  #archived = false;
  #next = 0;

  constructor(seed: number) {
    this.#roll = dice(seed);
  }

  async run(): Promise<void> {
    for (let step = 0; step < STEPS; step++) {
      await this.#step();
      for (let frames = this.#roll(3); frames > 0; frames--) await new Promise(requestAnimationFrame);
    }
  }

  async #step(): Promise<void> {
    const { wire } = this.#here;
    const [tab, does] = [this.#tabs[this.#roll(this.#tabs.length || 1)], this.#roll(16)];
    const note = (what: string): number => this.did.push(what);
    if (!tab || (does === 0 && this.#tabs.length < 3)) {
      note('open');
      this.#tabs.push({ opened: this.#here.openTab(), words: [] });
    } else if (does <= 7) {
      const document = tab.opened.session.documents.value.session;
      if (!document?.writable) return;
      const word = `word ${this.#next++}`;
      note(word);
      write(tab.opened.session, word);
      tab.words.push(word);
      this.#written.add(word);
    } else if (does === 8) {
      note('close');
      this.#close(tab);
    } else if (does === 9) {
      note('kill');
      wire.kill();
    } else if (does <= 11) {
      note('up');
      wire.up();
    } else if (does === 12) {
      note('refuse');
      wire.refuse = 'too-large';
    } else if (does === 13) {
      note(this.#emptyDisk ? 'room' : 'full');
      if (this.#emptyDisk) this.#emptyDisk();
      this.#emptyDisk = this.#emptyDisk ? null : fillDisk();
    } else if (does === 14) {
      note(wire.slow ? 'commit' : 'slow');
      if (wire.slow) wire.commit();
      else wire.slow = true;
    } else if (!this.#archived && this.did.length > STEPS / 2) {
      note('archive');
      this.#archived = true;
      this.#here.goOn('archived');
      for (const socket of wire.sockets) if (socket.name === sessionName('s1')) socket.close('join-again');
    }
  }

  #close(tab: { opened: Opened; words: string[] }): void {
    // With several tabs in one page the question is that of all of them: then nobody's loss is excused by mistake.
    const asked = asksBeforeClosing();
    this.#tabs.splice(this.#tabs.indexOf(tab), 1);
    tab.opened.end();
    if (asked) for (const word of tab.words) if (!this.#onServer().has(word)) this.#written.delete(word);
  }

  #onServer(): Set<string> {
    return new Set([...this.#here.titles('s1'), ...this.#here.titles('s2')]);
  }

  /** The words that are nowhere. */
  async missing(): Promise<string[]> {
    const { wire } = this.#here;
    this.#emptyDisk?.();
    this.#emptyDisk = null;
    wire.refuse = null;
    wire.up();
    wire.commit();
    // Who can, brings their words up before they go.
    await Promise.all(this.#tabs.map(({ opened }) => saved(opened.session)));
    for (const tab of [...this.#tabs]) this.#close(tab);
    for (let visit = 0; visit < 5; visit++) {
      const { session, end } = this.#here.openTab();
      await saved(session);
      await when(session.waitingElsewhere, (sessions) => sessions.length === 0);
      end();
      if ((await listed()).length === 0) break;
    }
    const [server, kept] = [this.#onServer(), await keptLines()];
    return [...this.#written].filter((word) => !server.has(word) && !kept.includes(word));
  }

  end(): Promise<void> {
    this.#emptyDisk?.();
    return this.#here.end();
  }
}

describe('the ledger of words', () => {
  const { reportError } = globalThis;
  before(() => {
    globalThis.reportError = () => {}; // full disks are told to the page's log; here they are on purpose
  });
  after(() => {
    globalThis.reportError = reportError;
  });

  const fresh = Array.from({ length: FRESH_SEEDS }, () => Math.floor(Math.random() * 2 ** 31));
  for (const seed of [...PAST, ...fresh]) {
    it(`loses none, whatever happens (seed ${seed})`, async function () {
      this.timeout(15_000);
      const ledger = new Ledger(seed);
      try {
        await ledger.run();
        expect(await ledger.missing(), ledger.did.join(', ')).to.deep.equal([]);
      } finally {
        await ledger.end();
      }
    });
  }
});
