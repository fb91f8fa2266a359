/** Scripts for a page, in any browser: they keep its peer connections, and count what came by them. */

declare global {
  // What the init script below keeps in the page.
  var firesideTest: { connections: RTCPeerConnection[] } | undefined;
}

/** Before the first script of the page. Says violations of the page's policy on its console, too. */
export function keepConnections(): void {
  const connections: RTCPeerConnection[] = [];
  globalThis.firesideTest = { connections };
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  addEventListener('securitypolicyviolation', (event) => {
    console.error(`securitypolicyviolation ${event.violatedDirective} ${event.blockedURI}`);
  });
}

/** What has come from one other person. */
export interface ReceivedFrom {
  readonly frames: number;
  readonly samples: number;
}

/** What this browser has decoded of each of the others who are there now. */
export async function listReceived(): Promise<ReceivedFrom[]> {
  const all = (globalThis.firesideTest?.connections ?? []).filter((one) => one.connectionState === 'connected');
  return Promise.all(
    all.map(async (connection) => {
      const from = { frames: 0, samples: 0 };
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue;
        from.frames += report.framesDecoded ?? 0;
        from.samples += report.totalSamplesReceived ?? 0;
      }
      return from;
    }),
  );
}

export interface Received {
  frames: number;
  samples: number;
  /** Of the sound, without unit: silence has none (webrtc-stats, totalAudioEnergy). */
  energy: number;
}

/** What this browser has decoded of the others so far. */
export async function sumReceived(): Promise<Received> {
  const sum = { frames: 0, samples: 0, energy: 0 };
  for (const connection of globalThis.firesideTest?.connections ?? []) {
    for (const report of (await connection.getStats()).values()) {
      if (report.type !== 'inbound-rtp') continue;
      sum.frames += report.framesDecoded ?? 0;
      sum.samples += report.totalSamplesReceived ?? 0;
      sum.energy += report.totalAudioEnergy ?? 0;
    }
  }
  return sum;
}
