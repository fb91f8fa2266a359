import { describe, expect, it } from 'vitest';
import { clientAddress } from './address.ts';
import { createLimit } from './limits.ts';
import { createOriginCheck } from './origins.ts';

describe('a limit', () => {
  it('lets a burst through, refuses with the seconds to wait, and refills', () => {
    let time = 0;
    const limit = createLimit({ burst: 3, perSecond: 0.5, elapsed: () => time });
    for (let i = 0; i < 3; i++) limit.spend('anna');
    expect(limit.isSpent('anna')).toBe(true);
    expect(() => limit.spend('anna')).toThrow(expect.objectContaining({ code: 'too-many', data: { retryAfter: 2 } }));
    limit.spend('bo');
    time += 2_000;
    limit.spend('anna');
    expect(limit.isSpent('anna')).toBe(true);
  });

  it('never gives more than the burst, however long one waits', () => {
    let time = 0;
    const limit = createLimit({ burst: 2, perSecond: 10, elapsed: () => time });
    time += 60_000;
    limit.spend('anna', 2);
    expect(limit.isSpent('anna')).toBe(true);
  });
});

describe('a limit of what is known only afterwards', () => {
  it('is overdrawn by one, and lets nothing through until that is paid', () => {
    let time = 0;
    const limit = createLimit({ burst: 10, perSecond: 1, elapsed: () => time });
    limit.spend('anna', 0);
    limit.charge('anna', 25);
    limit.charge('anna', 5); // of what had begun before
    expect(() => limit.spend('anna', 0)).toThrow(expect.objectContaining({ data: { retryAfter: 21 } }));
    time += 21_000;
    limit.spend('anna', 0);
  });
});

describe('origins', () => {
  const allowed = createOriginCheck({ own: true, others: ['https://intranet.example'] });

  it('are the listed pages and the server’s own', () => {
    expect(allowed('https://intranet.example', 'fireside.example')).toBe(true);
    expect(allowed('https://fireside.example', 'fireside.example')).toBe(true);
    expect(allowed('http://127.0.0.1:4001', '127.0.0.1:4001')).toBe(true);
  });

  it.each([
    ['https://evil.example', 'fireside.example'],
    ['https://intranet.example.evil.example', 'fireside.example'],
    ['http://intranet.example', 'fireside.example'],
    ['https://intranet.example:444', 'fireside.example'],
    ['null', 'fireside.example'],
    ['null', undefined],
    ['', ''],
    ['https://fireside.example', undefined],
  ])('are not %j on %j', (origin, host) => {
    expect(allowed(origin, host)).toBe(false);
  });

  it('leave out the server’s own where a list was given', () => {
    const listed = createOriginCheck({ own: false, others: [] });
    expect(listed('https://fireside.example', 'fireside.example')).toBe(false);
  });

  it('do not matter to what is no browser', () => {
    expect(allowed(undefined, 'fireside.example')).toBe(true);
  });
});

describe('the address that limits count by', () => {
  const from = (remoteAddress: string, forwarded?: string) =>
    clientAddress({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } } as unknown as Parameters<
      typeof clientAddress
    >[0]);

  it('is what a proxy on this machine has seen, and nobody else’s claim', () => {
    expect(from('203.0.113.7')).toBe('203.0.113.7');
    expect(from('127.0.0.1', '198.51.100.1, 203.0.113.9')).toBe('203.0.113.9');
    expect(from('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
    expect(clientAddress(undefined)).toBe('unknown');
  });
});
