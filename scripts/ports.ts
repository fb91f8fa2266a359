import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A port from the environment.
 * @throws Error with a sentence for the person at the terminal
 */
export function readPort(variable: string, fallback: number): number {
  const text = process.env[variable];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw new Error(`${variable} is "${text}", but a port is a number from 1 to 65535.`);
}

/**
 * Makes sure that nobody listens on a port, before anything slow begins.
 * @throws Error with a sentence that names the port and the variable that changes it
 */
export async function mustBeFree(port: number, what: string, variable: string): Promise<void> {
  // Somebody may listen on all addresses or on loopback only; either would be in the way.
  for (const host of [undefined, '127.0.0.1']) {
    const probe = createServer();
    try {
      probe.listen({ port, ...(host === undefined ? {} : { host }), exclusive: true });
      await once(probe, 'listening');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const why = code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${code})`;
      throw new Error(`Port ${port} for ${what} ${why}. Stop what uses it, or choose another with ${variable}=….`, {
        cause: error,
      });
    }
    probe.close();
    await once(probe, 'close');
  }
}
