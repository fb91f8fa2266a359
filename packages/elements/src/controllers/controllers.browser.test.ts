import { createFakeSession } from '@fireside/client/fake';
import { addItem } from '@fireside/protocol';
import { expect } from 'chai';
import { html, LitElement } from 'lit';
import { define } from '../registry.ts';
import { mountInSession } from '../testing/session-stage.ts';
import { LazyActs } from './lazy-acts.ts';
import { LazyPart } from './lazy-part.ts';
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

describe('acts that are loaded', () => {
  const host = (told: () => void) =>
    Object.assign(new EventTarget(), {
      addController: () => undefined,
      removeController: () => undefined,
      requestUpdate: told,
      updateComplete: Promise.resolve(true),
    });

  it('come at the first sign of somebody, once, and then act at once', async () => {
    let loads = 0;
    const { promise: come, resolve } = Promise.withResolvers<void>();
    const acts = new LazyActs(host(resolve), async () => `acts ${(loads += 1)}`);
    acts.hostConnected();
    expect(acts.here).to.equal(null);
    document.body.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
    document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true }));
    await come;
    const done: string[] = [];
    acts.do((here) => done.push(here));
    expect(done).to.deep.equal(['acts 1']);
    acts.hostDisconnected();
  });

  it('come when the focus does', async () => {
    const { promise: come, resolve } = Promise.withResolvers<void>();
    const at = host(resolve);
    const acts = new LazyActs(at, async () => 'here');
    acts.hostConnected();
    at.dispatchEvent(new FocusEvent('focusin'));
    await come;
    expect(acts.here).to.equal('here');
    acts.hostDisconnected();
  });

  it('do what was asked before they had come, in its order', async () => {
    const acts = new LazyActs(
      host(() => undefined),
      async () => 'here',
    );
    const done: string[] = [];
    acts.do((here) => done.push(`1 ${here}`));
    await new Promise<void>((resolve) => {
      acts.do((here) => {
        done.push(`2 ${here}`);
        resolve();
      });
    });
    expect(done).to.deep.equal(['1 here', '2 here']);
  });

  it('say only what could not be done, and try again at the next act', async () => {
    let reachable = false;
    const { promise: told, resolve } = Promise.withResolvers<void>();
    const acts = new LazyActs(host(resolve), async () => {
      if (!reachable) throw new TypeError('Failed to fetch');
      return 'here';
    });
    acts.do(() => undefined);
    await told;
    expect(acts.failed).to.equal(true);
    reachable = true;
    expect(await new Promise((done) => acts.do(done))).to.equal('here');
    expect(acts.failed).to.equal(false);
  });
});

describe('a part that is loaded before it is needed', () => {
  class Part extends LitElement {
    readonly tries: PromiseWithResolvers<string>[] = [];
    readonly lazy = new LazyPart(this, () => {
      const one = Promise.withResolvers<string>();
      this.tries.push(one);
      return one.promise;
    });
    wanted = false;

    protected override render() {
      return this.wanted ? html`${this.lazy.need() ?? (this.lazy.failed ? 'failed' : 'on its way')}` : html`not yet`;
    }
  }
  define('part-probe', Part);

  async function mountPart(): Promise<{ probe: Part; show(): Promise<string> }> {
    const probe = document.body.appendChild(new Part());
    probe.lazy.prepare();
    await probe.updateComplete;
    return {
      probe,
      async show() {
        await frame();
        await probe.updateComplete;
        return text(probe);
      },
    };
  }

  function want(probe: Part): void {
    probe.wanted = true;
    probe.requestUpdate();
  }

  it('is there when it is needed, asked for once', async () => {
    const { probe, show } = await mountPart();
    probe.tries[0]!.resolve('here');
    expect(await show()).to.equal('not yet');
    want(probe);
    expect(await show()).to.equal('here');
    expect(probe.tries).to.have.length(1);
    probe.remove();
  });

  it('is waited for where it is needed before it has come', async () => {
    const { probe, show } = await mountPart();
    want(probe);
    expect(await show()).to.equal('on its way');
    probe.tries[0]!.resolve('here');
    expect(await show()).to.equal('here');
    expect(probe.tries).to.have.length(1);
    probe.remove();
  });

  it('says nothing of a failure that nobody has seen: it is tried again when it is needed', async () => {
    const { probe, show } = await mountPart();
    probe.tries[0]!.reject(new Error('offline'));
    expect(await show()).to.equal('not yet');
    want(probe);
    expect(await show()).to.equal('on its way');
    probe.tries[1]!.reject(new Error('offline'));
    expect(await show()).to.equal('failed');
    probe.lazy.retry();
    probe.tries[2]!.resolve('here');
    expect(await show()).to.equal('here');
    probe.remove();
  });
});
