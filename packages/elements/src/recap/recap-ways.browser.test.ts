import { privateNotesOf } from '@fireside/protocol';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, pressButton, readText, settled } from '../testing/controls.ts';
import { docOf, endAll } from '../testing/fakes.ts';
import { detailOf, recapOf } from '../testing/saved.ts';
import { mountRecap, saved, savedAll, until } from './recap.test.kit.ts';
import type { FiresideRecap } from './recap.ts';

const DAY = 86_400_000;
const NEWEST = Date.UTC(2026, 10, 21, 15);
const chain = ['s3', 's2', 's1'].map((id, index, all) =>
  detailOf(id, {
    startsAt: NEWEST - index * 14 * DAY,
    newer: all[index - 1] ?? null,
    older: all[index + 1] ?? null,
  }),
);
const title = (recap: FiresideRecap): string => recap.shadowRoot!.querySelector('h3')?.textContent ?? '';
/** What is highlighted, as text. */
const highlighted = (): string[] => [...(CSS.highlights.get('fireside-found') ?? [])].map(String);
const inView = (element: Element): boolean => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
};
function withClipboard(clipboard: unknown): () => void {
  const before = navigator.clipboard;
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
  return () => Object.defineProperty(navigator, 'clipboard', { configurable: true, value: before });
}
/** In place of the browser's dialog, which a test cannot close: the text of each paper, in their order. */
function catchPapers(): { next: () => Promise<string> } {
  let caught = Promise.withResolvers<string>();
  const observer = new MutationObserver((records) => {
    for (const frame of records.flatMap((record) => [...record.addedNodes])) {
      if (!(frame instanceof HTMLIFrameElement)) continue;
      const view = frame.contentWindow!;
      view.print = () => {
        const root = frame.contentDocument!.body.firstElementChild!.shadowRoot!;
        caught.resolve(root.textContent!.replaceAll(/\s+/g, ' '));
        view.dispatchEvent(new Event('afterprint'));
      };
    }
  });
  observer.observe(document.body, { childList: true });
  ends.push(() => observer.disconnect());
  return {
    async next() {
      const text = await caught.promise;
      caught = Promise.withResolvers<string>();
      return text;
    },
  };
}
const ends: (() => void)[] = [];

beforeEach(() => setViewport({ width: 1200, height: 800 }));
afterEach(() => {
  endAll();
  for (const end of ends.splice(0)) end();
});

