import { describe, expect, it } from 'vitest';
import { createNames, sessionIn, type CallPerson } from './names.ts';

const names = createNames(new Uint8Array(32).fill(7));
const anna: CallPerson = { tenant: 'default', session: 's1', person: 'anna' };

describe('an identity', () => {
  it('is of one person in one session, and another one each time', () => {
    const [one, other] = [names.identity(anna), names.identity(anna)];
    expect(one).not.toBe(other);
    expect(one).toMatch(/^[0-9a-f]{16}-[0-9a-f]{16}$/);
    for (const identity of [one, other]) expect(names.isIdentityOf(identity, anna)).toBe(true);
    for (const change of [{ person: 'bo' }, { session: 's2' }, { tenant: 'acme' }]) {
      expect(names.isIdentityOf(one, { ...anna, ...change })).toBe(false);
    }
  });

  it('is known again after a restart, and to no server with another key', () => {
    const identity = names.identity(anna);
    expect(createNames(new Uint8Array(32).fill(7)).isIdentityOf(identity, anna)).toBe(true);
    expect(createNames(new Uint8Array(32).fill(8)).isIdentityOf(identity, anna)).toBe(false);
  });

  const odd = [
    '',
    ' ',
    'anna\u0000',
    'änn a/ß',
    'anna","s2',
    '["default","s1"]',
    '🦊'.repeat(32),
    '\ud800',
    '-'.repeat(128),
    '__proto__',
    '../../etc/passwd',
    "'; drop table stay; --",
  ];
  it.each(odd)('is of a person called %j, and of nobody else', (person) => {
    const identity = names.identity({ ...anna, person });
    expect(identity).toMatch(/^[0-9a-f]{16}-[0-9a-f]{16}$/);
    expect(names.isIdentityOf(identity, { ...anna, person })).toBe(true);
    for (const other of odd) {
      expect(names.isIdentityOf(identity, { ...anna, person: other })).toBe(other === person);
      expect(names.isIdentityOf(identity, { ...anna, tenant: other, person })).toBe(false);
    }
  });

  it('cannot be made by moving a part over the edge of another', () => {
    const identity = names.identity({ tenant: 'a', session: 'b', person: 'c' });
    for (const who of [
      { tenant: 'ab', session: '', person: 'c' },
      { tenant: 'a', session: 'bc', person: '' },
      { tenant: 'a","b', session: 'c', person: '' },
    ]) {
      expect(names.isIdentityOf(identity, who)).toBe(false);
    }
  });

  it.each(['', 'anna', '-', `${'0'.repeat(16)}-${'0'.repeat(16)}`, `${'a'.repeat(33)}`, `\n${'0'.repeat(16)}-`])(
    'is not %j',
    (text) => expect(names.isIdentityOf(text, anna)).toBe(false),
  );

  it('is whole: neither longer, nor shorter, nor in capitals', () => {
    const identity = names.identity(anna);
    for (const text of [`${identity}0`, identity.slice(1), identity.toUpperCase(), `${identity}\n`]) {
      expect(names.isIdentityOf(text, anna)).toBe(false);
    }
  });
});

describe('a room', () => {
  it('says which session it is for, and nothing of the tenant', () => {
    const room = names.room({ tenant: 'https://intranet.example', session: 's1' });
    expect(room).toMatch(/^s1\.[0-9a-f]{16}$/);
    expect(sessionIn(room)).toBe('s1');
    expect(names.isRoomOf(room, { tenant: 'https://intranet.example', session: 's1' })).toBe(true);
    expect(names.isRoomOf(room, { tenant: 'default', session: 's1' })).toBe(false);
    expect(names.isRoomOf(room.replace('s1', 's2'), { tenant: 'https://intranet.example', session: 's2' })).toBe(false);
  });

  it.each(['', 'a-room', '.0123456789abcdef', 's1.0123456789abcde', 's1.0123456789ABCDEF', 's1.0123456789abcdef\n'])(
    'of ours is not %j',
    (name) => expect(sessionIn(name)).toBeNull(),
  );

  it('is found by its session, whatever is in that', () => {
    for (const session of ['a.b', 'a.0123456789abcdef', 'ä 🦊', 'a\nb']) {
      expect(sessionIn(names.room({ tenant: 't', session }))).toBe(session);
    }
  });
});
