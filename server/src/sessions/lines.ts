/** The first lines of a recap, for a list. */
import { plainText, type RecapContent } from '@fireside/protocol';

const LINES = 3;
const LINE_LENGTH = 160;

/** Outcomes and promises first, then what was talked about, then the notes. */
export function firstLines({ outcomes, promises, items, notes }: RecapContent): string[] {
  const discussed = items.filter((item) => item.state === 'discussed');
  const lines = [
    ...outcomes.map((outcome) => outcome.text),
    ...promises.map((promise) => promise.text),
    ...discussed.map((item) => item.title),
    ...plainText(notes).split('\n'),
  ].map((line) => line.trim());
  // The heading of notes about an item says the item's title again.
  return [...new Set(lines.filter((line) => line !== ''))]
    .slice(0, LINES)
    .map((line) => (line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH - 1).toWellFormed()}…` : line));
}
