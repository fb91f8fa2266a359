import type { AgendaItem } from '@fireside/protocol';
import { describe, expect, it } from 'vitest';
import { agendaView, indexBefore, indexOfStep } from './view.ts';

function item(id: string, over: Partial<AgendaItem> = {}): AgendaItem {
  return {
    id,
    title: id,
    kind: 'topic',
    minutes: null,
    author: 'anna',
    state: 'open',
    order: id,
    origin: null,
    wanted: 0,
    ...over,
  };
}

describe('the agenda as it is shown', () => {
  it('keeps parked items apart and counts the minutes of the others', () => {
    const view = agendaView(
      [item('a', { minutes: 5, state: 'discussed' }), item('b', { minutes: 15, state: 'parked' }), item('c')],
      [],
    );
    expect(view.items.map((one) => one.id)).toEqual(['a', 'c']);
    expect(view.parked.map((one) => one.id)).toEqual(['b']);
    expect(view.planned).toBe(5);
  });

  it('shows a topic of the backlog once, where it stands on the agenda', () => {
    expect(agendaView([item('a', { state: 'parked' })], [item('a'), item('b')]).backlog.map((one) => one.id)).toEqual([
      'b',
    ]);
  });
});

describe('one step', () => {
  const all = [item('a'), item('parked', { state: 'parked' }), item('b'), item('c')];

  it('passes the neighbour that is shown', () => {
    expect(indexOfStep(all, 'b', -1)).toBe(0);
    expect(indexOfStep(all, 'a', 1)).toBe(2);
    expect(indexOfStep(all, 'b', 1)).toBe(3);
  });

  it('ends at both ends and for an item that is not shown', () => {
    expect(indexOfStep(all, 'a', -1)).toBeNull();
    expect(indexOfStep(all, 'c', 1)).toBeNull();
    expect(indexOfStep(all, 'parked', 1)).toBeNull();
    expect(indexOfStep(all, 'gone', 1)).toBeNull();
  });
});

describe('putting an item down', () => {
  const all = [item('a'), item('parked', { state: 'parked' }), item('b'), item('c')];

  it('stands before the one that it was pointed at, or last', () => {
    expect(indexBefore(all, 'c', 'a')).toBe(0);
    expect(indexBefore(all, 'a', 'c')).toBe(2);
    expect(indexBefore(all, 'a', null)).toBe(3);
  });

  it('does nothing where one of them is gone', () => {
    expect(indexBefore(all, 'gone', 'a')).toBeNull();
    expect(indexBefore(all, 'a', 'gone')).toBeNull();
  });
});
