import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createIntranet } from './app.ts';
import { chooseNext } from './next-session.ts';

const NOW = Date.UTC(2026, 10, 21, 15, 0);
const HOUR = 60 * 60 * 1000;

/** What Anna reads on her page of mentorships while Fireside answers like this. */
async function homeOfAnna(fireside: RequestListener | null): Promise<string> {
  const stub = createServer(fireside ?? (() => {})).listen(0, '127.0.0.1');
  await once(stub, 'listening');
  const server = `http://127.0.0.1:${(stub.address() as AddressInfo).port}`;
  const close = async (): Promise<void> => {
    stub.close();
    stub.closeAllConnections();
    await once(stub, 'close');
  };
  if (fireside === null) await close();
  else onTestFinished(close);
  const app = createIntranet({
    server,
    secret: 'a-secret-for-tests-that-is-long-enough',
    now: () => NOW,
    signal: new AbortController().signal,
  });
  const response = await app.request('http://intranet.example/as/anna');
  expect(response.status).toBe(200);
  return (await response.text()).replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');
}

function answer(status: number, body: unknown): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

describe('the page of mentorships', () => {
  it('asks Fireside with a host token of this person for each mentorship, and shows the date in their time', async () => {
    const asked: [string, unknown][] = [];
    const text = await homeOfAnna((request, response) => {
      const token = request.headers.authorization!.replace('Bearer ', '');
      asked.push([request.url!, decodeJwt(token)['mentorship']]);
      const session = { id: 's1', state: 'scheduled', startsAt: Date.UTC(2026, 11, 5, 15, 0), minutes: 50 };
      answer(200, { sessions: request.url!.includes('anna-bo') ? [session] : [], before: null })(request, response);
    });
    expect(asked.toSorted()).toEqual([
      ['/v1/mentorships/anna-bo/sessions', 'anna-bo'],
      ['/v1/mentorships/anna-cy/sessions', 'anna-cy'],
    ]);
    expect(text).toMatch(/Next session Saturday,? 5 December at 15:00, 50 minutes/);
    expect(text).toContain('No date yet');
  });

  it('says who is live', async () => {
    const sessions = [{ id: 's1', state: 'live', startsAt: NOW, minutes: 50 }];
    expect(await homeOfAnna(answer(200, { sessions }))).toContain('Live now');
  });

  it('says that Fireside refused, and why', async () => {
    const error = { code: 'token-invalid', message: 'The token is not valid here.', requestId: 'r1' };
    expect(await homeOfAnna(answer(401, { error }))).toContain('(401 token-invalid)');
  });

  it('says that Fireside answered something else', async () => {
    expect(await homeOfAnna((_request, response) => response.end('<h1>Proxy</h1>'))).toContain('cannot read');
  });

  it('says that Fireside cannot be reached', async () => {
    expect(await homeOfAnna(null)).toContain('Fireside cannot be reached just now');
  });
});

describe('the next session', () => {
  const scheduled = (startsAt: number | null) => ({ state: 'scheduled', startsAt, minutes: 60 });

  it('is the earliest scheduled one', () => {
    expect(chooseNext([scheduled(NOW + 9 * HOUR), scheduled(NOW + HOUR), scheduled(null)], NOW)).toEqual({
      kind: 'dated',
      startsAt: NOW + HOUR,
      minutes: 60,
    });
  });

  it('may have been planned to end less than a day ago, not more', () => {
    expect(chooseNext([scheduled(NOW - 24.5 * HOUR)], NOW).kind).toBe('dated');
    expect(chooseNext([scheduled(NOW - 25.5 * HOUR)], NOW).kind).toBe('none');
  });

  it('is none of those that are over or called off', () => {
    const over = ['wrapped-up', 'archived', 'cancelled', 'did-not-happen'];
    expect(
      chooseNext(
        over.map((state) => ({ state, startsAt: NOW + HOUR, minutes: 60 })),
        NOW,
      ),
    ).toEqual({
      kind: 'none',
    });
  });
});
