import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { FakeSession } from '@fireside/client/fake';
import { inCall, press, settle, tree } from '../testing/room.ts';

async function withKeys(): Promise<Awaited<ReturnType<typeof inCall>>> {
  const mounted = await inCall();
  mounted.session.prefer({ shortcuts: true });
  await settle(mounted.room);
  (document.activeElement as HTMLElement | null)?.blur();
  return mounted;
}

const microphone = ({ call }: FakeSession): boolean => call.value.self.microphone.on;

/** Puts an element beside the room and the focus into it. */
function focusOn(html: string, selector: string): HTMLElement {
  const place = document.createElement('div');
  place.innerHTML = html;
  document.body.append(place);
  const element = place.querySelector<HTMLElement>(selector)!;
  element.focus();
  return element;
}

describe('single keys in a call', () => {
  beforeEach(() => setViewport({ width: 900, height: 800 }));
  afterEach(() => document.body.replaceChildren());

  it('are off until the person turns them on', async () => {
    const { session, room } = await inCall();
    await sendKeys({ press: 'm' });
    expect(microphone(session)).to.equal(false);
    session.prefer({ shortcuts: true });
    await settle(room);
    await sendKeys({ press: 'm' });
    expect(microphone(session)).to.equal(true);
  });

  it('turn microphone and camera on and off, whatever has the focus, and say so', async () => {
    const { session, room, said } = await withKeys();
    await sendKeys({ press: 'm' });
    await sendKeys({ press: 'v' });
    expect(session.call.value.self).to.deep.include({ microphone: { on: true, pending: false } });
    expect(session.call.value.self.camera.on).to.equal(true);
    focusOn('<button>Of the page</button>', 'button');
    await sendKeys({ press: 'm' });
    await settle(room);
    expect(microphone(session)).to.equal(false);
    expect(said).to.deep.equal(['Microphone on', 'Camera on', 'Microphone off']);
  });

  it('are told with the buttons', async () => {
    await withKeys();
    const keys = (await tree()).filter((node) => 'keyshortcuts' in node);
    expect(keys.map(({ name, ...rest }) => [name, (rest as { keyshortcuts?: string }).keyshortcuts])).to.deep.equal([
      ['Microphone', 'M'],
      ['Camera', 'V'],
    ]);
  });

  it('are never taken where a letter is wanted', async () => {
    const { session } = await withKeys();
    for (const [html, selector] of [
      ['<input>', 'input'],
      ['<input type="search">', 'input'],
      ['<textarea></textarea>', 'textarea'],
      ['<select><option>Mum</option><option>Val</option></select>', 'select'],
      ['<div contenteditable>text</div>', 'div[contenteditable]'],
      ['<div contenteditable><b tabindex="0">bold</b></div>', 'b'],
      ['<div role="textbox" tabindex="0"></div>', '[role]'],
      ['<div role="listbox" tabindex="0"></div>', '[role]'],
    ] as const) {
      focusOn(html, selector);
      await sendKeys({ press: 'm' });
      await sendKeys({ press: 'v' });
      expect([microphone(session), session.call.value.self.camera.on], html).to.deep.equal([false, false]);
    }
  });

  it('are not taken from a field in another shadow root, open or closed', async () => {
    const { session } = await withKeys();
    for (const mode of ['open', 'closed'] as const) {
      const host = document.body.appendChild(document.createElement('some-field'));
      const root = host.attachShadow({ mode });
      root.innerHTML = '<input>';
      root.querySelector('input')!.focus();
      await sendKeys({ press: 'm' });
      expect(microphone(session), mode).to.equal(false);
      expect(root.querySelector('input')!.value).to.equal('m');
    }
  });

  it('leave alone what has a modifier, repeats, or was taken by the page', async () => {
    const { session, room } = await withKeys();
    for (const modifier of ['Control', 'Alt', 'Meta', 'Shift'] as const) {
      await sendKeys({ down: modifier });
      await sendKeys({ press: 'm' });
      await sendKeys({ up: modifier });
      expect(microphone(session), modifier).to.equal(false);
    }
    const pressed = (init: KeyboardEventInit): void =>
      void document.body.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'm',
          code: 'KeyM',
          bubbles: true,
          composed: true,
          cancelable: true,
          ...init,
        }),
      );
    pressed({ repeat: true });
    pressed({ isComposing: true });
    const take = (event: Event): void => event.preventDefault();
    document.addEventListener('keydown', take);
    pressed({});
    document.removeEventListener('keydown', take);
    expect(microphone(session)).to.equal(false);
    pressed({ key: 'ь' }); // the same key where the keyboard writes Cyrillic
    await settle(room);
    expect(microphone(session)).to.equal(true);
  });

  it('belong to the one widget that is in a call', async () => {
    const first = await withKeys();
    const second = await withKeys();
    await press(second.room, 'Leave');
    await sendKeys({ press: 'm' });
    expect([microphone(first.session), microphone(second.session)]).to.deep.equal([true, false]);
  });

  it('are one widget’s even where two are in calls, and nobody’s after the call', async () => {
    const first = await withKeys();
    const second = await withKeys();
    await sendKeys({ press: 'm' });
    expect([microphone(first.session), microphone(second.session)]).to.deep.equal([true, false]);
    first.session.call.end('call-over');
    document.body.replaceChildren();
    await sendKeys({ press: 'm' });
    expect(microphone(second.session)).to.equal(false);
  });
});
