import { afterEach, beforeEach } from 'vitest';
import { Library, type Opened } from './library.ts';

export type OpenIndex = () => Promise<Opened> | Opened;

/** An index for each test, closed after it. */
export function openEach(open: OpenIndex): { opened: () => Opened; library: Library } {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(async () => {
    await opened.index.close();
    await opened.storage.store.close();
  });
  return { opened: () => opened, library: new Library(() => opened) };
}
