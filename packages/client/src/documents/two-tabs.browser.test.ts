/** Two tabs of one person write into one copy on this device, without a channel between them. */
import { expect } from 'chai';
import * as idb from 'lib0/indexeddb';
import { plainText, privateNotesOf, readAgenda, readBacklog, readRichText } from '@fireside/protocol';
import {
  asksBeforeClosing,
  copyOf,
  databases,
  databasesBecome,
  listed,
  MENTORSHIP,
  OnDevice,
  PRIVATE,
  refused,
  sessionName,
  waitsOnDevice,
  write,
} from '../testing/on-device.ts';
import { saved } from '../testing/visit.ts';
import { when } from '../testing/when.ts';

describe('two tabs of one person', () => {
  let here: OnDevice;
  beforeEach(async () => {
    here = new OnDevice();
    await here.visitOnce();
  });
  afterEach(() => here.end());

  it('each list what of theirs waits, and leave each other’s entries alone', async () => {
    const [one, other] = [here.openTab().session, here.openTab().session];
    await Promise.all([saved(one), saved(other)]);
    here.wire.kill();
    write(one, 'From one');
    write(other, 'From the other');
    await Promise.all([waitsOnDevice(one), waitsOnDevice(other)]);
    expect(await listed()).to.have.length(2);
    // Nothing passes between tabs but by the server: a channel would leak past permissions.
    expect(readAgenda(one.documents.value.session!.doc).map(({ title }) => title)).to.deep.equal(['From one']);
    here.wire.up();
    await Promise.all([saved(one), saved(other)]);
    expect(here.titles().sort()).to.deep.equal(['From one', 'From the other']);
    while ((await listed()).length > 0) await new Promise(requestAnimationFrame);
  });

  it('one takes up what the other left behind when it was closed', async () => {
    const [one, other] = [here.openTab(), here.openTab()];
    await Promise.all([saved(one.session), saved(other.session)]);
    here.wire.kill();
    write(other.session, 'Left behind');
    await waitsOnDevice(other.session);
    other.end();
    write(one.session, 'Here');
    await waitsOnDevice(one.session);
    here.wire.up();
    await saved(one.session);
    expect(here.titles()).to.deep.equal(['Here']);
    for (const socket of here.wire.sockets) if (socket.name === sessionName('s1')) socket.close('join-again');
    while (here.titles().length < 2) await new Promise(requestAnimationFrame);
    expect(here.titles().sort()).to.deep.equal(['Here', 'Left behind']);
    await when(one.session.waitingElsewhere, (sessions) => sessions.length === 0);
    while ((await listed()).length > 0) await new Promise(requestAnimationFrame);
    expect(one.session.save.value).to.deep.equal({ kind: 'saved' });
  });

  it('both come too late for an archived session: the words of both are kept, once', async () => {
    const [one, other] = [here.openTab(), here.openTab()];
    await Promise.all([saved(one.session), saved(other.session)]);
    here.wire.kill();
    write(one.session, 'From one');
    write(other.session, 'From the other');
    await Promise.all([waitsOnDevice(one.session), waitsOnDevice(other.session)]);
    here.wire.setState('s1', 'archived');
    here.wire.up();
    for (const { session } of [one, other]) {
      await when(session.documents, (documents) => documents.session?.access === 'ro');
    }
    await databasesBecome((names) => !names.includes(copyOf(sessionName('s1'))));
    one.end();
    other.end();
    const { session } = here.openTab();
    const [text, ...more] = await when(session.kept, (kept) => kept.length > 0);
    expect(more).to.deep.equal([]);
    expect([...(text?.lines ?? [])].sort()).to.deep.equal(['From one', 'From the other']);
    await saved(session);
    await session.answerKept(text?.id ?? '', 'backlog');
    const backlog = readBacklog(here.wire.document(MENTORSHIP).doc).map(({ title }) => title);
    expect(backlog.sort()).to.deep.equal(['From one', 'From the other']);
    expect(session.kept.value).to.deep.equal([]);
  });

  it('one decides about a text while the other adds to it: what was added stays', async () => {
    const [one, other] = [here.openTab().session, here.openTab().session];
    await Promise.all([saved(one), saved(other)]);
    await refused(one, here.wire, 'First', 'too-large');
    await saved(one);
    here.wire.slow = true;
    const answer = one.answerKept(one.kept.value[0]?.id ?? '', 'private-notes');
    await when(one.save, ({ kind }) => kind === 'saving');
    await refused(other, here.wire, 'Second', 'too-large');
    here.wire.commit();
    await answer;
    expect(one.kept.value.flatMap(({ lines }) => lines)).to.include('Second');
    await saved(one);
    await one.answerKept(one.kept.value[0]?.id ?? '', 'private-notes');
    expect(one.kept.value).to.deep.equal([]);
    const notes = plainText(readRichText(privateNotesOf(here.wire.document(PRIVATE).doc, 's1')));
    expect(notes)
      .to.match(/First/)
      .and.match(/Second/);
  });

  it('one forgets everything: the other says that its words are in the page only', async () => {
    const [one, other] = [here.openTab().session, here.openTab().session];
    await Promise.all([saved(one), saved(other)]);
    here.wire.kill();
    write(other, 'Waits');
    await waitsOnDevice(other);
    expect(asksBeforeClosing()).to.equal(false);
    await one.forget();
    await when(other.save, (save) => save.kind === 'offline' && save.waiting && !save.stored);
    expect(asksBeforeClosing()).to.equal(true);
    expect(await databases()).to.deep.equal([]);
    here.wire.up();
    await saved(other);
    expect(asksBeforeClosing()).to.equal(false);
    expect(await databases()).to.deep.equal([]);
  });

  it('goes on when a page holds the copy open that does not let go of it', async () => {
    const { session } = here.openTab();
    await saved(session);
    const request = indexedDB.open(copyOf(sessionName('s1')));
    await new Promise((resolve) => request.addEventListener('success', resolve));
    try {
      await refused(session, here.wire, 'Refused', 'too-large');
      await saved(session);
      write(session, 'And on');
      await saved(session);
      expect(here.titles()).to.deep.equal(['And on']);
      expect(session.kept.value.map(({ lines, stored }) => [lines, stored])).to.deep.equal([[['Refused'], true]]);
    } finally {
      request.result.close();
    }
  });

  it('keeps the layout that both know after many writes of both', async () => {
    const [one, other] = [here.openTab().session, here.openTab().session];
    await Promise.all([saved(one), saved(other)]);
    here.wire.kill();
    for (let i = 0; i < 300; i++) {
      write(one, `one ${i}`);
      write(other, `other ${i}`);
      if (i % 10 === 0) await Promise.all([waitsOnDevice(one), waitsOnDevice(other)]);
    }
    await Promise.all([waitsOnDevice(one), waitsOnDevice(other)]);
    const db = await idb.openDB(copyOf(sessionName('s1')), () => {});
    const [store] = idb.transact(db, ['updates'], 'readonly');
    expect(store && (await idb.count(store))).to.be.lessThan(1000);
    db.close();
    here.wire.up();
    const third = here.openTab().session;
    await Promise.all([saved(one), saved(other), saved(third)]);
    expect(here.titles()).to.have.length(600);
  });
});
