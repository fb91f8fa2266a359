/**
 * Sockets that are on their way. Browsers connect one WebSocket to a server at a time (RFC 6455 section 4.1), and one whose
 * first packet was lost holds up all the others until TCP repeats it: after 1 s, 3 s, 7 s and so on.
 */
const onTheirWay = new Set<WebSocket>();

/** As `new WebSocket(…)`, and with it or without it. */
export function Socket(url: string, protocols: string[]): WebSocket {
  const socket = new WebSocket(url, protocols);
  const arrived = (): unknown => onTheirWay.delete(socket);
  onTheirWay.add(socket);
  socket.addEventListener('open', arrived);
  socket.addEventListener('close', arrived);
  return socket;
}

/** Ends what is still on its way, for one that is in a hurry; whose they were try again by themselves. */
export function makeWay(): void {
  for (const socket of onTheirWay) socket.close();
}
