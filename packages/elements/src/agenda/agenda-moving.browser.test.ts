import { connectFakes } from '@fireside/client/fake';
import { addItem, deleteItem, moveItem, setItemState } from '@fireside/protocol';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { expect } from 'chai';
import { type LitElement } from 'lit';
import { control, focused, settled } from '../testing/controls.ts';
import { BO, endAll, fake } from '../testing/fakes.ts';
import { agendaOf, mountAgenda, names, titles, until, write } from './agenda.test.kit.ts';

afterEach(endAll);

const grips = (agenda: LitElement): HTMLElement[] => [...agenda.shadowRoot!.querySelectorAll<HTMLElement>('.grip')];

function rowOf(agenda: LitElement, title: string): Element {
  return control(agenda, title).closest('li')!;
}

async function takeHold(agenda: LitElement, title: string): Promise<void> {
  const { left, top, width } = rowOf(agenda, title).querySelector('.grip')!.getBoundingClientRect();
  await sendMouse({ type: 'move', position: [Math.round(left + width / 2), Math.round(top + 20)] });
  await sendMouse({ type: 'down' });
  await settled(agenda);
}

async function pointAt(agenda: LitElement, title: string, half: 'above' | 'below'): Promise<void> {
  const { left, top, bottom } = rowOf(agenda, title).getBoundingClientRect();
  const y = half === 'above' ? top + 4 : bottom - 4;
  await sendMouse({ type: 'move', position: [Math.round(left + 10), Math.round(y)] });
  await settled(agenda);
}

