/** `pnpm --silent run token --sub anna --name Anna --mentorship m1 --role mentor [--minutes 60]`: prints one host token. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { isValidId } from '@fireside/protocol';
import { SignJWT } from 'jose';
import { developmentSecret } from './auth/development-secret.ts';
import { ConfigError, readConfig } from './config.ts';

const USAGE = 'Usage: token --sub ID --name NAME --mentorship ID --role mentor|mentee|observer [--minutes 1..60]';
const ROLES = ['mentor', 'mentee', 'observer'];

/** @throws Error with a sentence for the terminal */
export async function makeToken(args: string[], env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { sub: text, name: text, mentorship: text, role: text, minutes: { ...text, default: '60' } },
  });
  const { sub, name, mentorship, role } = values;
  const minutes = Number(values.minutes);
  if (!isValidId(sub)) throw new Error(`--sub is the person's id.\n${USAGE}`);
  if (!name?.trim()) throw new Error(`--name is the person's name.\n${USAGE}`);
  if (!isValidId(mentorship)) throw new Error(`--mentorship is the mentorship's id.\n${USAGE}`);
  if (!role || !ROLES.includes(role)) throw new Error(`--role is one of ${ROLES.join(', ')}.\n${USAGE}`);
  if (!(minutes > 0 && minutes <= 60)) throw new Error(`--minutes is from 1 to 60.\n${USAGE}`);

  const { hostKeys, data } = readConfig(env);
  if (hostKeys.kind === 'jwks') throw new ConfigError(['FIRESIDE_JWKS_URL is set: only the host can sign tokens.']);
  const secret = hostKeys.kind === 'secret' ? hostKeys.secret : await developmentSecret(data);
  const issued = Math.floor(Date.now() / 1000);
  return new SignJWT({ name: name.trim(), mentorship, role })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(sub)
    .setIssuedAt(issued)
    .setExpirationTime(issued + Math.round(minutes * 60))
    .sign(new TextEncoder().encode(secret));
}

if (import.meta.main) {
  try {
    process.stdout.write(`${await makeToken(process.argv.slice(2), process.env)}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
