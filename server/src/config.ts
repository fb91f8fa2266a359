/** Configuration: read from the environment once, checked here, and nowhere else. */
import type { AllowedOrigins } from './access/origins.ts';
import type { LiveKitSettings } from './livekit/settings.ts';
import { isTurn, readIceUri, type TurnSettings } from './turn.ts';

/** Where the key of host tokens comes from. */
export type HostKeys =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'jwks'; readonly url: URL }
  /** A secret of this machine, made at the first start and kept in the data folder. */
  | { readonly kind: 'development' };

export interface Config {
  /** 0 takes a free port. */
  readonly port: number;
  /** The address to listen on. Only this machine by default: opening up is a decision. */
  readonly host: string;
  /** Folder of the SQLite file and of the development secret. */
  readonly data: string;
  readonly hostKeys: HostKeys;
  /** Pages that may use the server. */
  readonly origins: AllowedOrigins;
  /** What helps browsers to reach each other in a peer call. */
  readonly turn: TurnSettings;
  /** The media server that carries calls; null where browsers carry them themselves. */
  readonly livekit: LiveKitSettings | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** One or more settings are wrong; the message says which and why, a sentence each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

const MIN_SECRET_BYTES = 32;

/**
 * Reads the settings of docs: FIRESIDE_PORT, FIRESIDE_HOST, FIRESIDE_DATA, FIRESIDE_SECRET or FIRESIDE_JWKS_URL,
 * FIRESIDE_ORIGINS, TURN_URLS, TURN_SECRET, LIVEKIT_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET, FIRESIDE_RECORDING. An empty
 * value counts as unset.
 * @throws ConfigError
 */
export function readConfig(env: Environment): Config {
  const problems: string[] = [];
  const problem = (sentence: string): null => {
    problems.push(sentence);
    return null;
  };
  const value = (name: string): string | undefined => env[name]?.trim() || undefined;

  const port = readPort('FIRESIDE_PORT', value('FIRESIDE_PORT'), 4001, problem);
  const hostKeys = readHostKeys(env.FIRESIDE_SECRET, value('FIRESIDE_JWKS_URL'), problem);
  const origins = readOrigins(value('FIRESIDE_ORIGINS'), problem);
  const turn = readTurn(value('TURN_URLS'), env.TURN_SECRET || null, problem);
  const livekit = readLiveKit(env, value('LIVEKIT_URL'), problem);
  checkRecording(value('FIRESIDE_RECORDING'), problem);
  const intranet = readPort('INTRANET_PORT', value('INTRANET_PORT'), 4000, problem);
  if (port === null || hostKeys === null || intranet === null || problems.length > 0) throw new ConfigError(problems);
  return {
    port,
    host: value('FIRESIDE_HOST') ?? '127.0.0.1',
    data: value('FIRESIDE_DATA') ?? '.data',
    hostKeys,
    origins: origins
      ? { own: false, others: origins }
      : { own: true, others: hostKeys.kind === 'development' ? exampleOrigins(intranet) : [] },
    turn,
    livekit,
  };
}

type Problem = (sentence: string) => null;

function readPort(name: string, text: string | undefined, fallback: number, problem: Problem): number | null {
  if (text === undefined) return fallback;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  return problem(`${name} is ${JSON.stringify(text)}; it must be a whole number from 0 to 65535.`);
}

function readHostKeys(secret: string | undefined, jwks: string | undefined, problem: Problem): HostKeys | null {
  if (secret && jwks)
    return problem('FIRESIDE_SECRET and FIRESIDE_JWKS_URL are both set; host tokens have one source of keys.');
  if (secret) {
    // The value itself stays out of the sentence: it may be half a secret.
    const bytes = Buffer.byteLength(secret);
    if (bytes >= MIN_SECRET_BYTES) return { kind: 'secret', secret };
    return problem(
      `FIRESIDE_SECRET has ${bytes} bytes; HS256 needs at least ${MIN_SECRET_BYTES} (RFC 7518 section 3.2).`,
    );
  }
  if (!jwks) return { kind: 'development' };
  const url = URL.parse(jwks);
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url.hostname)))) {
    return { kind: 'jwks', url };
  }
  return problem(`FIRESIDE_JWKS_URL is ${JSON.stringify(jwks)}; it must be an https address.`);
}

