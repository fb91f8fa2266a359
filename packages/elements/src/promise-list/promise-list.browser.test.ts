import type { PromiseList } from '@fireside/protocol/http';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { audit } from '../testing/audit.ts';
import { control, controlsNamed, focused, readText } from '../testing/controls.ts';
import { treeOf } from '../testing/tree.ts';
import './define.ts';
import type { FiresidePromiseList } from './promise-list.ts';

const SERVER = 'https://fireside.test';
const realFetch = window.fetch;

type Listed = PromiseList['promises'][number];
const listed = (text: string, over: Partial<Listed> = {}): Listed => ({
  id: text,
  text,
  owner: 'anna',
  due: null,
  from: null,
  keptAt: null,
  mentorship: 'anna-bo',
  ...over,
});
const list = (...promises: Listed[]): PromiseList => ({
  person: { id: 'anna', locale: 'en-GB', tz: 'Europe/Lisbon' },
  promises,
  mentorships: [
    {
      id: 'anna-bo',
      members: [
        { id: 'anna', name: 'Anna', role: 'mentor' },
        { id: 'bo', name: 'Bo', role: 'mentee' },
      ],
    },
  ],
  sessions: [],
});

/** What was asked of the server: method, path and token. */
let asked: string[] = [];

/** The other end of the wire: answers the page's token and what the server would. */
function serve(answer: () => PromiseList | { code: string } | Promise<PromiseList>): void {
  asked = [];
  window.fetch = async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    if (url === '/token') return Response.json({ token: 'host-token' });
    if (!url.startsWith(SERVER)) return realFetch(input, init);
    asked.push(`${init?.method} ${url.slice(SERVER.length)} ${new Headers(init?.headers).get('authorization')}`);
    const value = await answer();
    return 'code' in value
      ? Response.json({ error: { ...value, message: 'No.', requestId: 'r' } }, { status: 503 })
      : Response.json(value);
  };
}
async function mountList(change: Partial<FiresidePromiseList> = {}): Promise<FiresidePromiseList> {
  const element = document.createElement('fireside-promise-list');
  Object.assign(element, { server: SERVER, tokenUrl: '/token', href: '/m/{mentorship}', ...change });
  document.body.append(element);
  return element;
}
/** Renders on until that is read; the runner's own limit ends it. */
async function reads(element: FiresidePromiseList, words: string): Promise<void> {
  while (!readText(element).includes(words)) await new Promise(requestAnimationFrame);
}

afterEach(() => {
  document.body.replaceChildren();
  window.fetch = realFetch;
});

describe('fireside-promise-list', () => {
  it('shows what the person owes, then what others do, each with whom, until when and a link', async () => {
    serve(() =>
      list(
        listed('Read the draft', { owner: 'bo' }),
        listed('Send the outline', { due: '2026-11-28' }),
        listed('Old', { keptAt: 1 }),
      ),
    );
    const element = await mountList();
    await reads(element, 'Promised by others');
    expect(readText(element)).to.match(
      /Yours Send the outline · with Bo by Sat,? 28 Nov Promised by others Read the draft Bo Kept: 1$/,
    );
    expect(control(element, 'Send the outline')).to.have.property('pathname', '/m/anna-bo');
    expect(asked).to.deep.equal(['GET /v1/promises Bearer host-token']);
    expect((await treeOf()).find('region', 'Promises')).to.not.equal(null);
    expect(await audit(element)).to.deep.equal([]);
  });

  it('says since when, and leads to the session it was promised in', async () => {
    const at = Date.UTC(new Date().getFullYear(), 5, 12, 15);
    serve(() => ({
      ...list(
        listed('Send the outline', { from: { session: 's1', item: null, at } }),
        listed('Read the draft', { from: { session: 's2', item: null }, owner: 'bo' }),
        listed('Old as the hills'),
      ),
      sessions: [{ id: 's2', startsAt: at }],
    }));
    const element = await mountList({ href: '/m/{mentorship}?notes={session}' });
    await reads(element, 'Promised by others');
    const since = 'since (12 June|June 12)';
    expect(readText(element)).to.match(
      new RegExp(`Send the outline · with Bo ${since} .*Read the draft · Bo ${since}`),
    );
    expect(control(element, 'Send the outline')).to.include({ pathname: '/m/anna-bo', search: '?notes=s1' });
    expect(control(element, 'Old as the hills')).to.include({ pathname: '/m/anna-bo', search: '?notes=' });
  });

  it('folds what was kept, the latest first', async () => {
    const at = Date.UTC(new Date().getFullYear(), 5, 12, 15);
    serve(() => list(listed('Early', { keptAt: at, owner: 'bo' }), listed('Late', { keptAt: at + 1 })));
    const element = await mountList();
    await reads(element, 'Kept: 2');
    expect(readText(element)).to.include('Nothing is promised just now.');
    control(element, 'Kept: 2', 'summary').focus();
    await sendKeys({ press: 'Enter' });
    await reads(element, 'Early');
    expect(readText(element)).to.match(/Late · with Bo kept on (12 June|June 12) Early · Bo kept on/);
    expect(await audit(element)).to.deep.equal([]);
  });

  it('says while it is loading, and when nothing is promised', async () => {
    let come = (_: PromiseList): void => {};
    serve(() => new Promise<PromiseList>((resolve) => (come = resolve)));
    const element = await mountList();
    await reads(element, 'One moment…');
    while (asked.length === 0) await new Promise(requestAnimationFrame);
    come(list());
    await reads(element, 'Nothing is promised just now.');
    expect(await audit(element)).to.deep.equal([]);
  });

  it('says what went wrong, and tries again', async () => {
    let answer: PromiseList | { code: string } = { code: 'storage' };
    serve(() => answer);
    const element = await mountList();
    await reads(element, 'Code: storage');
    expect(await audit(element)).to.deep.equal([]);
    answer = list(listed('Send the outline'));
    control(element, 'Try again').focus();
    await sendKeys({ press: 'Enter' });
    await reads(element, 'Send the outline');
  });

  it('waits for a page that has not said yet where tokens come from', async () => {
    serve(() => list(listed('Send the outline')));
    const element = await mountList({ tokenUrl: null });
    await reads(element, 'Waiting for the page');
    expect(asked).to.deep.equal([]);
    element.getToken = () => Promise.resolve('late');
    await reads(element, 'Send the outline');
    expect(asked).to.deep.equal(['GET /v1/promises Bearer late']);
  });

  it('shows fifty of five hundred, and all when asked, with the focus where it was', async () => {
    serve(() => list(...Array.from({ length: 500 }, (_, at) => listed(`Promise ${at}`))));
    const element = await mountList();
    await reads(element, 'Promise 49');
    expect(controlsNamed(element, 'Promise 50')).to.deep.equal([]);
    control(element, 'Show all 500').focus();
    await sendKeys({ press: 'Enter' });
    await reads(element, 'Promise 499');
    expect(focused()?.textContent).to.equal('Promise 50');
  });

  it('links nothing without an address, and never shows words as HTML', async () => {
    serve(() => list(listed('<img src=x onerror=alert(1)>'), listed('')));
    const element = await mountList({ href: '' });
    await reads(element, '<img src=x onerror=alert(1)>');
    expect(readText(element)).to.contain('(cannot be read)');
    expect(
      element.shadowRoot!.querySelector('fireside-promise-rows')!.shadowRoot!.querySelectorAll('a, img'),
    ).to.have.length(0);
  });
});
