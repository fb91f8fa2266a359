/** What closing a tab loses: nothing that is on the server or on this device; for the rest, the browser asks. */
import { expect } from 'chai';
import { readAgenda } from '@fireside/protocol';
import {
  asksBeforeClosing,
  COPIES,
  fillDisk,
  holdDatabases,
  listed,
  OnDevice,
  refused,
  waitsOnDevice,
  watchOpenDatabases,
  write,
} from '../testing/on-device.ts';
import { saved, synced } from '../testing/visit.ts';
import { when } from '../testing/when.ts';

describe('closing a tab', () => {
  let here: OnDevice;
  let emptyDisk = (): void => {};
  beforeEach(() => {
    here = new OnDevice();
  });
  afterEach(async () => {
    emptyDisk();
    await here.end();
  });

  it('asks nothing of who has written nothing, or whose words are saved, or wait on this device', async () => {
    const { session } = here.openTab();
    expect(asksBeforeClosing()).to.equal(false);
    await saved(session);
    expect(asksBeforeClosing()).to.equal(false);
    write(session, 'Saved');
    await saved(session);
    expect(asksBeforeClosing()).to.equal(false);
    here.wire.kill();
    write(session, 'Waits');
    await waitsOnDevice(session);
    expect(asksBeforeClosing()).to.equal(false);
  });

  it('asks while words are neither on the server nor on this device, and not a moment longer', async () => {
    const { session, end } = here.openTab({ noOffline: true });
    await saved(session);
    here.wire.slow = true;
    write(session, 'In this page only');
    expect(asksBeforeClosing()).to.equal(true);
    here.wire.commit();
    await saved(session);
    expect(asksBeforeClosing()).to.equal(false);
    here.wire.kill();
    write(session, 'Offline');
    expect(asksBeforeClosing()).to.equal(true);
    end();
    expect(asksBeforeClosing()).to.equal(false);
  });

  it('asks when the device is full, says so, and stops when there is room again', async () => {
    const { session } = here.openTab();
    await saved(session);
    write(session, 'One');
    await saved(session);
    emptyDisk = fillDisk();
    here.wire.kill();
    write(session, 'Two');
    await when(session.save, ({ kind }) => kind === 'offline');
    await new Promise(requestAnimationFrame); // the failed write has told by then
    expect(session.save.value).to.deep.equal({ kind: 'offline', waiting: true, stored: false });
    expect(asksBeforeClosing()).to.equal(true);
    emptyDisk();
    write(session, 'Three');
    await waitsOnDevice(session);
    expect(asksBeforeClosing()).to.equal(false);
    here.wire.up();
    await saved(session);
    expect(here.titles()).to.deep.equal(['One', 'Two', 'Three']);
  });

  it('loses nothing of a widget that is taken out of the page while its copy is opened', async () => {
    const open = holdDatabases(COPIES);
    try {
      const { session, end } = here.openTab();
      await saved(session);
      here.wire.kill();
      write(session, 'Early');
      expect(asksBeforeClosing()).to.equal(true);
      end();
    } finally {
      open();
    }
    while ((await listed()).length === 0) await new Promise(requestAnimationFrame);
    here.wire.up();
    const next = here.openTab();
    await saved(next.session);
    expect(here.titles()).to.deep.equal(['Early']);
  });

  it('loses nothing of a widget that is taken out of the page while it writes', async () => {
    await here.visitOnce();
    const { session, end } = here.openTab();
    await saved(session);
    here.wire.kill();
    for (const title of ['One', 'Two', 'Three']) write(session, title); // the first is being written, the others wait
    end();
    here.wire.up();
    const next = here.openTab();
    await saved(next.session);
    const { doc } = await synced(next.session);
    expect(readAgenda(doc).map(({ title }) => title)).to.deep.equal(['One', 'Two', 'Three']);
    await when(next.session.save, ({ kind }) => kind === 'saved');
    expect(here.titles()).to.deep.equal(['One', 'Two', 'Three']);
  });

  it('leaves no database open, whenever a widget goes', async () => {
    const databases = watchOpenDatabases();
    try {
      for (let later = 0; later < 60; later += 1) {
        const { end } = here.openTab();
        for (let tasks = 0; tasks < later; tasks += 1) await indexedDB.databases(); // as fine as a device answers
        end();
      }
      while (databases.open.size > 0) await new Promise(requestAnimationFrame);
    } finally {
      databases.end();
    }
  });

  it('asks while refused words are in this page only, until they are decided about', async () => {
    const { session } = here.openTab({ noOffline: true });
    await saved(session);
    await refused(session, here.wire, 'Refused', 'too-large');
    await saved(session);
    expect(session.kept.value[0]).to.include({ stored: false, code: 'too-large' });
    expect(asksBeforeClosing()).to.equal(true);
    await session.answerKept(session.kept.value[0]?.id ?? '', 'let-go');
    expect(asksBeforeClosing()).to.equal(false);
  });

  it('asks where the device has no room for refused words, and leaves the copy that has them', async () => {
    const { session, end } = here.openTab();
    await saved(session);
    emptyDisk = fillDisk((database) => database.endsWith('/kept'));
    await refused(session, here.wire, 'Refused', 'too-large');
    await saved(session);
    expect(session.kept.value[0]).to.include({ stored: false });
    expect(asksBeforeClosing()).to.equal(true);
    write(session, 'And on');
    await saved(session);
    expect(here.titles()).to.deep.equal(['And on']);
    emptyDisk();
    end();
    const next = here.openTab();
    await saved(next.session);
    expect(here.titles().sort()).to.deep.equal(['And on', 'Refused']); // taken this time
  });

  it('asks nothing where refused words are on this device', async () => {
    const { session } = here.openTab();
    await saved(session);
    await refused(session, here.wire, 'Refused', 'too-large');
    expect(session.kept.value[0]).to.include({ stored: true });
    await saved(session);
    expect(asksBeforeClosing()).to.equal(false);
  });
});
