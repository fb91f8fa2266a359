import { createFakeSession } from '@fireside/client/fake';
import { addItem } from '@fireside/protocol';
import { expect } from 'chai';
import { html, LitElement } from 'lit';
import { define } from '../registry.ts';
import { mountInSession } from '../testing/session-stage.ts';
import { SessionController } from './session-controller.ts';
import { SharedController } from './shared-controller.ts';
import { WidgetController } from './widget-controller.ts';

class Probe extends LitElement {
  renders = 0;
  readonly session = new SessionController(this, (session) => [session.save, session.documents]);
  readonly shared = new SharedController(this, () => {
    const doc = this.session.session?.documents.value.session?.doc;
    return doc ? [doc.getMap('agenda')] : [];
  });
  readonly widget = new WidgetController(this, { follow: true });

  protected override render() {
    this.renders += 1;
    return html`${this.session.binding} ${this.session.session?.save.value.kind} ${this.widget.view.kind}`;
  }
}
define('controller-probe', Probe);

const text = (probe: LitElement): string => probe.shadowRoot?.textContent?.trim() ?? '';
const frame = (): Promise<number> => new Promise(requestAnimationFrame);

describe('controllers', () => {
  it('say that there is no session around, and find one after a move', async () => {
    const probe = new Probe();
    document.body.append(probe);
    await probe.updateComplete;
    expect(probe.session.binding).to.equal('missing');

    const { stage, unmount } = await mountInSession(createFakeSession(), html`<i></i>`);
    stage.append(probe);
    await probe.updateComplete;
    expect(text(probe)).to.equal('bound saved session');
    unmount();
    expect(probe.session.session).to.equal(null);
  });

  it('wait inside a fireside-session that has none yet', async () => {
    const session = createFakeSession();
    const { stage, element, unmount } = await mountInSession(null, html`<controller-probe></controller-probe>`);
    expect((element as Probe).session.binding).to.equal('awaiting');
    stage.session = session;
    await element.updateComplete;
    expect((element as Probe).session.binding).to.equal('bound');
    unmount();
  });

  it('follow the observables and the view, and nothing after disconnect', async () => {
    const session = createFakeSession();
    const { stage, element, unmount } = await mountInSession(session, html`<controller-probe></controller-probe>`);
    session.save.set({ kind: 'saving' });
    stage.view.set({ kind: 'wrap-up' });
    await element.updateComplete;
    expect(text(element)).to.equal('bound saving wrap-up');

    unmount();
    await element.updateComplete;
    const { renders } = element as Probe;
    session.save.set({ kind: 'saved' });
    stage.view.set({ kind: 'session' });
    addItem(session.documents.value.session!.doc, { title: 'Late', author: 'bo' });
    await frame();
    await element.updateComplete;
    expect((element as Probe).renders).to.equal(renders);
  });

  it('update once for many changes of a document in one frame', async () => {
    const session = createFakeSession();
    const { element, unmount } = await mountInSession(session, html`<controller-probe></controller-probe>`);
    const { renders } = element as Probe;
    const { doc } = session.documents.value.session!;
    for (const title of ['One', 'Two', 'Three']) addItem(doc, { title, author: 'bo' });
    expect((element as Probe).isUpdatePending).to.equal(false);
    await frame();
    await element.updateComplete;
    expect((element as Probe).renders).to.equal(renders + 1);
    unmount();
  });
});
