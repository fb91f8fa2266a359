/** The ticket: what the server gives for a host token (`POST /v1/join`). Scripts rely on this shape. */

export type MemberRole = 'mentor' | 'mentee';
export type Role = MemberRole | 'observer';
export type SessionState = 'scheduled' | 'live' | 'wrapped-up' | 'archived' | 'cancelled' | 'did-not-happen';
export type SessionMode = 'video' | 'phone' | 'in-person';
/** `none`, or one of the agendas that the server can fill in once. */
export type TemplateId = 'none' | 'first-session' | 'steady' | 'checkup';
export type Access = 'rw' | 'ro';

export interface Person {
  id: string;
  name: string;
  role: Role;
  /** BCP 47 language tag, or null when the host did not say. */
  locale: string | null;
  /** IANA time zone, or null when the host did not say. */
  tz: string | null;
}

export interface Member {
  id: string;
  name: string;
  role: MemberRole;
  /** IANA time zone as the host last said it of this member; left out or null where it never did. */
  tz?: string | null;
}

export interface Session {
  id: string;
  state: SessionState;
  /** Milliseconds since the Unix epoch; null while no date is set. */
  startsAt: number | null;
  /** Planned length in minutes. */
  minutes: number;
  mode: SessionMode;
  template: TemplateId;
  /** Whether sound or picture are kept anywhere. There is no way to, and every server says so (left out by those of before). */
  recording?: 'never';
  /** When the session before it was wrapped up, ms since the Unix epoch; null for the first. In a ticket only. */
  lastTime?: number | null;
}

/** One entry of `RTCConfiguration.iceServers` (W3C WebRTC section 4.2.4). */
export interface IceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

export interface SignalingAccess {
  /** `ws(s)://…/v1/calls/<session>` */
  url: string;
  /** Of this server; the same as that of the documents. */
  token: string;
}

export interface PeerCallAccess extends SignalingAccess {
  kind: 'peer';
  iceServers: IceServer[];
}

export interface SfuCallAccess {
  kind: 'sfu';
  /** LiveKit's address, `ws(s)://…` */
  url: string;
  /** LiveKit's access token: into this one room, as this one connection, for ten minutes. */
  token: string;
  /** Who the token is for at LiveKit; it names nobody. */
  identity: string;
  /** Where our own server introduces people, as in a peer call. */
  signaling: SignalingAccess;
}

export type CallAccess = PeerCallAccess | SfuCallAccess;
/** What carries sound and picture: the browsers themselves, or a media server (LiveKit). */
export type CallKind = CallAccess['kind'];

export interface DocumentAccess {
  /** `ws(s)://…/v1/docs`; the document's name follows as y-websocket appends it. */
  url: string;
  token: string;
  /** Milliseconds since the Unix epoch, by the server's clock. */
  expiresAt: number;
  access: Record<string, Access>;
  epochs: Record<string, number>;
}

export interface Ticket {
  /** The server's clock in ms; every shared clock is counted from it. */
  now: number;
  person: Person;
  mentorship: { id: string; members: Member[] };
  session: Session;
  documents: DocumentAccess;
  call: CallAccess | null;
}

/** WebSocket subprotocol that the client offers first and the server selects; the ticket's token is offered second. */
export const SUBPROTOCOL = 'fireside';
