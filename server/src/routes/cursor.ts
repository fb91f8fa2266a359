/** Where a page of a list ends. A cursor knows which list it is of, so that no other list takes it for its own. */
import { createHash } from 'node:crypto';
import { FiresideError } from '@fireside/protocol';
import type { ListCursor } from '../sessions/rows.ts';

export interface Cursors {
  format(place: ListCursor): string;
  /** @throws FiresideError `malformed` where it is not of this list */
  parse(text: string): ListCursor;
}

/**
 * The cursors of the list that `list` tells from all others: what it is of, and every filter. They are no secret and open
 * nothing: who may see the list is decided at each page.
 */
export function cursorsOf(list: readonly unknown[]): Cursors {
  const digest = createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 8);
  return {
    format: ({ startsAt, id }) => Buffer.from(`${digest}:${startsAt}:${id}`).toString('base64url'),
    parse(text) {
      const place = /^([\w-]{8}):(-?\d{1,16}):(.+)$/s.exec(Buffer.from(text, 'base64url').toString());
      if (place?.[1] !== digest) {
        throw new FiresideError('malformed', {
          detail: 'before is not what an earlier page of this list has answered.',
        });
      }
      return { startsAt: Number(place[2]), id: place[3]! };
    },
  };
}
