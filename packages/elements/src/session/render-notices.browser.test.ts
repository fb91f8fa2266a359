import type { KeptText } from '@fireside/client';
import { createFakeSession, fakeKept } from '@fireside/client/fake';
import { expect } from 'chai';
import { nothing, render } from 'lit';
import { renderNotices } from './render-notices.ts';

describe('what was kept for a person', () => {
  const place = document.createElement('div');
  afterEach(() => render(nothing, place));
  const shown = (kept: Parameters<typeof fakeKept>[0]): { words: string; buttons: (string | undefined)[] } => {
    const session = createFakeSession();
    session.kept.set([fakeKept(kept)]);
    render(
      renderNotices(session, [], () => {}),
      place,
    );
    const buttons = [...place.querySelectorAll('button')].map((button) => button.textContent?.trim());
    return { words: place.querySelector('section')?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '', buttons };
  };

  it('says why the server has it not', () => {
    const because = (code: KeptText['code']): string => shown({ code }).words;
    expect(because('read-only')).to.match(/^You wrote this when the session had already been closed\./);
    expect(because('too-large')).to.match(/^The server did not take this: the text had become too large\./);
    expect(because('malformed')).to.match(/^The server did not take this\. It is kept/);
  });

  it('says where it is', () => {
    expect(shown({ stored: true }).words).to.include('It is kept on this device. Where should it go?');
    expect(shown({ stored: false }).words).to.include('It is kept in this page only: decide before you close it.');
  });

  it('has no place for a change without words', () => {
    const { words, buttons } = shown({ lines: [] });
    expect(words).to.include('There are no words in it: something was moved, ticked or deleted.');
    expect(buttons).to.deep.equal(['Let go']);
  });
});
