let warned = false;

/**
 * Registers an element. A second registration never throws: the same class is nothing new, and with another class (the
 * script loaded twice, two versions on one page) the first one stays, which is said once.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  const known = customElements.get(tag);
  if (known === undefined) {
    customElements.define(tag, element);
  } else if (known !== element && !warned) {
    warned = true;
    // eslint-disable-next-line no-console -- for the developer of the page; people see the first element work
    console.warn(`[${tag}] is registered already, by another copy of Fireside; the first one stays. Load it once.`);
  }
}
