/** Changes in words. A phrase goes on from a name ("Bo …") or stands alone where nobody knows whose it is. */
import {
  readAgenda,
  readComments,
  readGoals,
  readNext,
  readOutcomes,
  readPromises,
  type Change,
} from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import type * as Y from 'yjs';

/** What people may silence one by one. */
export type Area = 'agenda' | 'promises' | 'notes';

const LONGEST = 80;
/** The next date, among the outcomes. */
const NEXT = 'next';

const AREAS: Readonly<Record<Change['in'], Area>> = {
  agenda: 'agenda',
  backlog: 'agenda',
  comments: 'agenda',
  promises: 'promises',
  goals: 'promises',
  milestones: 'promises',
  outcomes: 'promises',
  notes: 'notes',
};

export function areaOf(change: Change): Area {
  return AREAS[change.in];
}

/** "Bo has added “Spring talk” to the agenda"; without a name, what happened. */
export function sentence(who: string | null, phrase: string): string {
  if (who !== null) return msg(str`${who} has ${phrase}`);
  return phrase.replace(/^./u, (first) => first.toLocaleUpperCase());
}

/** "added “Spring talk” to the agenda"; null where it is not worth a line: an item was moved, or taken up elsewhere. */
export function phraseOf(change: Change, doc: Y.Doc): string | null {
  const fields = new Set(change.fields.filter((field) => field !== 'order'));
  if (change.what === 'changed' && change.in !== 'notes' && fields.size === 0) return null;
  const words = short(change.words);
  if (change.in === 'outcomes' && change.id === NEXT) return nextPhrase(change, doc);
  if (change.what === 'added') return addedPhrase(change, words, doc);
  if (change.what === 'deleted') return hidesDeletion(change) ? null : msg(str`deleted “${words}”`);
  if (fields.has('deleted')) return msg(str`brought “${words}” back`);
  return changedPhrase(change, words, fields, doc);
}

/** A comment that is taken back, or a parked topic that is on an agenda again. */
function hidesDeletion(change: Change): boolean {
  return change.in === 'comments' || change.in === 'backlog';
}

function nextPhrase({ what }: Change, doc: Y.Doc): string {
  if (readNext(doc) === null) return msg('left the next date open');
  return what === 'added' ? msg('suggested a next date') : msg('suggested another next date');
}

function addedPhrase(change: Change, words: string, doc: Y.Doc): string | null {
  switch (change.in) {
    case 'agenda':
      return msg(str`added “${words}” to the agenda`);
    case 'backlog':
      return msg(str`parked “${words}” for later`);
    case 'comments':
      return commentPhrase(change, words, doc);
    case 'goals':
      return msg(str`added the goal “${words}”`);
    case 'milestones':
      return msg(str`added the step “${words}”`);
    case 'promises':
      return msg(str`added the promise “${words}”`);
    case 'outcomes':
      return readOutcomes(doc).find((one) => one.id === change.id)?.kind === 'decision'
        ? msg(str`written down the decision “${words}”`)
        : msg(str`written down the takeaway “${words}”`);
    case 'notes':
      return null;
  }
}

function commentPhrase({ id }: Change, words: string, doc: Y.Doc): string {
  const item = [...readComments(doc)].find(([, comments]) => comments.some((one) => one.id === id))?.[0];
  const title = readAgenda(doc).find((one) => one.id === item)?.title;
  return title === undefined ? msg(str`commented: “${words}”`) : msg(str`commented on “${short(title)}”: “${words}”`);
}

function changedPhrase(change: Change, words: string, fields: ReadonlySet<string>, doc: Y.Doc): string | null {
  const { id } = change;
  switch (change.in) {
    case 'agenda':
      if (fields.has('state')) return statePhrase(id, words, doc);
      if (fields.has('wanted')) return msg(str`said that “${words}” is still wanted`);
      break;
    case 'promises':
      if (fields.has('keptAt')) {
        const kept = readPromises(doc).some((one) => one.id === id && one.keptAt !== null);
        return kept ? msg(str`kept the promise “${words}”`) : msg(str`reopened the promise “${words}”`);
      }
      return msg(str`changed the promise “${words}”`);
    case 'goals':
      if (change.entry !== undefined) {
        return msg(str`written down about the goal “${words}”: “${short(change.entry)}”`);
      }
      if (fields.has('status')) return goalPhrase(id, words, doc);
      break;
    case 'milestones':
      if (fields.has('done')) return stepPhrase(id, words, doc);
      break;
    case 'notes':
      return msg(str`written in the notes: “${words}”`);
    case 'backlog':
      if (fields.has('takenUp')) return null;
      break;
    case 'comments':
    case 'outcomes':
      break;
  }
  return fields.has('title') || fields.has('text') ? msg(str`reworded “${words}”`) : msg(str`changed “${words}”`);
}

function statePhrase(id: string, words: string, doc: Y.Doc): string {
  const state = readAgenda(doc).find((one) => one.id === id)?.state;
  if (state === 'discussed') return msg(str`ticked “${words}”`);
  return state === 'parked' ? msg(str`parked “${words}” for later`) : msg(str`reopened “${words}”`);
}

function goalPhrase(id: string, words: string, doc: Y.Doc): string {
  const status = readGoals(doc).find((one) => one.id === id)?.status;
  if (status === 'reached') return msg(str`marked the goal “${words}” as reached`);
  return status === 'let-go' ? msg(str`let the goal “${words}” go`) : msg(str`reopened the goal “${words}”`);
}

function stepPhrase(id: string, words: string, doc: Y.Doc): string {
  const [goal, step] = id.split('/');
  const milestone = readGoals(doc)
    .find((one) => one.id === goal)
    ?.milestones.find((one) => one.id === step);
  return milestone?.done ? msg(str`ticked the step “${words}”`) : msg(str`reopened the step “${words}”`);
}

function short(words: string): string {
  return words.length <= LONGEST
    ? words
    : `${words
        .slice(0, LONGEST - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
