import { describe, expect, it } from 'vitest';
import type { ReadMarks } from '@fireside/protocol';
import { summaryOf } from '../testing/saved.ts';
import { newsOf } from './unread.ts';

const marks = (since: number | null, read: ReadMarks['sessions'] = new Map()): ReadMarks => ({ since, sessions: read });
const changed = (changedAt: number | null, over = {}) => summaryOf('s', { changedAt, wrappedUpAt: changedAt, ...over });

describe('what is new in a saved session', () => {
  it('is nothing on the first visit ever, nor what was there at it', () => {
    expect(newsOf(changed(5), marks(null))).toBe(null);
    expect(newsOf(changed(5), marks(5))).toBe(null);
    expect(newsOf(changed(null), marks(0))).toBe(null);
  });

  it('is a session that came later, until it was read', () => {
    expect(newsOf(changed(6), marks(5))).toBe('new');
    expect(newsOf(changed(6), marks(5, new Map([['s', { revision: 1, added: 0 }]])))).toBe(null);
  });

  it('is what was added to one that was read, or that was there before', () => {
    const read = marks(5, new Map([['s', { revision: 1, added: 0 }]]));
    expect(newsOf(changed(6, { revision: 2 }), read)).toBe('added');
    expect(newsOf(changed(6, { added: 1 }), read)).toBe('added');
    expect(newsOf(changed(6, { wrappedUpAt: 4 }), marks(5))).toBe('added');
  });

  it('is nothing once everything was marked as read', () => {
    expect(newsOf(changed(6, { revision: 2 }), marks(7, new Map([['s', { revision: 1, added: 0 }]])))).toBe(null);
  });
});
