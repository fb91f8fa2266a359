import type { Subject } from '../observable.ts';
import { KeptTexts } from './kept-texts.ts';
import { DeviceHome } from './waiting.ts';
import type { KeptText } from '../session-port.ts';

/** Milliseconds after which a database that does not open counts as absent. */
const PATIENCE = 5000;

interface PersonOptions {
  readonly server: string;
  readonly person: string;
  /** Whether anything may be kept on this device. */
  readonly offline: boolean;
  /** All databases on this device, from before this person's was opened; null while they are not known. */
  readonly names: ReadonlySet<string> | null;
  readonly kept: Subject<readonly KeptText[]>;
}

/** What one person has on this device, over all sessions. */
export class DeviceOfPerson {
  readonly person: string;
  /** Null where nothing is kept on this device: not asked for, not there, or not answering. */
  readonly home: Promise<DeviceHome | null>;
  /** Nothing is on this device yet: nobody has to wait for what is. False where that is not known. */
  readonly isNew: boolean;
  readonly kept: KeptTexts;

  constructor({ server, person, offline, names, kept }: PersonOptions) {
    this.person = person;
    this.home = offline ? openHome(server, person) : Promise.resolve(null);
    this.isNew = DeviceHome.isNew(server, person, names);
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
