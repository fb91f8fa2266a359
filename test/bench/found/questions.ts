/** What is searched in the bench: what people type, from the rare name to the word that stands everywhere. */
import type { Corpus } from './corpus.ts';

export interface Question {
  readonly what: string;
  readonly q: string;
  /** Filters of the route. */
  readonly filters: Readonly<Record<string, string>>;
}

export function questionsOf({ word, text }: Corpus): Question[] {
  const ask = (what: string, q: string, filters: Question['filters'] = {}): Question => ({ what, q, filters });
  const kinds: Question[] = [];
  for (const [name, ranks] of [
    ['everywhere', [0, 1, 2, 5]],
    ['common', [40, 80, 160, 320]],
    ['rare', [2_000, 5_000, 9_000, 20_000]],
  ] as const) {
    for (const rank of ranks) {
      kinds.push(ask(name, word(rank)), ask(`${name}, two words`, `${word(rank)} ${word(rank + 7)}`));
      kinds.push(ask(`${name}, of a person`, word(rank), { person: 'anna' }));
    }
  }
  for (const beginning of ['ba', 'mo', 'to', 'bab', 'lod', 'sita']) kinds.push(ask('beginning', beginning));
  for (let index = 0; index < 4; index += 1) {
    const words = text(40).split(' ').slice(1, 3).join(' ');
    kinds.push(ask('phrase', `"${words}"`), ask('three words', text(24)));
  }
  for (const rank of [0, 100]) kinds.push(ask('outcomes', word(rank), { kind: 'takeaway,decision' }));
  return kinds;
}
