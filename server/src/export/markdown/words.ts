/** The words around what people wrote, per language. Where a person's language is not here, they are English. */
import type { SessionMode, SessionState } from '@fireside/protocol';

export interface Words {
  readonly withoutDate: string;
  readonly when: string;
  readonly length: string;
  readonly minutes: (minutes: number) => string;
  readonly planned: (minutes: number) => string;
  readonly how: string;
  readonly state: string;
  readonly there: string;
  readonly members: string;
  readonly takenAlong: string;
  readonly modes: Readonly<Record<SessionMode, string>>;
  readonly states: Readonly<Record<SessionState, string>>;
  readonly takeaways: string;
  readonly decisions: string;
  readonly promises: string;
  readonly kept: string;
  readonly keptOn: (day: string) => string;
  readonly byDay: (day: string) => string;
  readonly byNext: string;
  readonly nextMeeting: string;
  readonly agenda: string;
  readonly items: Readonly<Record<'open' | 'discussed' | 'parked', string>>;
  readonly notes: string;
  readonly addedAfterwards: string;
  readonly addedBy: (name: string, day: string) => string;
  readonly onlyForMe: string;
  readonly nothing: string;
  readonly damaged: string;
  readonly goals: string;
  readonly history: string;
  readonly goalStatus: Readonly<Record<'open' | 'reached' | 'let-go', string>>;
  readonly setAsGoal: string;
  readonly takenUpAgain: string;
  readonly stepDone: (title: string) => string;
  readonly stepOpen: (title: string) => string;
  readonly corrected: string;
  readonly parkedForLater: string;
}

const en: Words = {
  withoutDate: 'Without a date',
  when: 'When',
  length: 'Length',
  minutes: (minutes) => `${minutes} min`,
  planned: (minutes) => `${minutes} min planned`,
  how: 'How',
  state: 'State',
  there: 'Who was there',
  members: 'Members',
  takenAlong: 'Taken along',
  modes: { video: 'video', phone: 'by phone', 'in-person': 'in person' },
  states: {
    scheduled: 'lies ahead',
    live: 'under way',
    'wrapped-up': 'wrapped up',
    archived: 'archived',
    cancelled: 'cancelled',
    'did-not-happen': 'did not happen',
  },
  takeaways: 'Takeaways',
  decisions: 'Decisions',
  promises: 'Promises',
  kept: 'kept',
  keptOn: (day) => `kept on ${day}`,
  byDay: (day) => `by ${day}`,
  byNext: 'by next time',
  nextMeeting: 'Next meeting',
  agenda: 'Agenda',
  items: { open: 'open', discussed: 'discussed', parked: 'parked' },
  notes: 'Notes',
  addedAfterwards: 'Added afterwards',
  addedBy: (name, day) => `${name}, ${day}`,
  onlyForMe: 'Only for me',
  nothing: 'Nothing was written down.',
  damaged: 'Something here could not be read any more and is left out; the rest is complete.',
  goals: 'Goals',
  history: 'What happened',
  goalStatus: { open: 'open', reached: 'reached', 'let-go': 'let go' },
  setAsGoal: 'set as a goal',
  takenUpAgain: 'taken up again',
  stepDone: (title) => `step “${title}” done`,
  stepOpen: (title) => `step “${title}” open again`,
  corrected: 'corrected',
  parkedForLater: 'Parked for later',
};

const de: Words = {
  withoutDate: 'Ohne Datum',
  when: 'Wann',
  length: 'Dauer',
  minutes: (minutes) => `${minutes} Min.`,
  planned: (minutes) => `${minutes} Min. geplant`,
  how: 'Wie',
  state: 'Stand',
  there: 'Dabei waren',
  members: 'Mitglieder',
  takenAlong: 'Mitgenommen',
  modes: { video: 'Video', phone: 'am Telefon', 'in-person': 'vor Ort' },
  states: {
    scheduled: 'steht bevor',
    live: 'läuft gerade',
    'wrapped-up': 'abgeschlossen',
    archived: 'archiviert',
    cancelled: 'abgesagt',
    'did-not-happen': 'fand nicht statt',
  },
  takeaways: 'Erkenntnisse',
  decisions: 'Entscheidungen',
  promises: 'Versprechen',
  kept: 'gehalten',
  keptOn: (day) => `gehalten am ${day}`,
  byDay: (day) => `bis ${day}`,
  byNext: 'bis zum nächsten Mal',
  nextMeeting: 'Nächstes Treffen',
  agenda: 'Agenda',
  items: { open: 'offen', discussed: 'besprochen', parked: 'geparkt' },
  notes: 'Notizen',
  addedAfterwards: 'Danach ergänzt',
  addedBy: (name, day) => `${name}, ${day}`,
  onlyForMe: 'Nur für mich',
  nothing: 'Es wurde nichts festgehalten.',
  damaged: 'Etwas war hier nicht mehr lesbar und fehlt; alles andere ist da.',
  goals: 'Ziele',
  history: 'Was geschah',
  goalStatus: { open: 'offen', reached: 'erreicht', 'let-go': 'losgelassen' },
  setAsGoal: 'als Ziel gesetzt',
  takenUpAgain: 'wieder aufgenommen',
  stepDone: (title) => `Schritt „${title}“ erledigt`,
  stepOpen: (title) => `Schritt „${title}“ wieder offen`,
  corrected: 'berichtigt',
  parkedForLater: 'Für später geparkt',
};

const LANGUAGES: Readonly<Record<string, Words>> = { en, de };

/** The words and the tag for dates that go with a person's language (BCP 47; null where nobody said). */
export function wordsFor(locale: string | null): { readonly words: Words; readonly locale: string } {
  const tag = locale ?? 'en';
  const words = LANGUAGES[tag.split('-')[0]!.toLowerCase()];
  return words ? { words, locale: tag } : { words: en, locale: 'en' };
}
