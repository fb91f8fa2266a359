/** Debian's packages, for what tests need and npm does not have. Nothing is asked on the terminal. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Installs packages where this is Debian and we are root; elsewhere it does nothing. @param what for the message */
export function bringFromDebian(what: string, ...packages: string[]): void {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID="?debian"?$/m.test(release) || process.getuid?.() !== 0) return;
  console.log(`No ${what} found: installing ${packages.length > 1 ? 'packages' : 'the package'} of Debian.`);
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', ...packages]);
}

/** A failure is printed and not thrown: whether the program is there now is what counts. */
export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  try {
    execFileSync(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', ...env },
    });
  } catch (error) {
    console.error(`${command} ${args.join(' ')} failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
