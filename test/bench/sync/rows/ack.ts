import { plain } from '../../report/row.ts';
import { ours } from '../servers/ours.ts';
import type { Row } from './row.ts';
import { measureTyping } from './typing.ts';

/** Each update is followed at once by its 102: what the server takes, without the 50 ms that our client waits before it asks. */
export const ack: Row = {
  name: 'ack',
  about: '50 documents × 2 clients, 1,000 updates/s in all, each with its 102',
  servers: [ours],
  measure: (kind, options) => measureTyping(kind, options, { documents: 50, perSecond: 1_000, asks: 'each' }),
  figures: [
    { what: 'edit to durable ack p50', unit: 'ms', of: plain('ours', 'ack p50 ms'), must: 5 },
    { what: 'edit to durable ack p99', unit: 'ms', of: plain('ours', 'ack p99 ms'), must: 25, aim: 10 },
  ],
};
