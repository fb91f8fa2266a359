import { createFakeSession, type FakeSession } from '@fireside/client/fake';
import { addGoal, addPromise, FiresideError } from '@fireside/protocol';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { FiresideViewEvent } from '../events.ts';
import { control, focused, readText } from '../testing/controls.ts';
import { detailOf, summaryOf } from '../testing/saved.ts';
import { ANNA_AND_BO, clear, mount, press, settle, until, type TestSession } from '../testing/widget.ts';

const HREF = '/as/anna/mentorships/{mentorship}?notes={session}';

function saved(): FakeSession {
  const session = createFakeSession(ANNA_AND_BO);
  session.answer('list', { sessions: [summaryOf('s7'), summaryOf('s 6', { startsAt: 0 })], before: null });
  session.answer('detail', detailOf('s7'));
  return session;
}

function viewsOf(widget: TestSession): Pick<FiresideViewEvent, 'view' | 'session' | 'href'>[] {
  const told: Pick<FiresideViewEvent, 'view' | 'session' | 'href'>[] = [];
  widget.addEventListener('fireside-view', ({ view, session, href }) => told.push({ view, session, href }));
  return told;
}

const review = (widget: TestSession) => widget.shadowRoot!.querySelector('fireside-review');
const reading = (widget: TestSession) => review(widget)?.shadowRoot?.querySelector('fireside-recap');

