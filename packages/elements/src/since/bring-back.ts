/** Takes back what somebody else deleted. */
import {
  restoreGoal,
  restoreItem,
  restoreMilestone,
  restoreOutcome,
  restorePromise,
  type Change,
} from '@fireside/protocol';
import type * as Y from 'yjs';

export function bringBack(doc: Y.Doc, { in: where, id }: Pick<Change, 'in' | 'id'>): void {
  switch (where) {
    case 'agenda':
      return restoreItem(doc, id);
    case 'goals':
      return restoreGoal(doc, id);
    case 'milestones': {
      const [goal = '', step = ''] = id.split('/');
      return restoreMilestone(doc, goal, step);
    }
    case 'outcomes':
      return restoreOutcome(doc, id);
    case 'promises':
      return restorePromise(doc, id);
    case 'backlog':
    case 'comments':
    case 'notes': // nothing of them is listed as deleted
  }
}
