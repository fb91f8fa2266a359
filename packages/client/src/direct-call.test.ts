import type { CallAccess, ErrorCode } from '@fireside/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCall } from './call/create-call.ts';
import type { CallSnapshot } from './call/port.ts';
import { DirectCall } from './direct-call.ts';
import { Subject } from './observable.ts';

const PEER: CallAccess = { kind: 'peer', url: 'ws://x', token: 't', iceServers: [] };
const SFU: CallAccess = { ...PEER, kind: 'sfu', identity: 'i', signaling: { url: 'ws://x', token: 't' } };

describe('who was refused for want of a media server', () => {
  let ending: AbortController;
  let call: Subject<CallSnapshot>;
  let told: string[];
  let wanted: boolean;
  let direct: DirectCall;
  const refuse = (code: ErrorCode): void => call.set({ ...call.value, error: { code, device: null } });

  beforeEach(() => {
    ending = new AbortController();
    const { value } = createCall({
      person: { id: 'anna', name: 'Anna' },
      client: 'client-of-anna',
      access: () => null,
      renew: () => undefined,
      preferred: () => ({ microphone: null, camera: null, speaker: null }),
      onChosen: () => undefined,
      signal: ending.signal,
    });
    call = new Subject(value);
    told = [];
    wanted = true;
    direct = new DirectCall({
      call,
      wanted: () => wanted,
      ask: () => told.push('asks'),
      enter: () => told.push('enters'),
      signal: ending.signal,
    });
  });
  afterEach(() => ending.abort());

  it.each(['sfu-unreachable', 'sfu-refused'] as const)('goes in as soon as the call is a direct one (%s)', (code) => {
    refuse(code);
    expect(told).toEqual(['asks']);
    direct.tell(SFU);
    expect(told).toEqual(['asks', 'asks']);
    direct.tell(PEER);
    expect(told).toEqual(['asks', 'asks', 'enters']);
  });

  it('does nothing once they have left, or are in, or the call is over', () => {
    refuse('sfu-unreachable');
    told = [];
    direct.tell(null);
    wanted = false;
    direct.tell(PEER);
    wanted = true;
    call.set({ ...call.value, state: 'joined' });
    direct.tell(PEER);
    expect(told).toEqual([]);
  });

  it('is nobody who was refused for something else', () => {
    refuse('already-in-call');
    direct.tell(PEER);
    expect(told).toEqual([]);
  });
});
