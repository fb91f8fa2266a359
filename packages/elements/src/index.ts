export { FiresideAgenda } from './agenda/agenda.ts';
export {
  FiresideCallStateEvent,
  FiresideDeviceErrorEvent,
  FiresideErrorEvent,
  FiresideJoinEvent,
  FiresideLeaveEvent,
  FiresideReadyEvent,
  FiresideSaveStateEvent,
  FiresideViewEvent,
  FiresideWrappedUpEvent,
} from './events.ts';
export { FiresideGoals } from './goals/goals.ts';
export { FiresideNotes } from './notes/notes.ts';
export { FiresidePromiseList } from './promise-list/promise-list.ts';
export { FiresideReview } from './review/review.ts';
export { FiresideRoom } from './room/room.ts';
export { FiresideSessionElement } from './session/session.ts';