function isLocal(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

const listed = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

function readOrigins(text: string | undefined, problem: Problem): string[] | null {
  if (text === undefined) return null;
  const origins: string[] = [];
  for (const part of listed(text)) {
    const url = URL.parse(part);
    if (
      url &&
      (url.protocol === 'https:' || url.protocol === 'http:') &&
      `${url.origin}${url.pathname}` === url.href &&
      url.pathname === '/'
    ) {
      origins.push(url.origin);
    } else {
      problem(
        `FIRESIDE_ORIGINS has ${JSON.stringify(part)}; each origin is scheme, host and port and nothing else, such as https://intranet.example.`,
      );
    }
  }
  return origins;
}

function readTurn(text: string | undefined, secret: string | null, problem: Problem): TurnSettings {
  const urls = new Set<string>();
  for (const part of listed(text ?? '')) {
    const uri = readIceUri(part);
    if (uri) urls.add(uri);
    else {
      problem(
        `TURN_URLS has ${JSON.stringify(part)}; each is such as stun:turn.example:3478, turn:turn.example?transport=tcp or turns:turn.example:443 (RFC 7064, RFC 7065).`,
      );
    }
  }
  const turn = [...urls].find(isTurn);
  if (turn && !secret)
    problem(`TURN_URLS has ${turn}, and TURN_SECRET, from which its credentials are made, is not set.`);
  if (secret && !turn) problem('TURN_SECRET is set, and TURN_URLS has no turn: or turns: server that it could be for.');
  return { urls: [...urls], secret };
}

function readLiveKit(env: Environment, url: string | undefined, problem: Problem): LiveKitSettings | null {
  const key = env.LIVEKIT_API_KEY?.trim();
  const secret = env.LIVEKIT_API_SECRET;
  const all = { LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret };
  const missing = Object.entries(all).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length === 3) return null;
  if (!url || !key || !secret) {
    return problem(
      `LiveKit needs LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET; not set: ${missing.join(', ')}.`,
    );
  }
  const bytes = Buffer.byteLength(secret);
  if (bytes < MIN_SECRET_BYTES) {
    problem(`LIVEKIT_API_SECRET has ${bytes} bytes; LiveKit asks for at least ${MIN_SECRET_BYTES}.`);
  }
  const address = readLiveKitUrl(url, problem);
  return address === null ? null : { url: address, key, secret };
}

/** Without a path, which LiveKit's libraries drop. What is wrong is said without quoting it: it may hold a password. */
function readLiveKitUrl(text: string, problem: Problem): string | null {
  const url = URL.parse(text);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') {
    const scheme = url.protocol.replace('http', 'ws');
    return problem(`LIVEKIT_URL begins with ${url.protocol}//; write ${scheme}// and leave the rest as it is.`);
  }
  if (url?.protocol !== 'ws:' && url?.protocol !== 'wss:') {
    return problem('LIVEKIT_URL must begin with ws:// or wss://, such as wss://livekit.example.');
  }
  if (url.href === `${url.origin}/`) return url.origin;
  return problem('LIVEKIT_URL is scheme, host and port and nothing else, such as wss://livekit.example.');
}

/** Who sets anything else must not believe that it works. */
function checkRecording(text: string | undefined, problem: Problem): void {
  if (text === undefined || text === 'never') return;
  problem(
    `FIRESIDE_RECORDING is ${JSON.stringify(text)}; it can only be never, because Fireside has no way to record.`,
  );
}

/** The example intranet's, under both names of this machine: to a browser they are different origins. */
function exampleOrigins(port: number): string[] {
  return [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
}
