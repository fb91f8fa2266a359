/** For tests of single elements: provides a session and a widget as `<fireside-session>` would, and writes down what was asked. */
import { Subject, type FiresideSession } from '@fireside/client';
import { ContextProvider } from '@lit/context';
import { html, ReactiveElement, render, type LitElement, type TemplateResult } from 'lit';
import { sessionContext } from '../context.ts';
import { define } from '../registry.ts';
import { widgetContext, type About, type UndoOffer, type View, type Widget } from '../widget.ts';

export class SessionStage extends ReactiveElement {
  readonly announced: string[] = [];
  /** The last offer of *Undo*. */
  offered: UndoOffer | null = null;
  readonly view = new Subject<View>({ kind: 'session' });
  readonly about = new Subject<About | null>(null);
  /** As the page's `notes-href`, without the mentorship. */
  notesHref: string | null = null;
  readonly #session = new ContextProvider(this, { context: sessionContext, initialValue: null });

  constructor() {
    super();
    const widget: Widget = {
      announce: (text) => this.announced.push(text),
      offerUndo: (offer) => {
        this.offered = offer;
        this.announced.push(offer.text);
      },
      view: this.view,
      show: (view) => this.view.set(view),
      noteHref: (session) => this.notesHref?.replace('{session}', session ?? '') ?? null,
      about: this.about,
      writeAbout: (item) => this.about.set({ item }),
    };
    new ContextProvider(this, { context: widgetContext, initialValue: widget });
  }

  set session(session: FiresideSession | null) {
    this.#session.setValue(session);
  }

  protected override createRenderRoot(): HTMLElement {
    return this; // the tested element stays in the light DOM of the page
  }
}

define('session-stage', SessionStage);

/** Mounts `content` with `session` around it; `unmount` takes it away again. */
export async function mountInSession(
  session: FiresideSession | null,
  content: TemplateResult,
): Promise<{ stage: SessionStage; element: LitElement; unmount: () => void }> {
  const place = document.createElement('div');
  document.body.append(place);
  render(html`<session-stage></session-stage>`, place);
  const stage = place.firstElementChild as SessionStage;
  stage.session = session;
  render(content, stage);
  const element = stage.firstElementChild as LitElement;
  await element.updateComplete;
  return { stage, element, unmount: () => place.remove() };
}
