import { against, plain, type Figure } from '../../report/row.ts';
import { hocuspocus } from '../servers/hocuspocus.ts';
import { floor } from '../servers/floor.ts';
import { ours } from '../servers/ours.ts';
import { yWebsocket } from '../servers/y-websocket.ts';
import type { Row } from './row.ts';
import { measureTyping } from './typing.ts';

const CPU = 'cpu per update µs';
const P99 = 'edit to peer p99 ms';
const MEMORY = 'memory per document bytes';

const cpuFigures: readonly Figure[] = [
  { what: 'CPU per update against y-websocket', unit: '×', of: against('y-websocket', CPU), must: 1, aim: 0.85 },
  { what: 'CPU per update: ours', unit: 'µs', of: plain('ours', CPU) },
  { what: 'CPU per update: y-websocket', unit: 'µs', of: plain('y-websocket', CPU) },
];

export const spread: Row = {
  name: 'spread',
  about: '500 documents × 2 clients, 2,000 updates/s in all',
  servers: [ours, yWebsocket, hocuspocus, floor],
  measure: (kind, options) => measureTyping(kind, options, { documents: 500, perSecond: 2_000 }),
  figures: [
    ...cpuFigures,
    { what: 'edit to peer p99', unit: 'ms', of: plain('ours', P99), must: 6, aim: 4 },
    { what: 'edit to peer p50', unit: 'ms', of: plain('ours', 'edit to peer p50 ms') },
    { what: 'edit to peer p99: y-websocket', unit: 'ms', of: plain('y-websocket', P99) },
    { what: 'memory per document', unit: 'kB', of: plain('ours', MEMORY, 1000), must: 60, aim: 50 },
    { what: 'memory per document: y-websocket', unit: 'kB', of: plain('y-websocket', MEMORY, 1000) },
    { what: 'CPU per update against Hocuspocus', unit: '×', of: against('hocuspocus', CPU), must: 0.7 },
    { what: 'edit to peer p99 against Hocuspocus', unit: '×', of: against('hocuspocus', P99), must: 0.1 },
    { what: 'edit to peer p99: Hocuspocus', unit: 'ms', of: plain('hocuspocus', P99) },
    { what: 'CPU per update: Hocuspocus', unit: 'µs', of: plain('hocuspocus', CPU) },
    { what: 'a bare relay with a log against y-websocket', unit: '×', of: against('y-websocket', CPU, 'floor') },
  ],
};

export const wide: Row = {
  name: 'wide',
  about: '2,000 documents × 2 clients, 2,000 updates/s in all',
  servers: [ours, yWebsocket],
  measure: (kind, options) => measureTyping(kind, options, { documents: 2_000, perSecond: 2_000 }),
  figures: cpuFigures,
};

export const busy: Row = {
  name: 'busy',
  about: '500 documents × 2 clients, 8,000 updates/s in all',
  servers: [ours, yWebsocket],
  measure: (kind, options) => measureTyping(kind, options, { documents: 500, perSecond: 8_000 }),
  figures: cpuFigures,
};

/** The first row once more with clients of ours, who ask when each change is saved; y-websocket's cannot. */
export const saving: Row = {
  name: 'saving',
  about: '500 documents × 2 clients, 2,000 updates/s in all; ours with 102 as our client sends it',
  servers: [ours, yWebsocket],
  measure: (kind, options) =>
    measureTyping(kind, options, {
      documents: 500,
      perSecond: 2_000,
      asks: kind === ours ? 'throttled' : 'never',
    }),
  figures: cpuFigures.map(({ what, unit, of }) => ({ what, unit, of })),
};
