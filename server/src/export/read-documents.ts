/** What the documents say, as the file has it. Pure, and nothing in the documents is changed. */
import {
  isEmptyRichText,
  notesOf,
  privateNotesOf,
  readAgenda,
  readBacklog,
  readComments,
  readGoals,
  readNext,
  readOutcomes,
  readPromises,
  readRichText,
  type RichNode,
} from '@fireside/protocol';
import type { ExportedMentorship, ExportedSession } from '@fireside/protocol/http';
import type * as Y from 'yjs';

/** What lies over all sessions. */
export type Lasting = Required<Pick<ExportedMentorship, 'goals' | 'promises' | 'backlog'>>;
/** What the document of one session holds. */
export type Written = Pick<ExportedSession, 'items' | 'outcomes' | 'notes' | 'next'>;

export function readMentorship(doc: Y.Doc): Lasting {
  const comments = readComments(doc);
  return {
    goals: readGoals(doc).map(({ order: _, milestones, ...goal }) => ({
      ...goal,
      milestones: milestones.map(({ order: __, ...milestone }) => milestone),
    })),
    promises: readPromises(doc).map(({ order: _, ...promise }) => promise),
    backlog: readBacklog(doc).map(({ order: _, ...topic }) => ({ ...topic, comments: commentsOn(comments, topic.id) })),
  };
}

export function readSession(doc: Y.Doc): Written {
  const comments = readComments(doc);
  return {
    items: readAgenda(doc).map(({ order: _, wanted: __, ...item }) => ({
      ...item,
      comments: commentsOn(comments, item.id),
    })),
    outcomes: readOutcomes(doc).map(({ order: _, ...outcome }) => outcome),
    notes: words(readRichText(notesOf(doc))),
    next: readNext(doc),
  };
}

export function readPrivateNotes(doc: Y.Doc, session: string): RichNode[] {
  return words(readRichText(privateNotesOf(doc, session)));
}

type Comments = ReturnType<typeof readComments>;

function commentsOn(all: Comments, id: string): ExportedSession['items'][number]['comments'] {
  return (all.get(id) ?? []).map(({ item: _, ...comment }) => comment);
}

/** An editor leaves an empty paragraph where nobody wrote. */
function words(nodes: RichNode[]): RichNode[] {
  return isEmptyRichText(nodes) ? [] : nodes;
}
