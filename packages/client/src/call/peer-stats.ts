/** Quality of the path to one other person, from the browser's statistics (W3C webrtc-stats). */

export type Quality = 'unknown' | 'good' | 'weak';

/** From where on a conversation becomes hard: seconds there and back, and the share of packets that is lost. */
const SLOW = 0.4;
const LOSSY = 0.05;

/** Counters of the last reading. */
export interface StatsMemory {
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
}

export interface QualityReading {
  readonly quality: Quality;
  /** What the path carries by the browser's estimate, in bits per second; 0 while it has none. */
  readonly available: number;
  readonly memory: StatsMemory;
}

export function readQuality(report: RTCStatsReport, before: StatsMemory): QualityReading {
  let packetsReceived = 0;
  let packetsLost = 0;
  let lossSent = 0;
  let available = 0;
  let roundTrip: number | undefined;
  for (const entry of report.values() as Iterable<Record<string, unknown>>) {
    const number = (key: string): number => (typeof entry[key] === 'number' ? entry[key] : 0);
    if (entry['type'] === 'inbound-rtp') {
      packetsReceived += number('packetsReceived');
      packetsLost += number('packetsLost');
    } else if (entry['type'] === 'remote-inbound-rtp') {
      lossSent = Math.max(lossSent, number('fractionLost'));
    } else if (entry['type'] === 'candidate-pair' && entry['nominated'] === true && 'currentRoundTripTime' in entry) {
      roundTrip = number('currentRoundTripTime');
      available = number('availableOutgoingBitrate');
    }
  }
  const arrived = packetsReceived - (before.packetsReceived ?? 0);
  const missing = Math.max(0, packetsLost - (before.packetsLost ?? 0));
  const loss = Math.max(lossSent, arrived + missing > 0 ? missing / (arrived + missing) : 0);
  const quality = roundTrip === undefined ? 'unknown' : roundTrip > SLOW || loss > LOSSY ? 'weak' : 'good';
  return { quality, available, memory: { packetsReceived, packetsLost } };
}

/** Everything that has come over the paths of a connection, acknowledgements of what we sent included. */
export function bytesReceived(report: RTCStatsReport): number {
  let bytes = 0;
  for (const entry of report.values() as Iterable<Record<string, unknown>>) {
    if (entry['type'] === 'candidate-pair') bytes += Number(entry['bytesReceived'] ?? 0);
  }
  return bytes;
}
