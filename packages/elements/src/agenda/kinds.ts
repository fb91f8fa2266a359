import type { ItemKind } from '@fireside/protocol';
import { msg } from '@lit/localize';

/** What kind of item it is, in a word. */
export function kindWord(kind: ItemKind): string {
  switch (kind) {
    case 'topic':
      return msg('Topic');
    case 'question':
      return msg('Question');
    case 'progress':
      return msg('Progress');
    case 'feedback':
      return msg('Feedback');
    case 'debrief':
      return msg('Debrief');
    case 'arrival':
      return msg('Arrival');
    case 'logistics':
      return msg('Logistics');
  }
}
