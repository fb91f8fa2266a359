import { SignJWT } from 'jose';
import { getPerson, mentorshipsOf, roleIn, type Mentorship, type Person } from './people.ts';

/** Ten minutes: a token only opens the door, then Fireside's own ticket goes on. */
const LIFE_SECONDS = 600;

/**
 * The host token (a JWT, RFC 7519) that tells Fireside who this person is and which mentorship they may enter.
 * @param now milliseconds since the Unix epoch
 * @throws Error when the person has no part in the mentorship
 */
export async function signHostToken(
  person: Person,
  mentorship: Mentorship,
  secret: string,
  now: number,
): Promise<string> {
  const role = roleIn(mentorship, person);
  if (role === null) throw new Error(`${person.id} has no part in ${mentorship.id}.`);
  const seconds = Math.floor(now / 1000);
  return new SignJWT({
    name: person.name,
    mentorship: mentorship.id,
    role,
    members: mentorship.members.map((member) => {
      const { name, tz } = getPerson(member.id);
      return { sub: member.id, name, role: member.role, tz };
    }),
    // Everything this person is a *member* of; observing a mentorship does not make one a member.
    mentorships: mentorshipsOf(person)
      .filter((each) => roleIn(each, person) !== 'observer')
      .map(({ id }) => id),
    locale: person.locale,
    tz: person.tz,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(person.id)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + LIFE_SECONDS)
    .sign(new TextEncoder().encode(secret));
}
