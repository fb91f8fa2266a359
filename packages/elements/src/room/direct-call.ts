/** The way around a media server that cannot be had: a call from browser to browser, where there is somebody for it. */
import type { FiresideSession } from '@fireside/client';
import { msg, str } from '@lit/localize';
import { formatNames } from '../format.ts';

/** So many others can be in a call without a media server. */
const MOST_OTHERS = 3;

const othersHere = ({ presence }: FiresideSession): readonly string[] =>
  presence.value.filter(({ self, role }) => !self && role !== 'observer').map(({ name }) => name);

export function canCallDirectly(session: FiresideSession): boolean {
  const { length } = othersHere(session);
  return length > 0 && length <= MOST_OTHERS;
}

/** What the offer means, or why there is none just now. */
export function directWords(session: FiresideSession): string {
  const names = othersHere(session);
  if (names.length === 0) {
    return msg(
      'As soon as somebody else is here, a direct call is offered: from browser to browser, without that server.',
    );
  }
  if (names.length > MOST_OTHERS) {
    return msg('A direct call, without that server, holds four people, and there are more of you here.');
  }
  return msg(
    str`Without that server you can call ${formatNames(names)} directly, from browser to browser. This session’s call is then a direct one for everybody, and stays so.`,
  );
}
