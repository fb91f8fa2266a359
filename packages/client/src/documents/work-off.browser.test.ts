/** Text of other sessions that waits on this device goes up later, is kept, or goes with what was erased; it is never dropped. */
import { expect } from 'chai';
import * as idb from 'lib0/indexeddb';
import {
  asksBeforeClosing,
  copyOf,
  databases,
  databasesBecome,
  COPIES,
  holdDatabases,
  listed,
  OnDevice,
  sessionName,
  unlistCopy,
} from '../testing/on-device.ts';
import { saved } from '../testing/visit.ts';
import { when } from '../testing/when.ts';

const COPY = copyOf(sessionName('s1'));

async function nothingListed(): Promise<void> {
  while ((await listed()).length > 0) await new Promise(requestAnimationFrame);
}

describe('text of another session on this device', () => {
  let here: OnDevice;
  let release = (): void => {};
  beforeEach(() => {
    here = new OnDevice();
  });
  afterEach(async () => {
    release();
    await here.end();
  });

  it('is kept and offered when the server refuses it', async () => {
    await here.leaveWaiting('Refused');
    here.goOn('wrapped-up');
    here.wire.refuse = 'too-large';
    const { session } = here.openTab();
    const [text] = await when(session.kept, (kept) => kept.length > 0);
    expect(text).to.deep.include({
      document: sessionName('s1'),
      code: 'too-large',
      lines: ['Refused'],
      stored: true,
    });
    await when(session.waitingElsewhere, (sessions) => sessions.length === 0);
    await databasesBecome((names) => !names.includes(COPY));
    await nothingListed();
    expect(here.titles()).to.deep.equal([]);
    expect(asksBeforeClosing()).to.equal(false);
  });

  it('waits for a slow device: nothing is called saved that was not read', async () => {
    await here.leaveWaiting('Slowly read');
    here.goOn('wrapped-up');
    release = holdDatabases(COPIES);
    const { session } = here.openTab();
    await saved(session); // without its own copy, a second after it was asked for
    expect(here.titles()).to.deep.equal([]);
    expect(session.waitingElsewhere.value).to.deep.equal(['s1']);
    release();
    await when(session.waitingElsewhere, (sessions) => sessions.length === 0);
    expect(here.titles()).to.deep.equal(['Slowly read']);
    await nothingListed();
  });

  it('waits while the server cannot be reached from a fresh page: no document opens, and the page tries again', async () => {
    await here.leaveWaiting('For later');
    here.wire.kill();
    const { session } = here.openTab();
    const status = await when(session.status, ({ error }) => error !== null);
    expect(status).to.include({ phase: 'joining', retrying: true }).and.nested.include({ 'error.code': 'unreachable' });
    expect(session.documents.value).to.deep.equal({ mentorship: null, session: null, private: null });
    expect(await listed()).to.have.length(1);
    here.wire.up();
    await saved(session);
    expect(here.titles()).to.deep.equal(['For later']);
  });

  it('goes with a document that was erased', async () => {
    await here.leaveWaiting('Erased');
    here.wire.erase(sessionName('s1'));
    here.goOn('wrapped-up');
    const { session } = here.openTab();
    await databasesBecome((names) => !names.includes(COPY));
    await nothingListed();
    await when(session.waitingElsewhere, (sessions) => sessions.length === 0);
    expect(session.kept.value).to.deep.equal([]);
    expect(here.titles()).to.deep.equal([]);
  });

  it('leaves the list of a session that is only read by now when its copy has gone before', async () => {
    await here.leaveWaiting('Dropped by another tab');
    await unlistCopy(COPY);
    await idb.deleteDB(COPY);
    here.goOn('archived');
    const { session } = here.openTab();
    await saved(session);
    await nothingListed();
    await when(session.waitingElsewhere, (sessions) => sessions.length === 0);
    expect(session.kept.value).to.deep.equal([]);
  });

  it('is kept where the session is only read by now, though its copy is not on the list', async () => {
    await here.leaveWaiting('Off the list');
    await unlistCopy(COPY);
    here.goOn('archived');
    const { session } = here.openTab();
    const [text] = await when(session.kept, (kept) => kept.length > 0);
    expect(text).to.deep.include({ code: 'read-only', lines: ['Off the list'], stored: true });
    await nothingListed();
    await databasesBecome((names) => !names.includes(COPY));
  });

  it('is kept where the session lets its person in no more', async () => {
    await here.leaveWaiting('Shut out');
    here.goOn('wrapped-up');
    here.wire.sessions.delete('s1');
    const { session } = here.openTab();
    const [text] = await when(session.kept, (kept) => kept.length > 0);
    expect(text).to.deep.include({ code: 'not-allowed', lines: ['Shut out'], stored: true });
    await databasesBecome((names) => !names.includes(COPY));
    expect((await databases()).some((name) => name.endsWith('/kept'))).to.equal(true);
  });
});
