import { addItem, notesOf } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, readText, settled } from '../testing/controls.ts';
import { docOf, endAll, fake } from '../testing/fakes.ts';
import { treeOf } from '../testing/tree.ts';
import { field, mountNotes, open, press } from './notes.test.kit.ts';

afterEach(endAll);

describe('fireside-notes', () => {
  it('is a region with two tabs, a toolbar and a text field', async () => {
    const session = fake();
    await open(session);
    const tree = await treeOf();
    expect(tree.find('region', 'Notes')).to.not.equal(null);
    expect(tree.find('tab', 'Shared notes')).to.include({ selected: true });
    expect(tree.find('tab', 'Only for me')).to.not.equal(null);
    expect(tree.find('button', 'Bold')).to.include({ pressed: false, keyshortcuts: 'Control+B' });
    expect(tree.find('textbox', 'Notes')).to.include({ multiline: true });
    expect(tree.find('textbox', 'Private notes')).to.equal(null);
  });

  it('has nothing that axe would mind, with everything in it', async () => {
    const session = fake();
    addItem(docOf(session, 'session'), { title: 'Spring talk', author: 'anna' });
    const { notes } = await open(session);
    await sendKeys({ type: '# Title' });
    await press('Enter');
    await sendKeys({ type: '[ ] Task' });
    control(notes, 'Link').click();
    await settled(notes);
    expect(await audit(notes)).to.deep.equal([]);
  });

  it('shows an observer the text without an editor, and follows it', async () => {
    const session = fake({ access: { session: 'ro', mentorship: null, private: null }, person: { role: 'observer' } });
    const { notes } = await mountNotes(session);
    expect(readText(notes)).to.contain('Nothing is written here yet');
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('one number')]);
    notesOf(docOf(session, 'session')).insert(0, [paragraph]);
    await settled(notes);
    expect(readText(notes)).to.contain('one number');
    expect(notes.shadowRoot!.querySelector('fireside-notes-editor, [role=tab], [contenteditable]')).to.equal(null);
    expect(await audit(notes)).to.deep.equal([]);
  });

  it('never changes a document that it may not write, whatever stands in it', async () => {
    const session = fake({ access: { session: 'ro' } });
    const doc = docOf(session, 'session');
    const unknown = new Y.XmlElement('diagram');
    unknown.insert(0, [new Y.XmlText('from the future')]);
    notesOf(doc).insert(0, [unknown]);
    const before = Y.encodeStateVector(doc);
    const { notes } = await mountNotes(session);
    await settled(notes);
    expect(readText(notes)).to.contain('from the future');
    expect(Y.encodeStateVector(doc)).to.deep.equal(before);
  });

  it('becomes readable only when writing ends, and leaves nothing behind when taken away', async () => {
    const session = fake();
    const { notes, unmount } = await open(session);
    await sendKeys({ type: 'Kept' });
    session.changeDocument('session', { access: 'ro', writable: false });
    await settled(notes);
    expect(controlsNamed(notes, 'Notes')).to.deep.equal([]);
    expect(readText(notes)).to.contain('Kept');

    session.changeDocument('session', { access: 'rw', writable: true });
    await field(notes);
    const { awareness, doc } = session.documents.value.session!;
    const listening = (): number =>
      [...(doc as unknown as { _observers: Map<string, Set<unknown>> })._observers.values()].reduce(
        (sum, set) => sum + set.size,
        [...(awareness as unknown as { _observers: Map<string, Set<unknown>> })._observers.values()].reduce(
          (all, set) => all + set.size,
          0,
        ),
      );
    const while_ = listening();
    unmount();
    await settled(notes);
    expect(listening()).to.be.lessThan(while_);
    const rest = listening();
    const again = await mountNotes(session);
    await field(again.notes);
    again.unmount();
    await settled(again.notes);
    expect(listening()).to.equal(rest);
  });
});