describe('fireside-recap, its ways', () => {
  it('goes to the sessions before and after, with the focus on the heading, and back at once', async () => {
    const { session, asked } = savedAll(chain);
    const { recap } = await mountRecap(session, 's2');
    await until(recap, () => controlsNamed(recap, 'Later session').length === 0);
    const [earlier, ...more] = controlsNamed(recap, 'Earlier: 24 October').concat(
      controlsNamed(recap, 'Earlier: October 24'),
    );
    expect(more).to.have.length(1);
    expect(asked.toSorted()).to.deep.equal(['s1', 's2', 's3']);
    expect(await audit(recap)).to.deep.equal([]);
    earlier!.focus();
    await sendKeys({ press: 'Enter' });
    await recap.updateComplete;
    expect(title(recap)).to.match(/24/);
    expect(focused()?.tagName).to.equal('H3');
    expect(controlsNamed(recap, 'Earlier session')).to.deep.equal([]);
  });

  it('has links where the page gave an address, and leaves a new tab to the browser', async () => {
    const { session } = savedAll(chain);
    const { recap, stage } = await mountRecap(session, 's2', { notesHref: '/notes/{session}' });
    const link = recap.shadowRoot!.querySelector<HTMLAnchorElement>('.arrows a.older')!;
    expect(new URL(link.href).pathname).to.equal('/notes/s1');
    const elsewhere = new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true });
    link.addEventListener('click', (event) => event.preventDefault(), { once: true });
    link.dispatchEvent(elsewhere);
    expect(stage.view.value.kind).to.equal('session');
    link.click();
    await settled(recap);
    expect(stage.view.value).to.deep.equal({ kind: 'saved-notes', session: 's1' });
    expect(title(recap)).to.match(/24/);
  });

  it('copies its link and says so', async () => {
    const copied: string[] = [];
    const restore = withClipboard({ writeText: async (text: string) => void copied.push(text) });
    const { recap, stage } = await mountRecap(saved(), 's1', { notesHref: '/notes/{session}' });
    await pressButton(recap, 'Copy link');
    await settled(recap);
    restore();
    expect(copied).to.deep.equal([new URL('/notes/s1', location.href).href]);
    expect(stage.announced).to.deep.equal(['The link is copied.']);
    expect(control(recap, 'Link copied')).to.equal(focused());
  });

  it('shows the link where it may not be copied, and has none where the page gave no address', async () => {
    const restore = withClipboard(undefined);
    const { recap } = await mountRecap(saved(), 's1', { notesHref: '/notes/{session}' });
    await pressButton(recap, 'Copy link');
    await settled(recap);
    restore();
    const address = control(recap, 'The link could not be copied. Here it is:') as HTMLInputElement;
    expect(address.value).to.equal(new URL('/notes/s1', location.href).href);
    expect(focused()).to.equal(address);
    expect(await audit(recap)).to.deep.equal([]);
    const { recap: without } = await mountRecap(saved());
    expect(controlsNamed(without, 'Copy link')).to.deep.equal([]);
  });

  it('prints what is read, without what can be pressed', async () => {
    const papers = catchPapers();
    const { recap } = await mountRecap(saved(detailOf('s1', { state: 'archived' })));
    await pressButton(recap, 'Print');
    const paper = await papers.next();
    expect(paper).to.contain('Anna and Bo').and.contain('2026').and.contain('One number carries the whole talk');
    expect(paper).to.contain('People remember one number.').and.not.contain('Add a note');
  });

  it('asks about the private notes before printing, where there are any', async () => {
    const papers = catchPapers();
    const session = saved();
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('ask about the raise')]);
    privateNotesOf(docOf(session, 'private'), 's1').insert(0, [paragraph]);
    const { recap } = await mountRecap(session);
    await pressButton(recap, 'Print');
    await settled(recap);
    const own = (): HTMLInputElement =>
      control(recap, 'With my private notes', '.more-tools input') as HTMLInputElement;
    expect(control(recap, 'Print').getAttribute('aria-expanded')).to.equal('true');
    expect(own().checked).to.equal(false);
    expect(await audit(recap)).to.deep.equal([]);
    await pressButton(recap, 'Print now');
    expect(await papers.next())
      .to.contain('Takeaways')
      .and.not.contain('the raise');
    await pressButton(recap, 'Print');
    await settled(recap);
    own().click();
    await pressButton(recap, 'Print now');
    expect(await papers.next())
      .to.contain('Takeaways')
      .and.contain('the raise');
    expect(focused(), 'the button is gone').to.equal(control(recap, 'Print'));
  });

  it('has a way to take it along', async () => {
    const { recap } = await mountRecap(saved());
    await until(recap, () => controlsNamed(recap, 'Take along').length > 0);
    expect(await audit(recap)).to.deep.equal([]);
  });

  it('highlights searched words, accents and case aside, also across bold ones', async () => {
    const { recap } = await mountRecap(saved(), 's1', { words: ['"ONE nümber"', 'outl'] });
    expect(highlighted()).to.deep.equal(['One number', 'outline', 'one number']);
    recap.words = ['talk'];
    await settled(recap);
    expect(new Set(highlighted().map((text) => text.toLowerCase()))).to.deep.equal(new Set(['talk']));
    recap.words = [];
    await settled(recap);
    expect(highlighted()).to.deep.equal([]);
  });

  it('leaves no highlight behind', async () => {
    const { unmount } = await mountRecap(saved(), 's1', { words: ['talk'] });
    expect(highlighted()).to.not.deep.equal([]);
    unmount();
    expect(highlighted()).to.deep.equal([]);
  });

  it('brings the first place into view', async () => {
    const filler = Array.from({ length: 80 }, (_, at) => ({
      type: 'paragraph',
      content: [{ type: 'text', text: at === 70 ? 'the needle' : `hay ${at}` }],
    }));
    const { recap } = await mountRecap(saved(detailOf('s1', { recap: recapOf({ notes: filler }) })), 's1', {
      words: ['needle'],
    });
    const place = [...recap.shadowRoot!.querySelectorAll('p')].find((one) => one.textContent === 'the needle')!;
    expect(inView(place)).to.equal(true);
    recap.focusHeading();
    await settled(recap);
    expect(focused()?.tagName).to.equal('H3');
    expect(inView(place)).to.equal(true);
  });

  it('brings a record into view and marks it, and another one when asked for another', async () => {
    const { recap } = await mountRecap(saved(), 's1', { at: 'i3' });
    const marked = (): (string | null)[] =>
      [...recap.shadowRoot!.querySelectorAll('[data-marked]')].map((row) => row.getAttribute('data-record'));
    expect(marked()).to.deep.equal(['i3']);
    expect(inView(recap.shadowRoot!.querySelector('[data-record=i3]')!)).to.equal(true);
    recap.at = 'p1';
    await settled(recap);
    expect(marked()).to.deep.equal(['p1']);
    recap.at = 'nothing like it"]';
    await settled(recap);
    expect(marked()).to.deep.equal([]);
    expect(readText(recap)).to.contain('Takeaways');
  });
});
