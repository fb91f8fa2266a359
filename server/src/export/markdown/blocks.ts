/** The few shapes that pages are made of. */
import type { BlockContent, ListItem, PhrasingContent } from 'mdast';
import { text } from './text.ts';

export type Level = 1 | 2 | 3 | 4;

export function heading(level: Level, words: string): BlockContent {
  return { type: 'heading', depth: level, children: [text(words)] };
}

export function paragraph(words: string): BlockContent {
  return { type: 'paragraph', children: [text(words)] };
}

export function quiet(words: string): PhrasingContent {
  return { type: 'emphasis', children: [text(words)] };
}

/** A heading with what stands below it; nothing where there is nothing. */
export function section(level: Level, title: string, blocks: readonly BlockContent[]): BlockContent[] {
  return blocks.length === 0 ? [] : [heading(level, title), ...blocks];
}

export function list(items: readonly ListItem[]): BlockContent[] {
  return items.length === 0 ? [] : [{ type: 'list', ordered: false, spread: false, children: [...items] }];
}

interface Row {
  readonly words: string;
  /** What is known of it, after the words. */
  readonly facts?: readonly string[];
  /** Of a task, whether it is done. */
  readonly checked?: boolean;
  readonly below?: readonly BlockContent[];
}

export function row({ words, facts = [], checked, below = [] }: Row): ListItem {
  const known = facts.filter((fact) => fact !== '').join(' · ');
  const children: PhrasingContent[] = [text(words)];
  if (known !== '') children.push(text(' — '), quiet(known));
  return {
    type: 'listItem',
    spread: false,
    checked: checked ?? null,
    children: [{ type: 'paragraph', children }, ...below],
  };
}

/** "**Length:** 50 min"; null where there is nothing to say. */
export function fact(name: string, value: string): ListItem | null {
  if (value === '') return null;
  const title: PhrasingContent = { type: 'strong', children: [text(`${name}:`)] };
  return {
    type: 'listItem',
    spread: false,
    children: [{ type: 'paragraph', children: [title, text(` ${value}`)] }],
  };
}

/** Lines that somebody wrote without any markup, as paragraphs and line breaks. */
export function plainParagraphs(words: string): BlockContent[] {
  return words
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => ({
      type: 'paragraph',
      children: part
        .trim()
        .split('\n')
        .flatMap((line, index): PhrasingContent[] => (index === 0 ? [text(line)] : [{ type: 'break' }, text(line)])),
    }));
}
