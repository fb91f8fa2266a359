import { addPromise, FiresideError } from '@fireside/protocol';
import type { Found, SessionSummary } from '@fireside/protocol/http';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { LitElement } from 'lit';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, readText, settled } from '../testing/controls.ts';
import { endAll } from '../testing/fakes.ts';
import { answerByHand, asked, entry, mountReview, newest, older, saved, until } from './review.test.kit.ts';

before(() => setViewport({ width: 1200, height: 800 }));
afterEach(endAll);

const hit = (over: Partial<Found> = {}): Found => ({
  kind: 'notes',
  record: 'i1',
  people: ['bo'],
  text: [
    { text: 'People remember ', hit: false },
    { text: 'one number', hit: true },
  ],
  ...over,
});
const foundIn = (session: SessionSummary, found: Found[], more = 0) => ({ ...session, found, more });
const RESULTS = {
  sessions: [
    foundIn(newest, [hit({ kind: 'promise', record: 'p1' }), hit()], 3),
    foundIn(older, [hit({ kind: 'private-notes', record: null, people: ['anna'] })]),
  ],
  found: [hit({ kind: 'goal', record: 'g1' })],
  before: null,
};

const box = (review: LitElement): HTMLInputElement => control(review, 'Search saved notes') as HTMLInputElement;

async function search(review: LitElement, text: string): Promise<void> {
  box(review).focus();
  await sendKeys({ type: text });
}

async function searched(text = 'one number') {
  const session = saved();
  const mounted = await mountReview(session);
  session.answer('list', RESULTS);
  await search(mounted.review, text);
  // A slow machine may ask for the first letters, too.
  await until(
    () => asked(session).at(-1)?.q === text && readText(mounted.review).includes('Goals and more'),
    mounted.review,
  );
  return { session, ...mounted };
}

