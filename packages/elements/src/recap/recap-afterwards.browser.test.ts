import { FiresideError, MAX_ADDENDUM } from '@fireside/protocol';
import type { SessionDetail } from '@fireside/protocol/http';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, pressButton, readText, settled } from '../testing/controls.ts';
import { endAll } from '../testing/fakes.ts';
import { detailOf, recapOf, resultOf } from '../testing/saved.ts';
import { mountRecap, NOW, saved } from './recap.test.kit.ts';
import type { FiresideRecap } from './recap.ts';

const HOUR = 3_600_000;
const open = (over: Partial<SessionDetail> = {}): SessionDetail =>
  detailOf('s1', { openUntil: NOW + 50 * HOUR, ...over });
const archived = (over: Partial<SessionDetail> = {}): SessionDetail => detailOf('s1', { state: 'archived', ...over });
const box = (recap: FiresideRecap): HTMLTextAreaElement =>
  control(recap, 'Add a note', 'textarea') as HTMLTextAreaElement;

async function type(recap: FiresideRecap, text: string): Promise<void> {
  const area = box(recap);
  area.focus();
  area.value = text;
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await recap.updateComplete;
}

afterEach(endAll);

describe('fireside-recap, after wrap-up', () => {
  it('says until when both can write, and opens the session for it', async () => {
    const session = saved(open(), { session: { id: 's2' } });
    const { recap, stage } = await mountRecap(session);
    expect(readText(recap)).to.match(
      /Both can add to these notes until Tuesday,? (24 November|November 24).*14:00|2:00/,
    );
    expect(controlsNamed(recap, 'Add a note', 'textarea')).to.deep.equal([]);
    control(recap, 'Open the session').click();
    expect(session.requests.at(-1)).to.deep.equal({ name: 'open', args: ['s1'] });
    expect(stage.view.value).to.deep.equal({ kind: 'session', writing: 's1' });
    expect(await audit(recap)).to.deep.equal([]);
  });

  it('offers nobody in a call a way that would leave it', async () => {
    const session = saved(open(), { session: { id: 's2', state: 'live' } });
    await session.enter();
    const { recap } = await mountRecap(session);
    expect(controlsNamed(recap, 'Open the session')).to.deep.equal([]);
  });

  it('says nothing of it when the time is over', async () => {
    const { recap } = await mountRecap(saved(open({ openUntil: NOW - 1 })));
    expect(readText(recap)).to.not.contain('until');
  });

  it('closes the notes after one more question, with a way back', async () => {
    const session = saved(open());
    session.answer('archive', resultOf('s1'));
    const { recap, stage } = await mountRecap(session);
    await pressButton(recap, 'Close them now');
    expect(focused()).to.equal(control(recap, 'Close the notes'));
    expect(session.requests.some(({ name }) => name === 'archive')).to.equal(false);
    expect(await audit(recap)).to.deep.equal([]);
    await sendKeys({ press: 'Escape' });
    await settled(recap);
    expect(focused()).to.equal(control(recap, 'Close them now'));

    await pressButton(recap, 'Close them now');
    session.answer('detail', archived());
    await pressButton(recap, 'Close the notes');
    await settled(recap);
    await settled(recap);
    expect(session.requests.filter(({ name }) => name === 'archive')).to.deep.equal([
      { name: 'archive', args: ['s1'] },
    ]);
    expect(stage.announced).to.deep.equal(['The notes are closed.']);
    expect(readText(recap)).to.not.contain('Both can add');
    expect(focused()?.tagName).to.equal('H3');
  });

  it('says that somebody else has closed them, and what went wrong otherwise', async () => {
    const session = saved(open());
    session.answer('archive', new FiresideError('storage'));
    const { recap, stage } = await mountRecap(session);
    await pressButton(recap, 'Close them now');
    await pressButton(recap, 'Close the notes');
    await settled(recap);
    expect(readText(recap)).to.contain('The server is busy just now.');
    session.answer('archive', new FiresideError('state-conflict'));
    session.answer('detail', archived());
    await pressButton(recap, 'Close the notes');
    await settled(recap);
    await settled(recap);
    expect(stage.announced).to.deep.equal(['The notes were closed meanwhile.']);
    expect(box(recap)).to.not.equal(null);
  });

  it('lists what was added, with its lines, and adds with Control+Enter', async () => {
    const first = { id: 'a1', person: 'bo', name: 'Bo', at: Date.UTC(2026, 10, 22, 9, 10), text: 'one\ntwo' };
    const session = saved(archived({ addenda: [first], added: 1 }));
    const { recap, stage } = await mountRecap(session);
    const row = recap.shadowRoot!.querySelector<HTMLElement>('[data-record=a1]')!;
    expect(row.innerText)
      .to.contain('one\ntwo')
      .and.match(/Bo · (22 November|November 22)/);
    await type(recap, 'Three  ');
    session.answer('add', { id: 'a2', person: 'anna', name: 'Anna', at: NOW, text: 'Three' });
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Control' });
    await settled(recap);
    const [id, addendum] = session.requests.at(-1)!.args as [string, { id: string; text: string }];
    expect([id, addendum.text]).to.deep.equal(['s1', 'Three  ']);
    expect(recap.shadowRoot!.querySelector('[data-record=a2]')!.textContent).to.contain('Anna');
    expect(box(recap).value).to.equal('');
    expect(focused()).to.equal(box(recap));
    expect(stage.announced).to.deep.equal(['Your note is added.']);
    expect(await audit(recap)).to.deep.equal([]);
  });

  it('keeps the words when it failed; the same words again are the same addition, others are another', async () => {
    const session = saved(archived());
    session.answer('add', new FiresideError('unreachable'));
    const { recap } = await mountRecap(session);
    const idOfLast = (): string => (session.requests.at(-1)!.args[1] as { id: string }).id;
    await type(recap, 'Words');
    await pressButton(recap, 'Add');
    await settled(recap);
    const first = idOfLast();
    expect(box(recap).value).to.equal('Words');
    expect(readText(recap)).to.contain('Your words stay here');
    await pressButton(recap, 'Add');
    await settled(recap);
    expect(idOfLast()).to.equal(first);
    await type(recap, 'Other words');
    await pressButton(recap, 'Add');
    await settled(recap);
    expect(idOfLast()).to.not.equal(first);
  });

  it('keeps a draft of each session while one reads another', async () => {
    const session = saved(archived());
    const { recap, unmount } = await mountRecap(session);
    await type(recap, 'Half a thought');
    unmount();
    const again = await mountRecap(session);
    expect(box(again.recap).value).to.equal('Half a thought');
  });

  it('counts near the limit and sends nothing that is too long', async () => {
    const session = saved(archived());
    const { recap } = await mountRecap(session);
    await type(recap, 'x'.repeat(MAX_ADDENDUM - 10));
    expect(readText(recap)).to.contain(`${MAX_ADDENDUM - 10} of ${MAX_ADDENDUM} characters`);
    await type(recap, 'x'.repeat(MAX_ADDENDUM + 1));
    const asked = session.requests.length;
    await pressButton(recap, 'Add');
    await settled(recap);
    expect(session.requests).to.have.length(asked);
    expect(readText(recap)).to.contain('This is longer than');
    expect(focused()).to.equal(box(recap));
    expect(await audit(recap)).to.deep.equal([]);
  });

  it('reads an earlier version, says so, and goes back to the latest', async () => {
    const later = Date.UTC(2026, 10, 22, 9, 10);
    const revisions = [
      { revision: 1, at: Date.UTC(2026, 10, 21, 15, 48), by: 'anna' },
      { revision: 2, at: later, by: 'server' },
    ];
    const latest = detailOf('s1', { revision: 2, revisions, recap: recapOf({}, { revision: 2, at: later }) });
    const session = saved(latest);
    const { recap } = await mountRecap(session);
    expect(readText(recap)).to.match(/Last changed on (22 November|November 22)/);
    const select = control(recap, 'Version', 'select') as HTMLSelectElement;
    expect([...select.options].map(({ value }) => value)).to.deep.equal(['2', '1']);
    expect(select.options[1]!.textContent).to.match(/Wrap-up, .* · Anna/);
    expect(await audit(recap)).to.deep.equal([]);

    session.answer('detail', { ...latest, recap: recapOf({ outcomes: [] }) });
    select.value = '1';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await settled(recap);
    expect(session.requests.at(-1)).to.deep.equal({ name: 'detail', args: ['s1', 1] });
    expect(readText(recap)).to.match(/You read the version of (21 November|November 21)/);
    expect(readText(recap)).to.not.contain('Takeaways');

    session.answer('detail', latest);
    await pressButton(recap, 'Read the latest');
    await recap.updateComplete;
    await settled(recap);
    expect(readText(recap)).to.contain('Takeaways').and.not.contain('You read');
    expect(select.value).to.equal('2');
    expect(focused()?.id, 'the button is gone').to.equal('day');
  });

  it('leaves the latest where a version cannot be read, and says why', async () => {
    const revisions = [1, 2].map((revision) => ({ revision, at: NOW, by: 'anna' }));
    const session = saved(detailOf('s1', { revision: 2, revisions, recap: recapOf({}, { revision: 2 }) }));
    const { recap } = await mountRecap(session);
    session.answer('detail', new FiresideError('unreachable'));
    const select = control(recap, 'Version', 'select') as HTMLSelectElement;
    select.value = '1';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await settled(recap);
    expect(readText(recap)).to.contain('This version could not be read.').and.contain('Takeaways');
    expect(select.value).to.equal('2');
  });
});
