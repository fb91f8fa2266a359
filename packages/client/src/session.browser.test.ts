import { addItem, documentName, readAgenda, readRichText, plainText, privateNotesOf } from '@fireside/protocol';
import { expect } from 'chai';
import * as idb from 'lib0/indexeddb';
import type { FiresideSession, SessionOptions } from './session-port.ts';
import { holdDatabases } from './testing/on-device.ts';
import { openSession, saved, synced, type Opened } from './testing/visit.ts';
import { when } from './testing/when.ts';
import { SERVER, Wire } from './testing/wire.ts';

const sessionName = (id: string): string => documentName({ kind: 'session', session: id });
const PRIVATE = documentName({ kind: 'private', mentorship: 'm1', person: 'anna' });
const HOME = `fireside/${encodeURIComponent(SERVER)}/anna`;
const copyOf = (document: string, epoch = 1): string => `${HOME}/${document}/${epoch}`;

let wire: Wire;
const opened: Opened[] = [];

/** As in a new tab; `openSession` alone is as after a reload. */
function openTab(options?: Partial<SessionOptions>): Opened {
  sessionStorage.clear();
  return openAgain(options);
}
function openAgain(options?: Partial<SessionOptions>): Opened {
  const one = openSession(options);
  opened.push(one);
  return one;
}
function write({ documents }: FiresideSession, title: string): void {
  const doc = documents.value.session?.doc;
  if (!doc) throw new Error('There is no session document.');
  addItem(doc, { title, author: 'anna' });
}
const titles = (id = 's1'): string[] => readAgenda(wire.document(sessionName(id)).doc).map(({ title }) => title);
const databases = async (): Promise<string[]> => {
  const all = await indexedDB.databases();
  return all.flatMap(({ name }) => (name?.startsWith('fireside/') ? [name] : [])).sort();
};
/** Resolves when the databases are as `test` says: IndexedDB tells nobody that one was deleted. */
async function databasesBecome(test: (names: string[]) => boolean): Promise<void> {
  while (!test(await databases())) await new Promise((resolve) => requestAnimationFrame(resolve));
}
/** Words that were written while the server was gone, in a page that is closed before it returns. */
async function leaveWaiting(title: string): Promise<void> {
  const { session, end } = openTab();
  await saved(session);
  wire.kill();
  write(session, title);
  await when(session.save, (save) => save.kind === 'offline' && save.stored);
  end();
  wire.up();
}

