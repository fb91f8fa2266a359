import type { VideoView } from '@fireside/client';
import { fakeTile } from '@fireside/client/fake';

/** A drawn face in place of a camera: screenshots need the same picture each time. */
function picture(svg: string): VideoView {
  return {
    attach(element) {
      element.poster = `data:image/svg+xml,${encodeURIComponent(svg)}`;
      return () => element.removeAttribute('poster');
    },
  };
}

const face = (ground: string, skin: string): VideoView =>
  picture(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 100"><rect width="160" height="100" fill="${ground}"/>` +
      `<circle cx="80" cy="44" r="20" fill="${skin}"/><path d="M38 104c4-30 24-36 42-36s38 6 42 36z" fill="${skin}"/></svg>`,
  );

const slide = picture(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#fff"/>' +
    '<text x="24" y="56" font-family="sans-serif" font-size="22" fill="#221c18">41 minutes</text>' +
    '<path d="M24 76h180M24 92h220M24 108h150" stroke="#b0a59b" stroke-width="5"/></svg>',
);

export const ANNA = fakeTile({ id: 'a', person: 'anna', name: 'Anna', self: true, video: face('#6d4a3a', '#caa58e') });
export const BO = fakeTile({ id: 'b', person: 'bo', name: 'Bo', video: face('#3c5350', '#a9c0b6'), speaking: true });
export const BO_SCREEN = fakeTile({ id: 'bs', kind: 'screen', person: 'bo', name: 'Bo', video: slide });
export const CY = fakeTile({
  id: 'c',
  person: 'cy',
  name: 'Cyprienne de la Fontaine-Montgolfier',
  video: face('#4a3f63', '#c9b5d8'),
});
export const DI = fakeTile({ id: 'd', person: 'di', name: 'דינה לוי', microphone: false });
export const ED = fakeTile({ id: 'e', person: 'ed', name: '🦊 Ed', video: face('#5b4b2c', '#d9c48f') });
export const FAY = fakeTile({ id: 'f', person: 'fay', name: 'Fay', away: true, microphone: false });
