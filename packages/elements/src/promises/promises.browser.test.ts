import type { FakeSession } from '@fireside/client/fake';
import { addPromise, readPromises, setPromiseKept, type Due } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html, type LitElement } from 'lit';
import type * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, readText, settled } from '../testing/controls.ts';
import { docOf, endAll, fake, mount } from '../testing/fakes.ts';
import { treeOf } from '../testing/tree.ts';
import './define.ts';

const promisesOf = (session: FakeSession): Y.Doc => docOf(session, 'mentorship');

function write(session: FakeSession, text: string, due: Due = null, from = 's0'): string {
  return addPromise(promisesOf(session), { text, owner: 'bo', due, from: { session: from, item: null } });
}
async function mountPromises(session: FakeSession, owed = false) {
  const { element, ...rest } = await mount(session, html`<fireside-promises ?owed=${owed}></fireside-promises>`);
  return { promises: element, ...rest };
}
function choose(root: LitElement, name: string, value: string): void {
  const field = root.shadowRoot!.querySelector<HTMLSelectElement | HTMLInputElement>(`[name=${name}]`)!;
  field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

afterEach(endAll);

describe('fireside-promises', () => {
  it('is a region with check boxes, owner and date in words', async () => {
    const session = fake();
    write(session, 'Send the outline', '2026-11-28');
    write(session, 'Ask for a dry run', 'next');
    const { promises } = await mountPromises(session);
    const tree = await treeOf();
    expect(tree.find('region', 'Promises')).to.not.equal(null);
    expect(tree.find('checkbox', 'Send the outline')).to.include({ checked: false });
    expect(readText(promises)).to.match(/Bo · by Sat,? (28 Nov|Nov 28).*Bo · by next time/);
    expect(await audit(promises)).to.deep.equal([]);
  });

  it('adds with who and until when', async () => {
    const session = fake();
    const { promises } = await mountPromises(session);
    control(promises, 'Add a promise').focus();
    await settled(promises);
    choose(promises, 'owner', 'bo');
    choose(promises, 'until', 'day');
    await settled(promises);
    choose(promises, 'day', '2026-11-28');
    expect(await audit(promises)).to.deep.equal([]);
    control(promises, 'Add a promise').focus();
    await sendKeys({ type: 'Send the outline' });
    await sendKeys({ press: 'Enter' });
    await settled(promises);
    expect(readPromises(promisesOf(session))[0]).to.deep.include({
      text: 'Send the outline',
      owner: 'bo',
      due: '2026-11-28',
      from: { session: 's1', item: null },
    });
  });

  it('is of this person and by next time unless told, also after another one', async () => {
    const session = fake();
    const { promises } = await mountPromises(session);
    control(promises, 'Add a promise').focus();
    await settled(promises);
    choose(promises, 'owner', 'bo');
    choose(promises, 'until', 'day');
    await sendKeys({ type: 'One' });
    await sendKeys({ press: 'Enter' });
    await settled(promises);
    await sendKeys({ type: 'Two' });
    await sendKeys({ press: 'Enter' });
    expect(readPromises(promisesOf(session)).map(({ owner, due }) => [owner, due])).to.deep.equal([
      ['bo', null],
      ['anna', 'next'],
    ]);
  });

  it('is kept, and owed again when that was a slip', async () => {
    const session = fake({ now: () => 42 });
    write(session, 'Send the outline');
    const { promises } = await mountPromises(session);
    control(promises, 'Send the outline').focus();
    await sendKeys({ press: 'Space' });
    await settled(promises);
    expect(readPromises(promisesOf(session))[0]?.keptAt).to.equal(42);
    expect(readText(promises)).to.contain('Bo · kept');
    await sendKeys({ press: 'Space' });
    expect(readPromises(promisesOf(session))[0]?.keptAt).to.equal(null);
  });

  it('edits words, owner and date together', async () => {
    const session = fake();
    write(session, 'Send the outline', '2026-11-28');
    const { promises } = await mountPromises(session);
    control(promises, 'More about “Send the outline”').click();
    await settled(promises);
    control(promises, 'Edit “Send the outline”').click();
    await settled(promises);
    choose(promises, 'until', 'next');
    choose(promises, 'owner', 'anna');
    await sendKeys({ type: 'Send it' });
    await sendKeys({ press: 'Enter' });
    expect(readPromises(promisesOf(session))[0]).to.include({ text: 'Send it', owner: 'anna', due: 'next' });
  });

  it('deletes with undo', async () => {
    const session = fake();
    write(session, 'Send the outline');
    const { stage, promises } = await mountPromises(session);
    control(promises, 'More about “Send the outline”').click();
    await settled(promises);
    control(promises, 'Delete “Send the outline”').click();
    expect(readPromises(promisesOf(session))).to.deep.equal([]);
    stage.offered?.undo();
    expect(readPromises(promisesOf(session))).to.have.length(1);
  });

  it('folds away what was kept long ago', async () => {
    const session = fake();
    setPromiseKept(promisesOf(session), write(session, 'Long ago'), 1000);
    const { promises } = await mountPromises(session);
    expect(readText(promises)).to.contain('Kept before: 1');
    expect(controlsNamed(promises, 'Long ago')).to.deep.equal([]);
  });
});

describe('fireside-promises owed', () => {
  it('shows what is open from last time and nothing else', async () => {
    const session = fake();
    write(session, 'Old');
    write(session, 'New', null, 's1');
    const { promises } = await mountPromises(session, true);
    const tree = await treeOf();
    expect(tree.find('region', 'Open from last time')).to.not.equal(null);
    expect(readText(promises)).to.not.contain('New');
    control(promises, 'Old').click();
    await settled(promises);
    expect(control(promises, 'Old')).to.have.property('checked', true);
    expect(readPromises(promisesOf(session))[0]?.keptAt).to.not.equal(null);
  });

  it('is nothing where nothing is open', async () => {
    const { promises } = await mountPromises(fake(), true);
    expect(readText(promises)).to.equal('');
  });
});