describe('a session on a device', () => {
  beforeEach(() => {
    wire = new Wire();
  });
  afterEach(async () => {
    for (const { end } of opened.splice(0)) end();
    wire.restore();
    sessionStorage.clear();
    await Promise.all((await databases()).map((name) => idb.deleteDB(name)));
  });

  it('says "waits on this device" only once it does, and brings it up at the next visit', async () => {
    const { session, end } = openTab();
    await saved(session);
    wire.kill();
    write(session, 'Offline');
    expect(session.save.value).to.deep.equal({ kind: 'offline', waiting: true, stored: false });
    await when(session.save, (save) => save.kind === 'offline' && save.stored);
    end();
    wire.up();
    const next = openTab();
    const { doc } = await synced(next.session);
    expect(readAgenda(doc).map(({ title }) => title)).to.deep.equal(['Offline']);
    await saved(next.session);
    expect(titles()).to.deep.equal(['Offline']);
  });

  it('says that nothing is stored where the browser gives no database, and works', async () => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = () => {
      throw new DOMException('not here', 'SecurityError');
    };
    try {
      const { session } = openTab();
      await saved(session);
      wire.kill();
      write(session, 'Only in this page');
      expect(session.save.value).to.deep.equal({ kind: 'offline', waiting: true, stored: false });
      wire.up();
      await saved(session);
      expect(titles()).to.deep.equal(['Only in this page']);
    } finally {
      IDBFactory.prototype.open = open;
    }
  });

  it('waits for no database at the first visit on a device', async () => {
    const answer = holdDatabases(/./);
    try {
      const getToken = async (): Promise<string> => {
        await indexedDB.databases(); // no server answers sooner than the device
        return 'host-token';
      };
      const { session } = openTab({ getToken });
      await when(session.status, ({ phase }) => phase === 'ready');
      await new Promise(requestAnimationFrame);
      expect(session.documents.value.session).to.include({ synced: true });
      write(session, 'At once');
      answer();
      await saved(session);
      expect(titles()).to.deep.equal(['At once']);
    } finally {
      answer();
    }
  });

  it('opens without a database that does not answer, and takes its words up when it does', async () => {
    await leaveWaiting('From the last visit');
    const answer = holdDatabases(/./);
    try {
      const { session } = openTab();
      await saved(session);
      expect(titles()).to.deep.equal([]);
      answer();
      await when(session.save, ({ kind }) => kind === 'saving');
      await saved(session);
      expect(titles()).to.deep.equal(['From the last visit']);
    } finally {
      answer();
    }
  });

  it('works off the text of another session without showing it', async () => {
    await leaveWaiting('For the first session');
    wire.sessions.clear();
    wire.sessions.set('s2', { state: 'scheduled', access: 'by state' });
    wire.sessions.set('s1', { state: 'wrapped-up', access: 'by state' });
    wire.slow = true;
    const { session } = openTab();
    await when(session.waitingElsewhere, (sessions) => sessions.length > 0);
    expect(session.waitingElsewhere.value).to.deep.equal(['s1']);
    expect(session.status.value.session?.id).to.equal('s2');
    wire.commit();
    await when(session.waitingElsewhere, (sessions) => sessions.length === 0);
    expect(titles('s1')).to.deep.equal(['For the first session']);
    expect(titles('s2')).to.deep.equal([]);
    expect(wire.joins.at(-1)).to.deep.equal({ mentorship: 'm1', session: 's1' });
  });

  it('keeps what came too late for an archived session, over reloads, until its person decides', async () => {
    await leaveWaiting('Too late');
    wire.setState('s1', 'archived');
    const first = openTab();
    const [text] = await when(first.session.kept, (kept) => kept.length > 0);
    expect(text?.lines).to.deep.equal(['Too late']);
    await databasesBecome((names) => !names.includes(copyOf(sessionName('s1'))));
    expect(await databases()).to.include(`${HOME}/kept`);
    first.end();

    const { session } = openTab();
    await when(session.kept, (kept) => kept.length > 0);
    await synced(session, 'private');
    await session.answerKept(text?.id ?? '', 'private-notes');
    expect(session.kept.value).to.deep.equal([]);
    const notes = privateNotesOf(wire.document(PRIVATE).doc, 's1');
    expect(plainText(readRichText(notes))).to.equal('Too late');

    const third = openTab();
    await saved(third.session);
    expect(third.session.kept.value).to.deep.equal([]);
    expect(titles()).to.deep.equal([]);
  });

  it('keeps what came too late for another session', async () => {
    await leaveWaiting('Too late');
    wire.setState('s1', 'archived');
    wire.sessions.clear();
    wire.sessions.set('s2', { state: 'scheduled', access: 'by state' });
    wire.sessions.set('s1', { state: 'archived', access: 'by state' });
    const { session } = openTab();
    const [text] = await when(session.kept, (kept) => kept.length > 0);
    expect(text).to.include({ document: sessionName('s1') });
    await when(session.waitingElsewhere, (sessions) => sessions.length === 0);
    await databasesBecome((names) => !names.includes(copyOf(sessionName('s1'))));
  });

  it('drops the copy of an archived session where nothing was left', async () => {
    const { session, end } = openTab();
    await saved(session);
    write(session, 'In time');
    await saved(session);
    end();
    wire.setState('s1', 'archived');
    const next = openTab();
    await databasesBecome((names) => !names.includes(copyOf(sessionName('s1'))));
    expect(next.session.kept.value).to.deep.equal([]);
  });

  it('does not bring refused words back at the next visit', async () => {
    const { session, end } = openTab();
    await saved(session);
    wire.refuse = 'too-large';
    write(session, 'Refused');
    await when(session.kept, (kept) => kept.length > 0);
    await saved(session);
    write(session, 'Taken');
    await saved(session);
    end();
    const next = openTab();
    await saved(next.session);
    await when(next.session.kept, (kept) => kept.length > 0);
    const { doc } = await synced(next.session);
    expect(readAgenda(doc).map(({ title }) => title)).to.deep.equal(['Taken']);
  });

  it('drops copies from before a document was erased', async () => {
    await leaveWaiting('Erased');
    wire.erase(sessionName('s1'));
    const { session } = openTab();
    await saved(session);
    await databasesBecome((names) => !names.includes(copyOf(sessionName('s1'))));
    expect(await databases()).to.include(copyOf(sessionName('s1'), 2));
    expect(titles()).to.deep.equal([]);
    expect(session.kept.value).to.deep.equal([]);
  });

  it('keeps nothing of what one may only read, and nothing at all where told so', async () => {
    wire.person = { ...wire.person, id: 'olga', role: 'observer' };
    wire.setState('s1', 'live');
    const { session } = openTab();
    await synced(session);
    expect((await databases()).filter((name) => name.includes('session'))).to.deep.equal([]);
    wire.person = { ...wire.person, id: 'anna', role: 'mentor' };
    const other = openTab({ noOffline: true });
    await saved(other.session);
    write(other.session, 'Not here');
    await saved(other.session);
    expect((await databases()).filter((name) => name.includes('anna'))).to.deep.equal([]);
  });

  it('forgets everything of this person', async () => {
    const { session } = openTab();
    await saved(session);
    write(session, 'One');
    await saved(session);
    expect(await databases()).to.have.length(4);
    await session.forget();
    expect(await databases()).to.deep.equal([]);
    write(session, 'Two');
    await saved(session);
    wire.kill();
    expect(session.save.value).to.include({ kind: 'offline', stored: false });
    expect(await databases()).to.deep.equal([]);
  });

  it('lets two tabs of one person write in one copy', async () => {
    const [one, other] = [openTab(), openTab()];
    await Promise.all([saved(one.session), saved(other.session)]);
    wire.slow = true;
    write(one.session, 'From one');
    write(other.session, 'From the other');
    wire.commit();
    await Promise.all([saved(one.session), saved(other.session)]);
    expect([...titles()].sort()).to.deep.equal(['From one', 'From the other']);
  });

  it('comes back by itself after a reload, and never starts a session by it', async () => {
    wire.setState('s1', 'live');
    const first = openTab();
    await saved(first.session);
    await first.session.call.setCamera(true);
    await first.session.enter();
    const note = Object.fromEntries(Object.entries(sessionStorage));
    first.end();
    Object.assign(sessionStorage, note); // a reload does not end a session, it stops it
    wire.sessions.clear();
    wire.sessions.set('s2', { state: 'scheduled', access: 'by state' });
    wire.sessions.set('s1', { state: 'live', access: 'by state' });
    const link = openAgain(); // by a link, within the minute
    await saved(link.session);
    expect(link.session.status.value).to.include({ entered: false }).and.nested.include({ 'session.id': 's2' });
    link.end();
    Object.assign(sessionStorage, note);
    const { getEntriesByType } = performance;
    performance.getEntriesByType = () => [Object.assign(new PerformanceMark('page'), { type: 'reload' })];
    const { session } = openAgain();
    await when(session.status, ({ phase }) => phase === 'ready');
    performance.getEntriesByType = getEntriesByType;
    await when(session.status, ({ entered }) => entered);
    expect(session.status.value.session?.id).to.equal('s1');
    await when(session.presence, (people) => people.length === 1);
    await when(session.call, ({ self }) => self.camera.on);
    expect(session.call.value.self.microphone.on).to.equal(false); // as before
    expect(wire.requests.some(({ path }) => path.endsWith('/start'))).to.equal(false);
  });

  it('takes a copy of a tab for another one, which stays in the lobby', async () => {
    wire.setState('s1', 'live');
    const first = openTab();
    await saved(first.session);
    await first.session.enter();
    const { session } = openAgain(); // with the storage of the first, as a duplicated tab has it
    await saved(session);
    expect(session.status.value.entered).to.equal(false);
  });
});
