import type { Subject } from '../observable.ts';
import { KeptTexts } from './kept-texts.ts';
import { DeviceHome } from './waiting.ts';
import type { KeptText } from '../session-port.ts';

/** Milliseconds after which a database that does not open counts as absent. */
const PATIENCE = 5000;

/** What one person has on this device, over all sessions. */
export class DeviceOfPerson {
  readonly person: string;
  /** Null where nothing is kept on this device: not asked for, not there, or not answering. */
  readonly home: Promise<DeviceHome | null>;
  readonly kept: KeptTexts;

  constructor(server: string, person: string, offline: boolean, kept: Subject<readonly KeptText[]>) {
    this.person = person;
    this.home = offline ? openHome(server, person) : Promise.resolve(null);
    kept.set([]);
    this.kept = new KeptTexts(kept, this.home);
    this.kept.load().catch(() => {}); // not readable now: they stay, and are read at the next visit
  }

  async forget(): Promise<void> {
    await this.kept.forget();
    await (await this.home)?.forget();
  }

  async close(): Promise<void> {
    await this.kept.close();
    (await this.home)?.close();
  }
}

function openHome(server: string, person: string): Promise<DeviceHome | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), PATIENCE);
    DeviceHome.open(server, person)
      .then(resolve, () => resolve(null)) // no IndexedDB, or none for this page: every save state then says "not stored"
      .finally(() => clearTimeout(timer));
  });
}
