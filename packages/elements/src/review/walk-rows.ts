/** Arrow keys walk along the rows of a list, besides Tab; up from the first one `back` is called. */
export function walkRows(event: KeyboardEvent, back: () => void = () => {}): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const list = event.currentTarget as HTMLElement;
  const rows = [...list.querySelectorAll<HTMLElement>('.row, .hit:is(button, a)')].filter((row) =>
    row.checkVisibility(),
  );
  const at = rows.indexOf(event.target as HTMLElement);
  if (at === -1) return;
  event.preventDefault();
  if (at + step < 0) back();
  else rows[at + step]?.focus();
}
