import { isInCall, type CallSnapshot, type FiresideSession, type Tile } from '@fireside/client';
import type { ErrorCode } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { formatNames } from '../format.ts';

/** How the connection is, in one line. What is lost here is never lost in silence, and never covers what still works. */
export function connectionWords(session: FiresideSession): string {
  const call = session.call.value;
  if (troubleOf(call) !== null) return ''; // there is a card that says it
  if (!isInCall(call)) return msg('Joining the call…'); // or coming back into it by another way
  if (call.state === 'reconnecting') {
    return msg('Sound and picture are interrupted. Reconnecting… What you write in agenda and notes is safe.');
  }
  if (call.others.length === 0) return waitingWords(session);
  const lost = call.others.filter((one) => one.connection === 'lost').map((one) => one.name);
  if (lost.length > 0) return msg(str`Nothing comes through from ${formatNames(lost)} just now. Reconnecting…`);
  if (call.signal === 'lost') return msg('The server is out of reach just now; you still hear each other.');
  switch (call.quality) {
    case 'good':
      return call.others.length === 1 ? msg('Good connection · just the two of you') : msg('Good connection');
    case 'weak':
      return msg('Weak connection: the picture gives way to the sound');
    case 'lost':
      return msg('Nothing comes through just now; it is tried again');
    case 'unknown':
      return msg('In the call');
  }
}

function waitingWords(session: FiresideSession): string {
  const { mentorship, person } = session.status.value;
  const others = (mentorship?.members ?? []).filter((member) => member.id !== person?.id);
  const [only] = others;
  return others.length === 1 && only
    ? msg(str`${only.name} is not in the call yet`)
    : msg('Nobody else is in the call yet');
}

/** What a tile cannot show by itself; empty where there is nothing to say. */
export function noteOf(tile: Tile, { audioOnly, others }: CallSnapshot): string {
  if (!tile.self && tile.connection === 'lost') return msg('Connection interrupted');
  if (!tile.self && tile.connection === 'connecting') return msg('Connecting…');
  if (tile.kind === 'screen') return '';
  if (tile.away) return msg('Back soon');
  const withheld = audioOnly && !tile.video && others.some((one) => one.person === tile.person && one.camera);
  return withheld ? msg('Picture off: audio only') : '';
}

/** Why there is no call for us although we are in the session; null while there is one, or it is on its way. */
export function refusalOf(call: CallSnapshot): ErrorCode | null {
  if (call.state === 'left' && call.leaveReason !== null && call.leaveReason !== 'left') return call.leaveReason;
  if (!isInCall(call) && call.error !== null && call.error.device === null) return call.error.code;
  return null;
}

/** Why sound and picture find no way, although we are in the call; null where they do. */
export function troubleOf(call: CallSnapshot): ErrorCode | null {
  return isInCall(call) && call.error?.device === null ? call.error.code : null;
}
