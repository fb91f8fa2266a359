import { FiresideError } from '../errors.ts';
import { checkId, isValidId } from '../ids.ts';

/** What a document's name says (one Y.Doc per privacy boundary, because only a document can really be refused). Ids are decoded. */
export type DocumentAddress =
  | { kind: 'mentorship'; mentorship: string }
  | { kind: 'session'; session: string }
  | { kind: 'private'; mentorship: string; person: string };

export type DocumentKind = DocumentAddress['kind'];

/**
 * The name of a document: each id is encoded with `encodeURIComponent`, once.
 * @throws FiresideError `invalid-id`
 */
export function documentName(address: DocumentAddress): string {
  const part = (id: string, what: string): string => encodeURIComponent(checkId(id, what));
  switch (address.kind) {
    case 'mentorship':
      return `mentorship/${part(address.mentorship, 'mentorship')}`;
    case 'session':
      return `session/${part(address.session, 'session')}`;
    case 'private':
      return `private/${part(address.mentorship, 'mentorship')}/${part(address.person, 'person')}`;
  }
}

/**
 * Reads a document's name; each part is decoded once. Only the one spelling that `documentName` makes is taken, so that
 * two names never mean one document.
 * @throws FiresideError `not-found`
 */
export function parseDocumentName(name: string): DocumentAddress {
  const address = read(name);
  if (address === null || documentName(address) !== name) throw new FiresideError('not-found');
  return address;
}

function read(name: string): DocumentAddress | null {
  const [kind, ...encoded] = name.split('/');
  const ids: string[] = [];
  for (const part of encoded) {
    const id = decode(part);
    if (!isValidId(id)) return null;
    ids.push(id);
  }
  const [first, second] = ids;
  if (first === undefined) return null;
  if (kind === 'mentorship' && ids.length === 1) return { kind, mentorship: first };
  if (kind === 'session' && ids.length === 1) return { kind, session: first };
  if (kind === 'private' && ids.length === 2 && second !== undefined) {
    return { kind, mentorship: first, person: second };
  }
  return null;
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null; // a malformed percent sequence (ECMA-262 section 19.2.6): no such document
  }
}
