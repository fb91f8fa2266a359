/** Shows one state of the widget (`?state=live&lang=de`), or a list of them. */
import type { FiresideSession } from '@fireside/client';
import { FiresideSessionElement } from '@fireside/elements';
import { states } from './states.ts';

document.documentElement.lang = new URLSearchParams(location.search).get('lang') ?? 'en-GB';
const wanted = new URLSearchParams(location.search).get('state');
const state = wanted === null ? undefined : states[wanted];
const session = state?.session() ?? null;

class GallerySession extends FiresideSessionElement {
  protected override createSession(): FiresideSession {
    if (session === null) throw new Error('This state has no session.');
    return session;
  }
}

async function show(): Promise<void> {
  const main = document.body.appendChild(document.createElement('main'));
  if (state === undefined) {
    const nav = main.appendChild(document.createElement('nav'));
    for (const name of Object.keys(states)) {
      const link = nav.appendChild(document.createElement('a'));
      link.href = `?state=${name}`;
      link.textContent = name;
      nav.append(document.createElement('br'));
    }
    return;
  }
  customElements.define('fireside-session', GallerySession);
  await import('@fireside/elements/define');
  const widget = new GallerySession();
  widget.server = location.origin;
  widget.mentorship = 'm1';
  if (session !== null) widget.getToken = () => Promise.resolve('none');
  main.append(widget);
  await widget.updateComplete;
  if (session !== null) await state.act?.(widget, session);
}

await show();
document.documentElement.dataset['shown'] = '';