describe('fireside-agenda: moving items', () => {
  it('moves by buttons and keeps the focus on them', async () => {
    const session = fake();
    write(agendaOf(session), 'One', 'Two', 'Three');
    const { stage, agenda } = await mountAgenda(session);
    control(agenda, 'More about “Three”').click();
    await settled(agenda);
    control(agenda, 'Move up “Three”').focus();
    await sendKeys({ press: 'Enter' });
    await settled(agenda);
    await sendKeys({ press: 'Enter' });
    await settled(agenda);
    expect(titles(agendaOf(session))).to.deep.equal(['Three', 'One', 'Two']);
    expect(focused()?.getAttribute('aria-label')).to.equal('Move up “Three”');
    expect(focused()?.getAttribute('aria-disabled')).to.equal('true');
    expect(stage.announced.at(-1)).to.equal('“Three” is number 1 of 3 now');
  });

  it('moves by Alt and arrows, past parked items', async () => {
    const session = fake();
    const [, parked] = write(agendaOf(session), 'One', 'Parked', 'Two');
    setItemState(agendaOf(session), parked!, 'parked');
    const { agenda } = await mountAgenda(session);
    control(agenda, 'Two').focus();
    await sendKeys({ down: 'Alt' });
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ up: 'Alt' });
    await settled(agenda);
    expect(names(agenda)).to.deep.equal(['Two', 'One']);
    expect(focused()?.getAttribute('aria-label')).to.equal('Two');
  });

  it('does not let the other one steal the focus', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    const [first, second] = write(agendaOf(anna), 'One', 'Two', 'Three');
    const { agenda } = await mountAgenda(anna);
    control(agenda, 'Two').focus();
    moveItem(agendaOf(bo), first!, 2);
    addItem(agendaOf(bo), { title: 'Four', author: 'bo' });
    await settled(agenda);
    expect(focused()?.getAttribute('aria-label')).to.equal('Two');
    deleteItem(agendaOf(bo), second!);
    await settled(agenda);
    expect(focused()?.getAttribute('aria-label')).to.equal('Three');
  });

  it('leaves Alt and arrows to a field: they open a select', async () => {
    const session = fake();
    write(agendaOf(session), 'One', 'Two');
    const { agenda } = await mountAgenda(session);
    control(agenda, 'More about “Two”').click();
    await settled(agenda);
    control(agenda, 'Comment on “Two”').focus();
    await sendKeys({ down: 'Alt' });
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ up: 'Alt' });
    await settled(agenda);
    expect(names(agenda)).to.deep.equal(['One', 'Two']);
  });

  it('says where an item stands that was put down elsewhere, and writes it once', async () => {
    const session = fake();
    write(agendaOf(session), 'One', 'Two', 'Three');
    const { stage, agenda } = await mountAgenda(session);
    let updates = 0;
    agendaOf(session).on('update', () => (updates += 1));
    await takeHold(agenda, 'Three');
    await pointAt(agenda, 'One', 'above');
    expect(titles(agendaOf(session))).to.deep.equal(['One', 'Two', 'Three']);
    await sendMouse({ type: 'up' });
    await settled(agenda);
    expect(names(agenda)).to.deep.equal(['Three', 'One', 'Two']);
    expect(updates).to.equal(1);
    expect(stage.announced.at(-1)).to.equal('“Three” is number 1 of 3 now');
  });

  it('puts an item last, past what is parked', async () => {
    const session = fake();
    const [, parked] = write(agendaOf(session), 'One', 'Parked', 'Two');
    setItemState(agendaOf(session), parked!, 'parked');
    const { agenda } = await mountAgenda(session);
    await takeHold(agenda, 'One');
    await pointAt(agenda, 'Two', 'below');
    await sendMouse({ type: 'up' });
    await settled(agenda);
    expect(names(agenda)).to.deep.equal(['Two', 'One']);
  });

  it('leaves everything as it was on Escape', async () => {
    const session = fake();
    write(agendaOf(session), 'One', 'Two', 'Three');
    const { agenda } = await mountAgenda(session);
    let heard = 0;
    document.addEventListener('keydown', () => (heard += 1), { once: true });
    await takeHold(agenda, 'Three');
    await pointAt(agenda, 'One', 'above');
    await sendKeys({ press: 'Escape' });
    await sendMouse({ type: 'up' });
    await settled(agenda);
    expect(names(agenda)).to.deep.equal(['One', 'Two', 'Three']);
    expect(heard, 'a dialog of the page stays open').to.equal(0);
  });

  it('puts an item before the one it was pointed at, wherever the other one has moved that', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    const [one] = write(agendaOf(anna), 'One', 'Two', 'Three', 'Four');
    const { agenda } = await mountAgenda(anna);
    await takeHold(agenda, 'Four');
    moveItem(agendaOf(bo), one!, 2);
    addItem(agendaOf(bo), { title: 'Five', author: 'bo' });
    await settled(agenda);
    expect(names(agenda)).to.deep.equal(['Two', 'Three', 'One', 'Four', 'Five']);
    await pointAt(agenda, 'One', 'above');
    await sendMouse({ type: 'up' });
    await settled(agenda);
    expect(names(agenda)).to.deep.equal(['Two', 'Three', 'Four', 'One', 'Five']);
    expect(titles(agendaOf(bo))).to.deep.equal(['Two', 'Three', 'Four', 'One', 'Five']);
  });

  it('lets go of an item that the other one deletes', async () => {
    const [anna, bo] = [fake(), fake({ person: BO })];
    connectFakes(anna, bo);
    const [, , three] = write(agendaOf(anna), 'One', 'Two', 'Three');
    const { agenda } = await mountAgenda(anna);
    await takeHold(agenda, 'Three');
    await pointAt(agenda, 'One', 'above');
    deleteItem(agendaOf(bo), three!);
    await settled(agenda);
    await sendMouse({ type: 'up' });
    await settled(agenda);
    expect(names(agenda)).to.deep.equal(['One', 'Two']);
    expect(agenda.shadowRoot!.querySelector('[data-dragging], [data-dragged], .drop:not([hidden])')).to.equal(null);
  });

  it('scrolls along at the edge', async () => {
    const session = fake();
    write(agendaOf(session), ...Array.from({ length: 60 }, (_, i) => `Item ${i}`));
    const { agenda } = await mountAgenda(session);
    window.scrollTo(0, 0);
    await takeHold(agenda, 'Item 0');
    await sendMouse({ type: 'move', position: [40, window.innerHeight - 3] });
    const page = document.scrollingElement!;
    await until(agenda, () => page.scrollTop + window.innerHeight > page.scrollHeight - 5);
    await sendMouse({ type: 'up' });
    await settled(agenda);
    expect(names(agenda).indexOf('Item 0')).to.be.greaterThan(50);
    window.scrollTo(0, 0);
  });

  it('offers the handle to the pointer alone, and not where nothing can move', async () => {
    const session = fake();
    write(agendaOf(session), 'One');
    const { agenda } = await mountAgenda(session);
    expect(grips(agenda)).to.have.length(0);
    write(agendaOf(session), 'Two');
    await settled(agenda);
    expect(grips(agenda)).to.have.length(2);
    expect(grips(agenda).every((grip) => grip.getAttribute('aria-hidden') === 'true' && grip.tabIndex < 0)).to.equal(
      true,
    );
    session.changeDocument('session', { writable: false });
    await settled(agenda);
    expect(grips(agenda)).to.have.length(0);
  });
});
