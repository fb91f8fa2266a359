export { FiresideAgenda } from './agenda/agenda.ts';
export {
  FiresideErrorEvent,
  FiresideJoinEvent,
  FiresideLeaveEvent,
  FiresideReadyEvent,
  FiresideSaveStateEvent,
  FiresideWrappedUpEvent,
} from './events.ts';
export { FiresideRoom } from './room/room.ts';
export { FiresideSessionElement } from './session/session.ts';
