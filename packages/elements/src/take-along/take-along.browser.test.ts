import type { FakeSession } from '@fireside/client/fake';
import { FiresideError } from '@fireside/protocol';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, pressButton, readText, settled } from '../testing/controls.ts';
import { endAll, fake, mount } from '../testing/fakes.ts';
import { treeOf } from '../testing/tree.ts';
import './define.ts';
import type { FiresideTakeAlong } from './take-along.ts';

const FILE = { name: 'anna-and-bo-2026-11-21.md', type: 'text/markdown; charset=utf-8', text: '# Anna and Bo\n' };

interface Saved {
  readonly name: string;
  readonly url: string;
}

async function open(session: FakeSession, id: string | null = 's1') {
  const { element, ...rest } = await mount(session, html`<fireside-take-along .session=${id}></fireside-take-along>`);
  const taking = element as FiresideTakeAlong;
  const saved: Saved[] = [];
  // In place of the browser's own download, which a test cannot see.
  taking.addEventListener('click', (event) => {
    const [link] = event.composedPath();
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    saved.push({ name: link.download, url: link.href });
  });
  await pressButton(taking, id === null ? 'Take everything along' : 'Take along');
  await settled(taking);
  return { taking, saved, ...rest };
}
const dialogOf = (taking: FiresideTakeAlong): HTMLDialogElement => taking.shadowRoot!.querySelector('dialog')!;

afterEach(endAll);

describe('fireside-take-along', () => {
  it('asks for one session in the wished form, and hands the file to the browser', async () => {
    const session = fake();
    session.answer('export', FILE);
    const { taking, saved, stage } = await open(session);
    expect((await treeOf()).find('dialog', 'Take this session along')).to.not.equal(null);
    expect(await audit(taking)).to.deep.equal([]);
    await pressButton(taking, 'Download');
    await settled(taking);
    expect(session.requests).to.deep.equal([
      { name: 'export', args: [{ session: 's1', format: 'md', withPrivate: false }] },
    ]);
    expect(saved.map((one) => one.name)).to.deep.equal([FILE.name]);
    const kept = await fetch(saved[0]!.url);
    expect([kept.headers.get('content-type'), await kept.text()]).to.deep.equal([FILE.type, FILE.text]);
    expect(stage.announced).to.deep.equal(['anna-and-bo-2026-11-21.md is among your downloads.']);
    expect(dialogOf(taking).open).to.equal(false);
    expect(focused()).to.equal(control(taking, 'Take along'));
  });

  it('takes everything along, as JSON, with private notes, by keyboard', async () => {
    const session = fake();
    session.answer('export', { ...FILE, name: 'all.json' });
    const { taking } = await open(session, null);
    expect(readText(taking)).to.contain('Take everything along');
    control(taking, 'Markdown, for reading').focus();
    await sendKeys({ press: 'ArrowDown' });
    control(taking, 'With my private notes').focus();
    await sendKeys({ press: 'Space' });
    await pressButton(taking, 'Download');
    await settled(taking);
    expect(session.requests.map(({ args }) => args)).to.deep.equal([
      [{ session: null, format: 'json', withPrivate: true }],
    ]);
  });

  it('closes by Escape, with the focus back on the button', async () => {
    const { taking } = await open(fake());
    await sendKeys({ press: 'Escape' });
    await settled(taking);
    expect(dialogOf(taking).open).to.equal(false);
    expect(focused()).to.equal(control(taking, 'Take along'));
  });

  it('says what went wrong and tries again', async () => {
    const session = fake();
    session.answer('export', new FiresideError('unreachable'));
    const { taking, saved } = await open(session);
    await pressButton(taking, 'Download');
    await settled(taking);
    expect(readText(taking)).to.contain('The server cannot be reached.');
    expect(saved).to.deep.equal([]);
    session.answer('export', FILE);
    await pressButton(taking, 'Try again');
    await settled(taking);
    expect(saved).to.have.lengthOf(1);
    expect(dialogOf(taking).open).to.equal(false);
  });

  it('asks once while it is busy, and saves nothing that is not wanted any more', async () => {
    const session = fake();
    const answers: ((file: typeof FILE) => void)[] = [];
    session.saved.export = () => new Promise((resolve) => answers.push(resolve));
    const { taking, saved } = await open(session);
    await pressButton(taking, 'Download');
    await settled(taking);
    await pressButton(taking, 'One moment…');
    expect(answers).to.have.lengthOf(1);
    await sendKeys({ press: 'Escape' });
    answers[0]!(FILE);
    await settled(taking);
    expect(saved).to.deep.equal([]);
    expect(controlsNamed(taking, 'Take along')).to.have.lengthOf(1);
  });

  it('lets the file go when it is taken away', async () => {
    const session = fake();
    session.answer('export', FILE);
    const { taking, saved, unmount } = await open(session);
    await pressButton(taking, 'Download');
    await settled(taking);
    unmount();
    const gone = await fetch(saved[0]!.url).catch((error: unknown) => error);
    expect(gone).to.be.instanceOf(TypeError);
  });
});
