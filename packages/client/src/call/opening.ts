/**
 * What the offering side of a connection makes: the three transceivers and the data channel. The first offer can be made
 * before it is known whom it is for, while the socket is still on its way; then only the other's answer is waited for.
 */
import type { IceServer } from '@fireside/protocol';
import type { LocalKind } from './local-media.ts';

/** In the order of the media sections. */
export const KINDS: readonly LocalKind[] = ['microphone', 'camera', 'screen'];
/** What is late is worth nothing, and must not hold up what follows. */
const CHANNEL: RTCDataChannelInit = { negotiated: true, id: 0, ordered: false, maxRetransmits: 0 };
/**
 * The camera begins with a quarter of its width and height. Chromium starts at 300 kbit/s and throws away the first five
 * or so frames of a picture that is too large for that (libwebrtc, `VideoStreamEncoder::DropDueToSize`): 150 ms at once.
 */
export const SMALL = 4;

export type Transceivers = Readonly<Record<LocalKind, RTCRtpTransceiver>>;

export function createConnection(iceServers: IceServer[]): RTCPeerConnection {
  return new RTCPeerConnection({ iceServers, bundlePolicy: 'max-bundle' });
}

export function openTransceivers(connection: RTCPeerConnection): Transceivers {
  return {
    microphone: connection.addTransceiver('audio'),
    camera: connection.addTransceiver('video', { sendEncodings: [{ scaleResolutionDownBy: SMALL }] }),
    screen: connection.addTransceiver('video'),
  };
}

export function openChannel(connection: RTCPeerConnection): RTCDataChannel {
  return connection.createDataChannel('fireside', CHANNEL);
}

export interface Opening {
  readonly connection: RTCPeerConnection;
  readonly transceivers: Transceivers;
  readonly channel: RTCDataChannel;
  /** The offer is the connection's local description, with the candidates that were found until it is read. */
  readonly offered: Promise<void>;
}

/** Begins to offer; whoever takes it closes the connection. */
export function createOpening(iceServers: IceServer[]): Opening {
  const connection = createConnection(iceServers);
  const transceivers = openTransceivers(connection);
  return { connection, transceivers, channel: openChannel(connection), offered: connection.setLocalDescription() };
}
