import type { OtherPerson, RoomView } from './adapter.ts';
import type { LocalView } from './local-media.ts';
import type { CallError, CallPerson, CallSnapshot, CallState, LeaveReason, Tile, VideoView } from './port.ts';
import { videoView } from './video-view.ts';

export interface SnapshotParts {
  readonly person: { readonly id: string; readonly name: string };
  readonly local: LocalView;
  /** Null outside of a call. */
  readonly room: RoomView | null;
  /** Where `room` is null. */
  readonly outside: { readonly state: CallState; readonly leaveReason: LeaveReason | null };
  readonly refusals: readonly CallError[];
  /** Why the call itself failed. */
  readonly failure: CallError | null;
}

export function composeSnapshot(parts: SnapshotParts): CallSnapshot {
  const { local, room, outside, refusals, failure } = parts;
  const trouble: CallError | null = room?.trouble ? { code: room.trouble, device: null } : null;
  const others = room?.others ?? [];
  return {
    state: room?.state ?? outside.state,
    leaveReason: room ? room.leaveReason : outside.leaveReason,
    signal: room?.signal ?? 'ok',
    self: local.self,
    others: others.map(({ person }) => person),
    tiles: composeTiles(parts, others),
    devices: local.devices,
    audioOnly: local.audioOnly,
    quality: room?.quality ?? 'unknown',
    playback: room?.playback ?? 'ok',
    refusals,
    error: failure ?? trouble ?? refusals.at(-1) ?? null,
  };
}

function composeTiles({ person, local }: SnapshotParts, others: readonly OtherPerson[]): Tile[] {
  const { self, tracks } = local;
  const me: CallPerson = {
    id: 'self',
    person: person.id,
    name: person.name,
    microphone: self.microphone.on,
    camera: self.camera.on,
    screen: self.screen.on,
    speaking: self.speaking,
    away: self.away,
    connection: 'connected',
  };
  const own = (on: boolean, track: MediaStreamTrack | null): VideoView | null =>
    on && track ? videoView(track) : null;
  const all = [{ person: me, camera: own(me.camera, tracks.camera), screen: own(me.screen, tracks.screen) }, ...others];
  const seen = (one: OtherPerson): VideoView | null => (local.audioOnly ? null : one.camera);
  const cameras = all.map((one) => tile('camera', one.person, seen(one), one.person === me));
  const screens = all.filter((one) => one.person.screen);
  return [...cameras, ...screens.map((one) => tile('screen', one.person, one.screen, one.person === me))];
}

function tile(kind: Tile['kind'], person: CallPerson, video: VideoView | null, self: boolean): Tile {
  const { id, name, microphone, speaking, away, connection } = person;
  return {
    id: `${id}:${kind}`,
    kind,
    person: person.person,
    name,
    self,
    video,
    microphone,
    speaking,
    away,
    connection,
  };
}