describe('fireside-review, search', () => {
  it('shows what was found in place of the list, by session, with the words marked', async () => {
    const { review, session } = await searched();
    expect(asked(session).at(-1)).to.deep.equal({ q: 'one number', limit: 20 });
    const rows = [...review.shadowRoot!.querySelectorAll('.results li')].map((row) => row.textContent).join();
    for (const words of ['Promise · Bo', 'Notes · Bo', 'Only for me', 'and 3 more here', 'Goal · Bo']) {
      expect(rows).to.contain(words);
    }
    expect([...review.shadowRoot!.querySelectorAll('mark')].map((mark) => mark.textContent)).to.include('one number');
    expect(controlsNamed(review, 'Promises', '[role=tab]')).to.deep.equal([]);
    expect(await audit(review)).to.deep.equal([]);
  });

  it('tells once, when nothing more is typed, in how many sessions', async () => {
    const { review, stage } = await searched();
    await until(() => stage.announced.length > 0, review);
    expect(stage.announced).to.deep.equal(['Found in 2 sessions. Goals and more: 1']);
  });

  it('asks once for what is typed at one go, and never for punctuation', async () => {
    const { review, session } = await searched('talk');
    expect(asked(session).filter(({ q }) => q !== undefined)).to.deep.equal([{ q: 'talk', limit: 20 }]);
    control(review, 'Clear').click();
    await search(review, '?! "');
    await settled(review);
    expect(readText(review)).to.contain('Type a word');
    expect(asked(session).filter(({ q }) => q !== undefined)).to.have.length(1);
  });

  it('never shows an older answer over a newer one', async () => {
    const session = saved();
    const { review } = await mountReview(session);
    const questions = answerByHand(session);
    await search(review, 'one');
    await until(() => questions.length === 1, review);
    await search(review, ' two');
    await until(() => questions.length === 2, review);
    expect(questions[0]?.signal?.aborted).to.equal(true);
    questions[1]!.answer({ sessions: [foundIn(older, [hit()])], before: null });
    questions[0]!.answer({ sessions: [foundIn(newest, [hit()])], before: null });
    await until(() => readText(review).includes('Found in 1 session'), review);
    expect(entry(review, 's6')).to.not.equal(null);
    expect(entry(review, 's7')).to.equal(null);
  });

  it('can be narrowed to a person, a kind and a time', async () => {
    const { review, session } = await searched();
    for (const [name, value] of [
      ['Whose words', 'bo'],
      ['What', 'outcomes'],
      ['When', 'this-year'],
    ] as const) {
      const select = control(review, name) as HTMLSelectElement;
      select.value = value;
      select.dispatchEvent(new Event('change'));
    }
    await settled(review);
    expect(asked(session).at(-1)).to.deep.equal({
      q: 'one number',
      person: 'bo',
      kinds: ['takeaway', 'decision'],
      from: Date.UTC(2026, 0, 1),
      limit: 20,
    });
  });

  it('says in words that nothing was found, and what to try', async () => {
    const { review, session } = await searched();
    session.answer('list', { sessions: [], before: null });
    const person = control(review, 'Whose words') as HTMLSelectElement;
    person.value = 'bo';
    person.dispatchEvent(new Event('change'));
    await until(() => readText(review).includes('Nothing was found for “one number”.'), review);
    session.answer('list', RESULTS);
    control(review, 'Search everything').click();
    await until(() => readText(review).includes('Found in 2 sessions'), review);
    expect((control(review, 'Whose words') as HTMLSelectElement).value).to.equal('');
  });

  it('keeps the words when it failed, and tries again', async () => {
    const session = saved();
    const { review } = await mountReview(session);
    session.answer('list', new FiresideError('unreachable'));
    await search(review, 'talk');
    await until(() => readText(review).includes('The server cannot be reached.'), review);
    expect(box(review).value).to.equal('talk');
    session.answer('list', RESULTS);
    control(review, 'Try again').click();
    await until(() => readText(review).includes('Found in 2 sessions'), review);
  });

  it('opens a result at its record, with the words, and keeps the query', async () => {
    const { review } = await searched();
    const [promise] = review.shadowRoot!.querySelectorAll<HTMLElement>('.results [data-session=s7]');
    promise!.click();
    await until(() => focused()?.tagName === 'H3', review);
    const reading = review.shadowRoot!.querySelector('fireside-recap')!;
    expect(reading.session).to.equal('s7');
    expect(reading.at).to.equal('p1');
    expect(reading.words).to.deep.equal(['one', 'number']);
    expect(promise!.getAttribute('aria-current')).to.equal('true');
    expect(box(review).value).to.equal('one number');
  });

  it('comes back to the result that was opened in a narrow box', async () => {
    await setViewport({ width: 400, height: 800 });
    const { review } = await searched();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowDown' });
    const chosen = focused();
    expect(chosen).to.equal(entry(review, 's7'));
    await sendKeys({ press: 'Enter' });
    await until(() => controlsNamed(review, 'Search results').length > 0, review);
    control(review, 'Search results').click();
    await settled(review);
    expect(focused()).to.equal(chosen);
    expect(box(review).value).to.equal('one number');
    await setViewport({ width: 1200, height: 800 });
  });

  it('is walked by arrow keys, back to the box, and cleared by Escape', async () => {
    const { review } = await searched();
    await sendKeys({ press: 'ArrowDown' });
    expect(focused()?.textContent).to.contain('Goal');
    await sendKeys({ press: 'ArrowUp' });
    expect(focused()).to.equal(box(review));
    await sendKeys({ press: 'Escape' });
    await settled(review);
    expect(box(review).value).to.equal('');
    expect(focused()).to.equal(box(review));
    expect(controlsNamed(review, 'Sessions', '[role=tab]')).to.have.length(1);
  });

  it('leads to the session itself for what is found in the one that is open here', async () => {
    const { review, stage, session } = await searched();
    stage.view.set({ kind: 'saved-notes', session: null });
    const ahead: SessionSummary = { ...newest, id: 's1', state: 'scheduled' };
    session.answer('list', { sessions: [foundIn(ahead, [hit({ kind: 'item' })])], before: null });
    await search(review, 's');
    await until(() => entry(review, 's1') !== null, review);
    expect(review.shadowRoot!.querySelector('.results')?.textContent).to.contain('lies ahead');
    entry(review, 's1').click();
    expect(stage.view.value).to.deep.equal({ kind: 'session' });
  });

  it('leads from a goal to the goals', async () => {
    const { review } = await searched();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    await until(() => review.shadowRoot!.querySelector('fireside-goals-over-time') !== null, review);
    expect(focused()).to.equal(control(review, 'Goals', '[role=tab]'));
  });

  it('shows more pages', async () => {
    const session = saved();
    const { review } = await mountReview(session);
    session.answer('list', { ...RESULTS, sessions: RESULTS.sessions.slice(0, 1), before: 'next' });
    await search(review, 'number');
    await until(() => asked(session).some(({ before }) => before === 'next'), review);
    expect(asked(session).at(-1)).to.deep.equal({ q: 'number', limit: 20, before: 'next' });
  });

  it('hides private words while others see this person’s screen', async () => {
    const { review, session } = await searched();
    const { call } = session;
    call.set({ ...call.value, self: { ...call.value.self, screen: { on: true, pending: false } } });
    await settled(review);
    expect(entry(review, 's6').checkVisibility()).to.equal(false);
    expect(readText(review)).to.contain('Hidden while you share your screen');
  });

  it('leads from a promise of the list to the session it comes from', async () => {
    const session = saved();
    addPromise(session.documents.value.mentorship!.doc, {
      text: 'Send the outline',
      owner: 'bo',
      due: null,
      from: { session: 's6', item: null, at: older.startsAt! },
    });
    const { review, stage } = await mountReview(session);
    control(review, 'Promises', '[role=tab]').click();
    const origin = () =>
      review.shadowRoot!.querySelector('fireside-owed')?.shadowRoot?.querySelector<HTMLElement>('.session-link');
    await until(() => Boolean(origin()), review);
    origin()!.click();
    await settled(review);
    expect(stage.view.value).to.include({ kind: 'saved-notes', session: 's6' });
  });
});
