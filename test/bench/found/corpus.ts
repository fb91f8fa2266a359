/** Text like people's: made-up words, a few of them everywhere and most of them rare (Zipf's law), the same each time. */

const VOCABULARY = 30_000;
const SYLLABLES =
  'ba be bi bo da de di do fa fe ga go ha he ka ki la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to va ve wa wo za ze'.split(
    ' ',
  );

export interface Corpus {
  /** The word of a rank; 0 is the one that stands everywhere. */
  word(rank: number): string;
  /** Sentences of about so many characters. */
  text(length: number): string;
}

export function createCorpus(seed: number): Corpus {
  let state = seed;
  /** From 0 to 1 (a linear congruential generator, Numerical Recipes section 7.1). */
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    word: wordOf,
    text(length) {
      let text = '';
      // With so many words, a rank that is uniform in its logarithm is Zipf's.
      while (text.length < length) text += `${wordOf(Math.floor(VOCABULARY ** random()) - 1)} `;
      return text.trim();
    },
  };
}

/** The number in syllables: short for what stands everywhere. */
function wordOf(rank: number): string {
  const count = SYLLABLES.length;
  let [word, rest] = [SYLLABLES[rank % count]!, Math.floor(rank / count)];
  do {
    word += SYLLABLES[rest % count]!;
    rest = Math.floor(rest / count);
  } while (rest > 0);
  return word;
}
