/** Characters that a field takes at once: far more than a line may have, and far less than what makes a browser stand still. */
export const MAX_PASTE = 100_000;

/** One paste makes at most so many records. */
export const MAX_PASTED = 100;

// What stands before a line in lists of other programs: bullets, dashes, numbers, check boxes.
const LIST_SIGN = /^(?:[-*+•–—·▪◦‣]\s+|\d{1,3}[.)]\s+)?(?:\[[ xX]?\]\s+|[☐☑☒✓✔]\s*)?/u;

/** The lines of a pasted text that can each become a record: without list signs, empty ones left out. */
export function pastedLines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map((line) => line.trim().replace(LIST_SIGN, '').trim())
    .filter((line) => line !== '');
}
