/** Programs that tests need and npm does not have: each kind finds its own, or brings it without asking anything. */

export interface Engine {
  readonly name: string;
  readonly path: string;
  readonly version: string;
  /** Where it is from, in words. */
  readonly from: string;
}

export interface EngineKind {
  readonly name: string;
  /** What a person types to have it. */
  readonly command: string;
  /** The program that is there, and starts. */
  find(): Omit<Engine, 'name' | 'from'> | null;
  /** Gets it, as far as this machine lets us; says where from. Whether it is there now is what counts. */
  bring(): string;
}

/** A program is neither there nor to be had. The message is one sentence. */
export class EngineMissing extends Error {
  override readonly name = 'EngineMissing';
  /** What a person types to have it. */
  readonly command: string;
  constructor(kind: EngineKind) {
    super(`${kind.name} was not found and could not be installed.`);
    this.command = kind.command;
  }
}

/** Set in the environment of tests for which everything has been brought that can be. */
export const BROUGHT = 'FIRESIDE_ENGINES_BROUGHT';

/** @throws EngineMissing */
export function findOrBring(kind: EngineKind): Engine {
  const found = kind.find();
  if (found) return { ...found, name: kind.name, from: 'was there' };
  if (process.env[BROUGHT] !== undefined) throw new EngineMissing(kind);
  const from = kind.bring();
  const brought = kind.find();
  if (!brought) throw new EngineMissing(kind);
  return { ...brought, name: kind.name, from };
}

/**
 * For `describe.runIf`: null where a program is missing, which is said with the command that brings it.
 * @throws EngineMissing under `CI=true`, where nothing is left out
 */
export function orLeftOut(kind: EngineKind): Engine | null {
  try {
    return findOrBring(kind);
  } catch (error) {
    if (!(error instanceof EngineMissing) || process.env['CI'] === 'true') throw error;
    console.log(`${error.message} Its tests are left out; this brings it: ${error.command}`);
    return null;
  }
}
