/** What the widget itself does with clock, notes before the session, and what others change. */
import { connectFakes, createFakeSession, type FakeSession } from '@fireside/client/fake';
import { addItem, setLooked, talkAbout } from '@fireside/protocol';
import { ContextEvent } from '@lit/context';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { LitElement } from 'lit';
import * as Y from 'yjs';
import { audit } from '../testing/audit.ts';
import { control, focused, readText } from '../testing/controls.ts';
import { BO, docOf } from '../testing/fakes.ts';
import { ANNA_AND_BO, clear, live, mount, names, settle, until, type TestSession } from '../testing/widget.ts';
import { widgetContext } from '../widget.ts';

const clocks = (widget: TestSession): LitElement[] => {
  const agenda = widget.renderRoot.querySelector('fireside-agenda');
  const roots = [widget.renderRoot, ...(agenda?.shadowRoot ? [agenda.shadowRoot] : [])];
  return roots.flatMap((root) => [...root.querySelectorAll<LitElement>('fireside-clock')]);
};
const notes = (widget: TestSession): Element | null => widget.renderRoot.querySelector('fireside-notes');

function running(): FakeSession {
  const session = live();
  const doc = docOf(session, 'session');
  talkAbout(doc, addItem(doc, { title: 'Spring talk', author: 'anna', minutes: 20 }), session.now());
  return session;
}

async function entered(session: FakeSession): Promise<TestSession> {
  const widget = await mount(session);
  await session.enter();
  await until(() => clocks(widget).some((clock) => clock.shadowRoot?.querySelector('section')), widget);
  return widget;
}

describe('fireside-session together', () => {
  beforeEach(() => setViewport({ width: 1200, height: 900 }));
  afterEach(clear);

  it('shows the clock in the agenda, and in a narrow box on every tab', async () => {
    const wide = await entered(running());
    expect(clocks(wide)).to.have.length(1);
    expect(await names('region')).to.include('Clock');
    clear();
    await setViewport({ width: 360, height: 900 });
    const widget = await entered(running());
    expect(clocks(widget)).to.have.length(1);
    for (const tab of ['Agenda', 'Notes', 'Goals']) {
      control(widget, tab, '[role=tab]').click();
      await settle(widget);
      expect(await names('region'), tab).to.include('Clock');
    }
  });

  it('shows no clock before the session is live', async () => {
    const session = createFakeSession(ANNA_AND_BO);
    addItem(docOf(session, 'session'), { title: 'Spring talk', author: 'anna' });
    const widget = await mount(session);
    expect(await names('region')).to.not.include('Clock');
    expect(clocks(widget).some((clock) => clock.checkVisibility())).to.equal(false);
  });

  it('goes to the notes when somebody asks to write about an item', async () => {
    await setViewport({ width: 360, height: 900 });
    const widget = await entered(running());
    askToWrite(widget);
    await until(() => notes(widget)?.checkVisibility() === true, widget);
    expect(control(widget, 'Notes', '[role=tab]').getAttribute('aria-selected')).to.equal('true');
  });

  it('opens the notes before the session, and not sooner than asked', async () => {
    for (const width of [360, 768, 1200]) {
      await setViewport({ width, height: 900 });
      const widget = await mount(createFakeSession(ANNA_AND_BO));
      expect(notes(widget)).to.equal(null);
      const button = control(widget, 'Notes', 'button');
      expect(button.getAttribute('aria-expanded')).to.equal('false');
      button.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => notes(widget) !== null, widget);
      expect(button.getAttribute('aria-expanded')).to.equal('true');
      expect(await names('region')).to.include('Notes');
      expect(focused()).to.equal(button);
      await sendKeys({ press: 'Enter' });
      await settle(widget);
      expect(await names('region')).to.not.include('Notes');
      widget.remove();
    }
  });

  it('keeps the notes that were opened from the lobby into the call', async () => {
    const session = createFakeSession(ANNA_AND_BO);
    const widget = await mount(session);
    control(widget, 'Notes', 'button').click();
    await until(() => notes(widget) !== null, widget);
    const here = notes(widget);
    await session.enter();
    await settle(widget);
    expect(notes(widget)).to.equal(here);
    expect(await names('region')).to.include('Notes');
  });

  it('has nothing that axe would mind in a lobby with open notes', async () => {
    const widget = await mount(createFakeSession(ANNA_AND_BO));
    control(widget, 'Notes', 'button').click();
    await until(() => notes(widget) !== null, widget);
    expect(await audit(widget)).to.deep.equal([]);
  });

  it('puts the lobby’s agenda beside the room, however long it is', async () => {
    const session = createFakeSession(ANNA_AND_BO);
    for (let item = 0; item < 40; item += 1)
      addItem(docOf(session, 'session'), { title: `Item ${item}`, author: 'bo' });
    const widget = await mount(session);
    const box = (selector: string): DOMRect => widget.renderRoot.querySelector(selector)!.getBoundingClientRect();
    expect(box('.agenda').top).to.be.closeTo(box('.faces').top, 1);
    expect(box('.agenda').left).to.be.greaterThan(box('.faces').right);
    expect(box('.notes').top).to.be.lessThan(box('.agenda').bottom);
    expect(box('.notes').right).to.be.at.most(box('.agenda').left);
    expect(box('.goals').top).to.be.closeTo(box('.agenda').bottom, 1);
  });

  it('lists above the agenda what has come since the last visit', async () => {
    const session = createFakeSession(ANNA_AND_BO);
    const doc = docOf(session, 'session');
    setLooked(docOf(session, 'private'), session.documents.value.session!.name, doc);
    const other = new Y.Doc();
    addItem(other, { title: 'From home', author: 'bo' });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    const widget = await mount(session);
    const since = (): LitElement | null => widget.renderRoot.querySelector('fireside-since');
    await until(() => since()?.shadowRoot?.querySelector('li') != null, widget);
    expect(readText(since()!)).to.contain('Added “From home” to the agenda');
    expect(since()?.nextElementSibling?.localName).to.equal('fireside-agenda');
  });

  it('says what the other changes', async () => {
    const [anna, bo] = [live(), live({ person: BO })];
    connectFakes(anna, bo);
    const widget = await mount(anna);
    await bo.enter();
    await import('../since/define.ts');
    await settle(widget);
    addItem(docOf(bo, 'session'), { title: 'From Bo', author: 'bo' });
    const said = (): string => widget.renderRoot.querySelector('[aria-live=polite].visually-hidden')?.textContent ?? '';
    await until(() => said().includes('Bo has added “From Bo” to the agenda'), widget);
  });
});

/** As the agenda does. */
function askToWrite(widget: TestSession): void {
  const agenda = widget.renderRoot.querySelector('fireside-agenda')!;
  agenda.dispatchEvent(new ContextEvent(widgetContext, agenda, (one) => one.writeAbout('an item')));
}
