import { BECAME, type Became } from '@fireside/protocol';
import { msg } from '@lit/localize';

/** What a paragraph of the notes became, in a word that stands beside it. */
export function becameWord(became: Became): string {
  switch (became) {
    case 'takeaway':
      return msg('Takeaway');
    case 'decision':
      return msg('Decision');
    case 'promise':
      return msg('Promise');
    case 'item':
      return msg('Agenda item');
  }
}

/** What the attribute of a paragraph says, whoever wrote it; null where it says nothing that we know. */
export function readBecame(value: unknown): Became | null {
  return BECAME.find((one) => one === value) ?? null;
}
