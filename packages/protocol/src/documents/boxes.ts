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
  return left < 0 ? lowered(scaled, wholes) : scaled;
}

/** Takes from the largest until the sum is `total`, one minute from each in turn; not below 1 where `total` allows it. */
function lowered(boxes: readonly number[], total: number): number[] {
  const sumUnder = (cap: number): number => boxes.reduce((sum, box) => sum + Math.min(box, cap), 0);
  let cap = 1;
  for (let above = total + 1; above - cap > 1;) {
    const middle = Math.floor((cap + above) / 2);
    if (sumUnder(middle) <= total) cap = middle;
    else above = middle;
  }
  let left = total - sumUnder(cap);
  const scaled = boxes.map((box) => Math.min(box, cap));
  for (let i = boxes.length - 1; i >= 0 && left > 0; i -= 1) {
    if ((boxes[i] ?? 0) <= cap) continue;
    scaled[i] = cap + 1;
    left -= 1;
  }
  return scaled;
}