describe('fireside-session, permanent link', () => {
  beforeEach(() => setViewport({ width: 1200, height: 900 }));
  afterEach(clear);

  it('opens what `notes` names, without asking for a camera', async () => {
    const session = saved();
    const asked: boolean[] = [];
    session.call.setCamera = (on) => Promise.resolve(void asked.push(on));
    const widget = await mount(session, { notes: 's7', notesHref: HREF });
    const told = viewsOf(widget);
    await until(() => reading(widget)?.session === 's7', widget);
    expect(widget.shadowRoot!.querySelector('fireside-room')).to.equal(null);
    expect(asked).to.deep.equal([]);
    expect(told).to.deep.equal([]);
  });

  it('asks for none in a room that the page has arranged, either', async () => {
    const session = saved();
    const asked: boolean[] = [];
    session.call.setCamera = (on) => Promise.resolve(void asked.push(on));
    session.call.refreshDevices = () => Promise.resolve(void asked.push(true));
    const room = document.createElement('fireside-room');
    document.body.append(room); // upgraded before the widget is there
    const widget = await mount(session, { notes: '' });
    widget.append(room);
    await until(() => review(widget) !== null, widget);
    expect(asked).to.deep.equal([]);
  });

  it('opens the list for an empty one, and follows the page back and forth', async () => {
    const widget = await mount(saved(), { notesHref: HREF });
    const told = viewsOf(widget);
    expect(review(widget)).to.equal(null);
    widget.setAttribute('notes', '');
    await until(() => review(widget) !== null, widget);
    widget.setAttribute('notes', 's7');
    await until(() => reading(widget)?.session === 's7', widget);
    widget.removeAttribute('notes');
    await until(() => review(widget) === null, widget);
    expect(told).to.deep.equal([]);
  });

  it('tells the page where the person goes by themselves, with the address', async () => {
    const widget = await mount(saved(), { notesHref: HREF });
    const told = viewsOf(widget);
    await press(widget, 'Saved notes');
    await until(() => Boolean(review(widget)?.shadowRoot?.querySelector('[data-session=s7]')), widget);
    const rows = [...review(widget)!.shadowRoot!.querySelectorAll<HTMLAnchorElement>('a[data-session]')];
    expect(rows.map((row) => row.getAttribute('href'))).to.deep.equal([
      '/as/anna/mentorships/m1?notes=s7',
      '/as/anna/mentorships/m1?notes=s%206',
    ]);
    rows[1]!.click();
    await settle(widget);
    expect(widget.notes).to.equal('s 6');
    await press(widget, 'Back to the session');
    expect(told).to.deep.equal([
      { view: 'saved-notes', session: null, href: '/as/anna/mentorships/m1?notes=' },
      { view: 'saved-notes', session: 's 6', href: '/as/anna/mentorships/m1?notes=s%206' },
      { view: 'session', session: null, href: null },
    ]);
    expect(widget.notes).to.equal(null);
  });

  it('opens a session from the promises, and goes back to where the person was', async () => {
    const session = saved();
    addPromise(session.documents.value.mentorship!.doc, {
      text: 'Send the outline',
      owner: 'bo',
      due: null,
      from: { session: 's7', item: null },
    });
    const widget = await mount(session, { notes: '' });
    await until(() => Boolean(review(widget)?.shadowRoot?.querySelector('[data-session=s7]')), widget);
    control(widget, 'Promises', '[role=tab]').click();
    const origin = () =>
      review(widget)
        ?.shadowRoot?.querySelector('fireside-owed')
        ?.shadowRoot?.querySelector<HTMLElement>('.session-link');
    await until(() => Boolean(origin()), widget);
    origin()!.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => focused()?.tagName === 'H3', widget);
    expect(reading(widget)?.session).to.equal('s7');
    expect(widget.notes).to.equal('s7');
    control(review(widget)!, 'Promises').click();
    await settle(widget);
    expect(focused()).to.equal(origin());
    expect(widget.notes).to.equal('');
  });

  it('opens a session from the picture of goals, and goes back to the point in it', async () => {
    const session = saved();
    const at = summaryOf('s7').startsAt! + 60_000;
    addGoal(session.documents.value.mentorship!.doc, { title: 'Give a talk', author: 'bo', at });
    const widget = await mount(session, { notes: '', notesHref: HREF });
    await until(() => Boolean(review(widget)?.shadowRoot?.querySelector('[data-session=s7]')), widget);
    control(widget, 'Goals', '[role=tab]').click();
    const point = (): SVGElement | null =>
      review(widget)
        ?.shadowRoot?.querySelector('fireside-goals-over-time')
        ?.shadowRoot?.querySelector<SVGElement>('a.mark') ?? null;
    await until(() => Boolean(point()), widget);
    point()!.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => focused()?.tagName === 'H3', widget);
    expect(reading(widget)?.session).to.equal('s7');
    control(review(widget)!, 'Goals').click();
    await settle(widget);
    expect(focused()).to.equal(point());
  });

  it('comes back to what is read when the page sets the same address again', async () => {
    const widget = await mount(saved(), { notes: 's7' });
    await until(() => reading(widget)?.session === 's7', widget);
    await press(widget, 'Back to the session');
    widget.setAttribute('notes', 's7');
    await until(() => reading(widget)?.session === 's7', widget);
  });

  it('leads from what is read and still open straight to where it is written', async () => {
    const session = createFakeSession({ session: { id: 's7', state: 'wrapped-up' } });
    session.answer('list', { sessions: [summaryOf('s7')], before: null });
    session.answer('detail', detailOf('s7', { openUntil: session.now() + 60_000 }));
    const widget = await mount(session, { notes: 's7' });
    const recap = (): Element | null => widget.shadowRoot!.querySelector('fireside-recap');
    await until(() => reading(widget)?.shadowRoot?.querySelector('article') != null, widget);
    control(reading(widget)!, 'Open the session').click();
    await until(() => widget.shadowRoot!.querySelector('fireside-notes') !== null, widget);
    expect(recap()).to.equal(null);
    await press(widget, 'Saved notes');
    await press(widget, 'Back to the session');
    expect(recap(), 'where they came from').to.equal(null);
    await press(widget, 'Recap');
    await until(() => recap() !== null, widget);
    await press(widget, 'Agenda and notes');
    expect(recap()).to.equal(null);
  });

  it('says in words that such a session is not there', async () => {
    const session = saved();
    session.answer('detail', new FiresideError('not-found'));
    const widget = await mount(session, { notes: 'of-others' });
    await until(() => readText(widget).includes('These notes are not here.'), widget);
    expect(control(widget, 'Search saved notes')).to.not.equal(null);
  });
});
