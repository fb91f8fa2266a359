/** Every number of the document sockets. Tests give their own; a server takes these. Times in ms, sizes in bytes. */
export interface SyncLimits {
  /** A larger frame closes its socket with `too-large`. */
  frameBytes: number;
  /** An update that would make a document larger than this is refused with `too-large`. */
  documentBytes: number;
  /** An update that takes more than both to apply, in ms of CPU and in ms for each of its structs, is refused. */
  apply: { most: number; perStruct: number };
  /** A state over this is sent in several updates. */
  partBytes: number;
  /** Open sockets of one person to one document; a further one is closed with `too-many`. */
  socketsPerPerson: number;
  /** What a socket may send at once and then per second. Over it the socket is paused; nothing is dropped. */
  burst: { frames: number; bytes: number };
  perSecond: { frames: number; bytes: number };
  /** A frame that took longer than `free` to handle is followed by a rest of `rest` times that. */
  work: { free: number; rest: number };
  /** Uncommitted bytes of one document over which its sockets are paused. */
  queueBytes: number;
  /** A step 2 over this is not echoed to who sent it. */
  echoBytes: number;
  awareness: AwarenessLimits;
  /** A client hears something at least every `silence + heartbeat`: y-websocket gives up after 30 s. */
  silence: number;
  /** A socket that answers no ping for so long is cut. */
  gone: number;
  heartbeat: number;
  /** Unsent bytes over which a socket only gets the whole state once it has drained, and how long it may take. */
  lag: { bytes: number; time: number };
  /** How often changes by the same person are told to the rest of the server. */
  tellEvery: number;
  evictAfter: number;
  /** The same for a document that only commands have used: what everybody's first join makes and few open. */
  evictUnseen: number;
  compactAfter: { rows: number; bytes: number };
  /** Waits before a failed commit is tried again; after the last one the document's sockets are closed with `storage`. */
  retries: readonly number[];
}

export interface AwarenessLimits {
  stateBytes: number;
  idsPerSocket: number;
  /** A state that is not renewed ends after this; its client is asked for it before. */
  expireAfter: number;
  askAfter: number;
  /** How often the server renews what it says of observers. */
  renewEvery: number;
  /** With more sockets than this at a document states are told once per `window`, the latest of each client. */
  crowd: number;
  window: number;
  /** Among fewer they are told at once until so much was told within a window. */
  windowBytes: number;
  /** Who is not seen by somebody who came is asked for between one and two of these after. */
  round: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

export const SYNC_LIMITS: SyncLimits = {
  // A whole document in one step 2 always fits, with what its client has changed since.
  frameBytes: 5 * MiB,
  documentBytes: 4 * MiB,
  // Honest ones need some 3 µs for a struct.
  apply: { most: 250, perStruct: 0.1 },
  partBytes: 256 * KiB,
  socketsPerPerson: 32,
  burst: { frames: 2_000, bytes: 8 * MiB },
  perSecond: { frames: 1_000, bytes: 2 * MiB },
  work: { free: 20, rest: 3 },
  queueBytes: 4 * MiB,
  echoBytes: 64 * KiB,
  awareness: {
    stateBytes: 16 * KiB,
    idsPerSocket: 8,
    expireAfter: 30_000,
    askAfter: 20_000,
    renewEvery: 15_000,
    crowd: 50,
    window: 50,
    windowBytes: 64 * KiB,
    round: 200,
  },
  silence: 15_000,
  gone: 35_000,
  heartbeat: 5_000,
  lag: { bytes: MiB, time: 30_000 },
  tellEvery: 5_000,
  evictAfter: 60_000,
  evictUnseen: 1_000,
  compactAfter: { rows: 500, bytes: MiB },
  retries: [50, 250, 1_000],
};

/**
 * `maxPayload` of the WebSocket server: over it ws closes with 1009, which a client takes for transient and tries again
 * for ever, so our own limit must come first.
 */
export const MAX_PAYLOAD = 2 * SYNC_LIMITS.frameBytes;
