export { createCall } from './call/create-call.ts';
export type {
  Call,
  CallContext,
  CallError,
  CallPerson,
  CallSnapshot,
  CallState,
  Device,
  DeviceKind,
  Devices,
  LeaveReason,
  LocalDevice,
  Tile,
  VideoView,
} from './call/port.ts';
export { isInCall } from './call/port.ts';
export { isOfMediaServer } from './call/refusals.ts';
export type { CheckOptions, CheckResult, CheckStep } from './check/result.ts';
export { listPromises, type PromiseRequest } from './promises.ts';
export { createSession } from './session.ts';
export type { Preferences } from './preferences.ts';
export { Subject, type Observable } from './observable.ts';
export type { ExportedFile, ExportQuery, SavedNotes, SessionQuery } from './saved-notes.ts';
export type {
  EnterOptions,
  FiresideSession,
  KeptAnswer,
  KeptText,
  Presence,
  SaveState,
  SessionDocuments,
  SessionOptions,
  SessionStatus,
  SharedDocument,
} from './session-port.ts';
