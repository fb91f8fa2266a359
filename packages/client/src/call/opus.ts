/**
 * Asks for speech that spares the line: redundancy against loss, and next to nothing during silence (RFC 7587 section 6.1).
 * What stands in the description of the other side is what our encoder does.
 */
export function sparingOpus(sdp: string): string {
  const payload = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  if (payload === undefined) return sdp;
  return sdp.replace(new RegExp(String.raw`^(a=fmtp:${payload} )([^\r\n]*)`, 'm'), (_, start: string, said: string) => {
    const others = said.split(';').filter((one) => !/^\s*(usedtx|useinbandfec)=/.test(one));
    return `${start}${[...others, 'usedtx=1', 'useinbandfec=1'].join(';')}`;
  });
}
