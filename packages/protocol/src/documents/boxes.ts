/**
 * Scales the minutes of items so that they fill `total` exactly, each in proportion to what it was and at least 1: whole
 * minutes by the largest remainder (Hamilton's method of apportionment). Where `total` has no minute for each, each gets one.
 */
export function scaleBoxes(boxes: readonly number[], total: number): number[] {
  const sum = boxes.reduce((all, one) => all + one, 0);
  if (sum === 0) return [];
  const wholes = Math.max(total, boxes.length);
  const exact = boxes.map((box) => (box / sum) * wholes);
  const scaled = exact.map((minutes) => Math.max(1, Math.floor(minutes)));
  const places = exact.map((minutes, i) => ({ i, rest: minutes - (scaled[i] ?? 0) }));
  let left = wholes - scaled.reduce((all, one) => all + one, 0);
  // What is missing goes to the largest remainders; what the floor of one minute took comes from the largest boxes.
  places.sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (let turn = 0; left > 0; turn += 1, left -= 1) {
    const place = places[turn % places.length];
    if (place) scaled[place.i] = (scaled[place.i] ?? 0) + 1;
  }
  for (; left < 0; left += 1) {
    const largest = scaled.indexOf(Math.max(...scaled));
    scaled[largest] = (scaled[largest] ?? 1) - 1;
  }
  return scaled;
}
