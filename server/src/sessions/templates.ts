/** Fills a template into an agenda. Copied once, so a later edit of the template leaves old agendas alone. */
import { addItems, moveItem, readAgenda, scaleBoxes } from '@fireside/protocol';
import type { AgendaTemplate } from '@fireside/protocol/http';
import type * as Y from 'yjs';

/**
 * Adds the items in the language of `locale`, English where there is none, with boxes that fill `minutes`. What people have
 * written before stands where they would come to it: after the last topic of the template, and before its end.
 */
export function fillIn(doc: Y.Doc, { items }: AgendaTemplate, locale: string | null, minutes: number): void {
  const language = locale !== null && new Intl.Locale(locale).language === 'de' ? 'de' : 'en';
  const boxes = scaleBoxes(
    items.map((item) => item.minutes),
    minutes,
  );
  const hadItems = readAgenda(doc).length > 0;
  const ids = addItems(
    doc,
    items.map(({ title, kind }, i) => ({ title: title[language], kind, minutes: boxes[i] ?? null, author: null })),
  );
  if (!hadItems) return;
  const opening = items.findLastIndex((item) => item.kind === 'topic') + 1;
  ids.slice(0, opening).forEach((id, i) => moveItem(doc, id, i));
}
