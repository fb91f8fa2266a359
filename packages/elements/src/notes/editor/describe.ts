import { BECAME } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { becameWord } from '../../rich-text/became-words.ts';
import { MENU_ID } from './slash-menu.ts';

export interface FieldWords {
  readonly label: string;
  /** Null where something is written. */
  readonly invitation: string | null;
  /** Id of the choice that the keys are on; null while there is none. */
  readonly choice: string | null;
}

/** Names can change with the language; the editor's own attributes are not made anew for that. */
export function describeField(field: HTMLElement, { label, invitation, choice }: FieldWords): void {
  field.ariaLabel = label;
  field.setAttribute(
    'aria-description',
    msg('Escape and then Tab leaves the text; Alt+F10 leads to the text tools; a slash makes something of a line.'),
  );
  if (invitation === null) delete field.dataset.empty;
  else field.dataset.empty = invitation;
  field.ariaPlaceholder = invitation;
  field.ariaAutoComplete = choice === null ? null : 'list';
  setOrRemove(field, 'aria-controls', choice === null ? null : MENU_ID);
  setOrRemove(field, 'aria-activedescendant', choice);
}

/** The words beside lines, for the style sheet; a strict policy forbids style attributes, not the style object. */
export function nameLabels(page: HTMLElement): void {
  const name = (property: string, word: string): void => {
    const value = JSON.stringify(word);
    // Set again, it would be looked for in a whole year of notes.
    if (page.style.getPropertyValue(property) !== value) page.style.setProperty(property, value);
  };
  for (const became of BECAME) {
    const word = becameWord(became);
    name(`--_became-${became}`, word);
    name(`--_pending-${became}`, msg(str`${word}, with Enter`));
  }
}

function setOrRemove(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
