export { errors, errorEntry, isErrorCode, FiresideError, type ClientAction, type ErrorCode } from './errors.ts';
export { checkId, isValidId, newId } from './ids.ts';
export {
  SUBPROTOCOL,
  type Access,
  type CallAccess,
  type CallKind,
  type DocumentAccess,
  type IceServer,
  type Member,
  type MemberRole,
  type PeerCallAccess,
  type Person,
  type Role,
  type Session,
  type SessionMode,
  type SessionState,
  type SfuCallAccess,
  type SignalingAccess,
  type TemplateId,
  type Ticket,
} from './ticket.ts';
export {
  encodeRefused,
  encodeSaved,
  encodeState,
  MESSAGE_AWARENESS,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_REFUSED,
  MESSAGE_SAVED,
  MESSAGE_STATE,
  MESSAGE_SYNC,
  readRefused,
  readSaved,
  readState,
} from './sync-frames.ts';
export {
  MAX_SIGNAL_BYTES,
  parseFromClient,
  parseFromServer,
  SIGNAL_PING_SECONDS,
  type CallPeer,
  type IceCandidate,
  type SessionDescription,
  type Signal,
  type SignalingFromClient,
  type SignalingFromServer,
} from './signaling.ts';
export { documentName, parseDocumentName, type DocumentAddress, type DocumentKind } from './documents/names.ts';
export { cleanLine, cleanText, MAX_ADDENDUM, MAX_LINE, MAX_SEARCH } from './documents/text.ts';
export { isNewer, SCHEMA, writeSchema } from './documents/schema.ts';
export {
  countUnreadableItems,
  isDoubted,
  ITEM_KINDS,
  readAgenda,
  readReady,
  type AgendaItem,
  type ItemKind,
  type ItemOrigin,
  type ItemState,
} from './documents/agenda.ts';
export {
  addItem,
  addItems,
  deleteItem,
  editItem,
  fitMinutes,
  moveItem,
  restoreItem,
  setItemState,
  setMinutes,
  setReady,
  setStillWanted,
  type Boxes,
  type NewItem,
} from './documents/agenda-operations.ts';
export { scaleBoxes } from './documents/boxes.ts';
export { elapsed, pausedAt, readClock, type Away, type Clock, type Current } from './documents/clock.ts';
export { comeBack, stepAway, stopClock, talkAbout } from './documents/clock-operations.ts';
export { addComment, deleteComment, readComments, restoreComment, type Comment } from './documents/comments.ts';
export { changesSince, type Change, type Seen } from './documents/changes.ts';
export { readLooked, setLooked, setOwnClient, type Looked } from './documents/looked.ts';
export { markRead, readMarks, setReadSince, type ReadMark, type ReadMarks } from './documents/read-marks.ts';
export {
  addOutcome,
  deleteOutcome,
  editOutcome,
  readNext,
  readOutcomes,
  restoreOutcome,
  setNext,
  type NextDate,
  type Outcome,
  type OutcomeKind,
} from './documents/outcomes.ts';
export {
  countUnreadableGoals,
  readGoals,
  type Goal,
  type GoalEntry,
  type GoalStatus,
  type Milestone,
} from './documents/goals.ts';
export {
  addGoal,
  addGoalEntry,
  addMilestone,
  deleteGoal,
  deleteMilestone,
  editGoal,
  editMilestone,
  moveGoal,
  restoreGoal,
  restoreMilestone,
  setGoalStatus,
  setMilestoneDone,
} from './documents/goal-operations.ts';
export { countUnreadablePromises, isDay, readPromises, type Due, type Promised } from './documents/promises.ts';
export {
  addPromise,
  deletePromise,
  dropDatePromise,
  editPromise,
  promiseDate,
  restorePromise,
  setPromiseKept,
} from './documents/promise-operations.ts';
export {
  addCarriedComments,
  addToBacklog,
  carryComments,
  carryToAgenda,
  carryToBacklog,
  deleteBacklogItem,
  missingComments,
  restoreBacklogItem,
  takeUp,
} from './documents/carry.ts';
export { readBacklog, type BacklogItem } from './documents/backlog.ts';
export {
  BECAME,
  isEmptyRichText,
  notesOf,
  plainText,
  privateNotesOf,
  privateNotesSessions,
  readRichText,
  type Became,
  type RichMark,
  type RichNode,
} from './documents/rich-text.ts';
export { readSections, type Section } from './documents/sections.ts';
export { readRecap, type RecapContent } from './documents/recap.ts';
export { foundPlaces, type FoundPlace } from './search/found-places.ts';
export { foldLetters, hasWord, SPACELESS } from './search/letters.ts';
export { readSearch, type SearchPart } from './search/query.ts';
