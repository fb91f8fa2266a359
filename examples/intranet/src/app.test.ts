import { decodeJwt, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { createIntranet, type IntranetOptions } from './app.ts';

const SECRET = 'a-secret-for-tests-that-is-long-enough';
const NOW = Date.UTC(2026, 10, 21, 15, 0);
const ORIGIN = 'http://intranet.example';

function intranet({
  secret = SECRET,
  server = 'http://fireside.invalid:4001',
  livekit,
}: Partial<IntranetOptions> = {}) {
  const app = createIntranet({ server, livekit, secret, now: () => NOW, signal: new AbortController().signal });
  const ask = (path: string, init?: RequestInit): Promise<Response> =>
    Promise.resolve(app.request(`${ORIGIN}${path}`, init));
  return {
    ask,
    signIn: async (person: string): Promise<string> =>
      (await ask(`/as/${person}/people`)).headers.get('set-cookie')!.split(';')[0]!,
    token: (path: string, headers: Record<string, string>): Promise<Response> =>
      ask(`${path}/token`, { method: 'POST', headers }),
  };
}

describe('signing in by a link', () => {
  it('gives a cookie that only this person’s pages get', async () => {
    const response = await intranet().ask('/as/anna/mentorships/anna-bo');
    expect(response.status).toBe(200);
    const cookie = response.headers.get('set-cookie');
    expect(cookie).toMatch(/; Path=\/as\/anna;/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
  });

  it('does not give a second one to somebody who is signed in', async () => {
    const { ask, signIn } = intranet();
    const response = await ask('/as/anna/people', { headers: { cookie: await signIn('anna') } });
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it('refuses the cookie of another person, for pages and for tokens', async () => {
    const { ask, token, signIn } = intranet();
    const cookie = await signIn('bo');
    const page = await ask('/as/anna', { headers: { cookie } });
    expect(page.status).toBe(403);
    expect(page.headers.get('set-cookie')).toMatch(/Max-Age=0/);
    expect((await token('/as/anna/mentorships/anna-bo', { cookie, origin: ORIGIN })).status).toBe(403);
  });

  it('refuses a cookie that another intranet signed', async () => {
    const cookie = await intranet({ secret: 'another-secret-that-is-long-enough-too' }).signIn('anna');
    expect((await intranet().ask('/as/anna/people', { headers: { cookie } })).status).toBe(403);
  });

  it('knows nobody else', async () => {
    expect((await intranet().ask('/as/mallory')).status).toBe(404);
  });
});

describe('host tokens', () => {
  async function claims(person: string, mentorship: string): Promise<Record<string, unknown>> {
    const { token, signIn } = intranet();
    const cookie = await signIn(person);
    const response = await token(`/as/${person}/mentorships/${mentorship}`, { cookie, origin: ORIGIN });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = (await response.json()) as { token: string };
    await jwtVerify(body.token, new TextEncoder().encode(SECRET), {
      algorithms: ['HS256'],
      currentDate: new Date(NOW),
    });
    return decodeJwt(body.token);
  }

  it('say who a member is, which mentorship they may enter, and for ten minutes', async () => {
    expect(await claims('anna', 'anna-bo')).toEqual({
      sub: 'anna',
      name: 'Anna',
      mentorship: 'anna-bo',
      role: 'mentor',
      members: [
        { sub: 'anna', name: 'Anna', role: 'mentor', tz: 'Europe/Lisbon' },
        { sub: 'bo', name: 'Bo', role: 'mentee', tz: 'Europe/Copenhagen' },
      ],
      mentorships: ['anna-bo', 'anna-cy'],
      locale: 'en-GB',
      tz: 'Europe/Lisbon',
      iat: NOW / 1000,
      exp: NOW / 1000 + 600,
    });
  });

  it('make an observer a member of nothing', async () => {
    expect(await claims('olga', 'anna-bo')).toMatchObject({ sub: 'olga', role: 'observer', mentorships: [] });
  });

  it('are refused to a POST from another origin, or from none', async () => {
    const { token, signIn } = intranet();
    const cookie = await signIn('anna');
    const path = '/as/anna/mentorships/anna-bo';
    expect((await token(path, { cookie, origin: 'http://evil.example' })).status).toBe(403);
    expect((await token(path, { cookie, origin: 'null' })).status).toBe(403);
    expect((await token(path, { cookie })).status).toBe(403);
  });

  it('are refused to somebody who is not signed in', async () => {
    expect((await intranet().token('/as/anna/mentorships/anna-bo', { origin: ORIGIN })).status).toBe(401);
  });

  it('are refused for a mentorship of others', async () => {
    const { ask, token, signIn } = intranet();
    const cookie = await signIn('bo');
    expect((await token('/as/bo/mentorships/anna-cy', { cookie, origin: ORIGIN })).status).toBe(404);
    expect((await ask('/as/bo/mentorships/anna-cy', { headers: { cookie } })).status).toBe(404);
  });
});

describe('every page', () => {
  it('may also connect to the LiveKit of the calls', async () => {
    const { headers } = await intranet({ livekit: 'wss://livekit.invalid/' }).ask('/');
    expect(headers.get('content-security-policy')).toContain(
      'ws://fireside.invalid:4001 https://livekit.invalid wss://livekit.invalid;',
    );
  });

  it.each(['/', '/as/anna/people', '/as/anna/mentorships/anna-bo', '/nowhere', '/intranet.css'])(
    'has a strict policy: %s',
    async (path) => {
      const { headers } = await intranet().ask(path);
      expect(headers.get('content-security-policy')).toBe(
        [
          "default-src 'none'",
          "script-src 'self' http://fireside.invalid:4001",
          "style-src 'self'",
          "connect-src 'self' http://fireside.invalid:4001 ws://fireside.invalid:4001",
          "img-src 'self' data:",
          "font-src 'self'",
          "form-action 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'",
        ].join('; '),
      );
      expect(headers.get('permissions-policy')).toBe(
        'camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self)',
      );
    },
  );

  it('has neither an inline script nor an inline style', async () => {
    for (const path of ['/', '/as/anna', '/as/anna/people', '/as/anna/mentorships/anna-bo', '/as/mallory']) {
      const text = await (await intranet().ask(path)).text();
      expect(text).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/);
    }
  });
});

describe('the page of a session', () => {
  it('embeds one element and one script of Fireside', async () => {
    const text = await (await intranet().ask('/as/bo/mentorships/anna-bo')).text();
    expect(text).toContain('<script type="module" src="http://fireside.invalid:4001/fireside.js"></script>');
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      '<fireside-session server="http://fireside.invalid:4001" mentorship="anna-bo" token-url="/as/bo/mentorships/anna-bo/token"',
    );
  });
});

describe('the address of saved notes', () => {
  const page = async (query: string): Promise<string> =>
    (await (await intranet().ask(`/as/bo/mentorships/anna-bo${query}`)).text()).replaceAll(/\s+/g, ' ');

  it('says which are read, and nothing where they are not', async () => {
    expect(await page('?notes=s1')).toContain('notes-href="/as/bo/mentorships/anna-bo?notes={session}" notes="s1"');
    expect(await page('?notes=')).toContain(' notes=""');
    expect(await page('')).not.toContain(' notes="');
  });

  it('is text and nothing else', async () => {
    expect(await page('?notes=%22%3E%3Cscript%3E')).toContain('notes="&quot;&gt;&lt;script&gt;"');
  });

  it('is kept by a script file of this page', async () => {
    expect(await page('')).toContain('<script type="module" src="/notes-address.js"></script>');
    const response = await intranet().ask('/notes-address.js');
    expect(response.headers.get('content-type')).toContain('text/javascript');
    expect(await response.text()).toContain('popstate');
  });
});

describe('the page of mentorships', () => {
  const home = async (person: string): Promise<string> =>
    (await (await intranet().ask(`/as/${person}`)).text()).replaceAll(/\s+/g, ' ');

  it('embeds the one list of promises, each linking to its mentorship here', async () => {
    expect(await home('bo')).toContain(
      '<fireside-promise-list server="http://fireside.invalid:4001" token-url="/as/bo/mentorships/anna-bo/token" href="/as/bo/mentorships/{mentorship}?notes={session}" ></fireside-promise-list>',
    );
  });

  it('has none, and no script, for somebody who is a member of nothing', async () => {
    expect(await home('olga')).not.toMatch(/fireside-promise-list|<script/);
  });
});
