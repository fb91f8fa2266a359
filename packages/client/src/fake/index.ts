export { FakeCall, type FakeCallOptions, type FakeOther } from './fake-call.ts';
export { fakeTile } from './fake-tile.ts';
export { connectFakes } from './connect.ts';
export { createFakeSession, fakeKept, FakeSession } from './fake-session.ts';
export type { FakeAnswers, FakeRequest, FakeSessionOptions } from './fake-session.ts';
