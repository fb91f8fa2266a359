import { expect, it } from 'vitest';
import { sparingOpus } from './opus.ts';

const lines = (...all: string[]): string => all.map((line) => `${line}\r\n`).join('');

it('asks for redundancy and for silence that costs nothing, and keeps everything else', () => {
  const sdp = (format: string): string =>
    lines('m=audio 9 UDP/TLS/RTP/SAVPF 111 63', 'a=rtpmap:111 opus/48000/2', format, 'a=fmtp:63 111/111');
  const asked = sdp('a=fmtp:111 minptime=10;usedtx=1;useinbandfec=1');
  expect(sparingOpus(sdp('a=fmtp:111 minptime=10;useinbandfec=1'))).toBe(asked);
  expect(sparingOpus(sdp('a=fmtp:111 useinbandfec=0;minptime=10; usedtx=0'))).toBe(asked);
  expect(sparingOpus(asked)).toBe(asked);
});

it('leaves alone what has no Opus', () => {
  const sdp = lines('m=video 9 UDP/TLS/RTP/SAVPF 96', 'a=rtpmap:96 VP8/90000', 'a=fmtp:96 x=1');
  expect(sparingOpus(sdp)).toBe(sdp);
});
