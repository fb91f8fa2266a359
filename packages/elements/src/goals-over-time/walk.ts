/** The keyboard on the picture: one tab stop for each line. */

/** By hand, as the next rendering will say it: thousands of points are not rendered for one step. */
export function makeHome(mark: SVGAElement): void {
  for (const one of mark.ownerSVGElement?.querySelectorAll('.mark[tabindex="0"]') ?? [])
    one.setAttribute('tabindex', '-1');
  mark.setAttribute('tabindex', '0');
}

/** Arrow keys walk along a line, Home and End to its ends; Enter and Space press what is no link by itself. */
export function walk(event: KeyboardEvent, rtl: boolean): void {
  const mark = event.target instanceof SVGAElement ? event.target : null;
  if (!mark?.classList.contains('mark')) return;
  if (event.key === ' ' || (event.key === 'Enter' && !mark.hasAttribute('href'))) {
    event.preventDefault();
    mark.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    return;
  }
  const marks = [...(mark.ownerSVGElement?.querySelectorAll<SVGAElement>('.mark') ?? [])];
  const at = marks.indexOf(mark);
  const [later, earlier] = rtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
  const steps: Record<string, number> = { [later]: at + 1, [earlier]: at - 1, Home: 0, End: marks.length - 1 };
  const to = steps[event.key];
  if (to === undefined) return;
  event.preventDefault();
  marks[to]?.focus();
}
