/** The template *steady*: fifty minutes for a pair that meets regularly. Copied once, so a later change leaves old agendas alone. */
import type { NewItem, TemplateId } from '@fireside/protocol';

type Language = 'en' | 'de';

interface Block {
  readonly title: Readonly<Record<Language, string>>;
  readonly kind: NonNullable<NewItem['kind']>;
  readonly minutes: number;
}

const STEADY: readonly Block[] = [
  { title: { en: 'Arrive', de: 'Ankommen' }, kind: 'arrival', minutes: 5 },
  { title: { en: 'What we promised', de: 'Was wir uns vorgenommen haben' }, kind: 'progress', minutes: 5 },
  { title: { en: 'Goal of the day', de: 'Ziel für heute' }, kind: 'progress', minutes: 10 },
  { title: { en: 'The mentee’s topic', de: 'Thema der oder des Mentee' }, kind: 'topic', minutes: 20 },
  { title: { en: 'What I take with me', de: 'Was ich mitnehme' }, kind: 'feedback', minutes: 5 },
  { title: { en: 'Next date', de: 'Nächster Termin' }, kind: 'logistics', minutes: 5 },
];

/** The items of a template in the language of `locale`, English where there is none. */
export function templateItems(template: TemplateId, locale: string | null): NewItem[] {
  if (template === 'none') return [];
  const language: Language = locale !== null && new Intl.Locale(locale).language === 'de' ? 'de' : 'en';
  return STEADY.map(({ title, kind, minutes }) => ({ title: title[language], kind, minutes, author: null }));
}
