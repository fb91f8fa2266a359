/** A page of somebody else that embeds Fireside, under a policy as strict as the intranet's; a test says what it does wrong. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

import { createServer, type ServerResponse } from 'node:http';
import type { World } from './world.ts';

/** What the token endpoint does: a token, another answer, or a cut connection. */
export type TokenAnswer = string | { readonly status: number; readonly body: string } | 'cut';

export interface Host {
  readonly origin: string;
  /** How often a token was asked for. */
  readonly asked: number;
  /** Answers `POST /fireside-token?as=<person>&mentorship=<id>`. */
  answer: (person: string, mentorship: string) => Promise<TokenAnswer> | TokenAnswer;
  /** Puts a page at `path` and answers its address. */
  put(path: string, html: string): string;
  /** A page with one `<fireside-session>` of these attributes, or with the script alone. */
  embed(world: World, attributes: Readonly<Record<string, string>> | null): string;
  /** `examples/vanilla/minimal.html`, with the server of this world for the one in it. */
  putMinimal(world: World): Promise<string>;
  close(): Promise<void>;
}

function strictPolicy({ server }: World): string {
  return [
    "default-src 'none'",
    // The same server under another name stands for another copy of the script.
    `script-src ${server} ${server.replace('127.0.0.1', 'localhost')}`,
    `connect-src 'self' ${server} ${server.replace('http', 'ws')}`,
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ].join('; ');
}

/** `name`: how browsers call it; with `--host-resolver-rules` another one than the loopback address. */
export async function startHost(name = '127.0.0.1'): Promise<Host> {
  const pages = new Map<string, string>();
  let policy = '';
  let asked = 0;

  async function giveToken(url: URL, response: ServerResponse): Promise<void> {
    asked += 1;
    const answer = await host.answer(url.searchParams.get('as') ?? 'anna', url.searchParams.get('mentorship') ?? '');
    if (answer === 'cut') return void response.destroy();
    const { status, body } =
      typeof answer === 'string' ? { status: 200, body: JSON.stringify({ token: answer }) } : answer;
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://host');
    if (request.method === 'POST' && url.pathname === '/fireside-token') return void giveToken(url, response);
    const page = pages.get(url.pathname);
    if (page === undefined) return void response.writeHead(204).end();
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
      .end(page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no free port');

  const host: Host = {
    origin: `http://${name}:${address.port}`,
    get asked() {
      return asked;
    },
    answer: () => ({ status: 404, body: '' }),
    put(path, html) {
      pages.set(path, html);
      return `${host.origin}${path}`;
    },
    embed(world, attributes) {
      policy = strictPolicy(world);
      const text = Object.entries(attributes ?? {}).map(([key, value]) => `${key}="${value}"`);
      const element = attributes ? `<fireside-session ${text.join(' ')}></fireside-session>` : '';
      return host.put(
        `/page-${pages.size}`,
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title>
        <script type="module" src="${world.server}/fireside.js"></script><main>${element}</main></html>`,
      );
    },
    async putMinimal(world) {
      policy = strictPolicy(world);
      const page = await readFile(new URL('../../../examples/vanilla/minimal.html', import.meta.url), 'utf8');
      return host.put('/minimal.html', page.replaceAll('http://localhost:4001', world.server));
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return host;
}
