import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono, type Context } from 'hono';
import { signHostToken } from './host-token.ts';
import { askNextSession } from './next-session.ts';
import { homePage, peoplePage, problemPage, sessionPage, welcomePage } from './pages.ts';
import { findMentorship, findPerson, mentorshipsOf, roleIn, type Person } from './people.ts';
import { isSameOrigin, signIn, signOut, strictHeaders, whoAsks } from './security.ts';

export interface IntranetOptions {
  /** Where Fireside is, as the browser and this backend reach it. */
  server: string;
  /** Where its calls go, `ws(s)://…`, if it has a LiveKit. */
  livekit?: string | undefined;
  /** Shared with Fireside; signs host tokens. */
  secret: string;
  /** Milliseconds since the Unix epoch. */
  now: () => number;
  /** Ends what is under way. */
  signal: AbortSignal;
}

type Env = { Variables: { person: Person } };

const file = (name: string): string => readFileSync(join(import.meta.dirname, '../public', name), 'utf8');

/** The whole intranet as a fetch app: a welcome page, and below `/as/{person}` what that person sees. */
export function createIntranet({ server, livekit, secret, now, signal }: IntranetOptions): Hono<Env> {
  const app = new Hono<Env>();
  const css = file('intranet.css');
  const logo = file('nordhavn.svg');
  const notesAddress = file('notes-address.js');

  app.use(strictHeaders(server, livekit));
  app.get('/intranet.css', (c) => c.body(css, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/nordhavn.svg', (c) => c.body(logo, 200, { 'Content-Type': 'image/svg+xml' }));
  app.get('/notes-address.js', (c) => c.body(notesAddress, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));
  app.get('/', (c) => c.html(welcomePage()));

  for (const path of ['/as/:person', '/as/:person/*'] as const) {
    app.use(path, async (c, next) => {
      const person = findPerson(c.req.param('person'));
      if (person === undefined) return notFound(c);
      c.header('Cache-Control', 'no-store');
      c.set('person', person);
      const asks = await whoAsks(c, person, secret);
      if (asks === 'another') {
        signOut(c, person);
        return c.html(
          problemPage('This is not your page', `The cookie your browser sent is not ${person.name}’s.`, {
            href: `/as/${person.id}`,
            text: `Sign in as ${person.name}`,
          }),
          403,
        );
      }
      if (asks === 'nobody') {
        // A link is all it takes here; whoever follows one is signed in. Only a page does that, never a POST.
        if (c.req.method !== 'GET') return c.json({ error: 'Sign in first.' }, 401);
        await signIn(c, person, secret);
      }
      return next();
    });
  }

  app.get('/as/:person', async (c) => {
    const person = c.var.person;
    const list = mentorshipsOf(person).map(async (mentorship) => {
      if (roleIn(mentorship, person) === 'observer') return { mentorship, next: null };
      const token = await signHostToken(person, mentorship, secret, now());
      return { mentorship, next: await askNextSession(server, mentorship.id, token, now(), signal) };
    });
    return c.html(homePage(person, await Promise.all(list), server));
  });

  app.get('/as/:person/people', (c) => c.html(peoplePage(c.var.person)));

  app.get('/as/:person/mentorships/:mentorship', (c) => {
    const mentorship = findMentorship(c.req.param('mentorship'), c.var.person);
    if (mentorship === undefined) return notFound(c);
    return c.html(sessionPage(c.var.person, mentorship, server, c.req.query('notes') ?? null));
  });

  app.post('/as/:person/mentorships/:mentorship/token', async (c) => {
    if (!isSameOrigin(c)) return c.json({ error: 'A token is given to pages of this intranet only.' }, 403);
    const mentorship = findMentorship(c.req.param('mentorship'), c.var.person);
    if (mentorship === undefined) return c.json({ error: 'There is no such mentorship for you.' }, 404);
    return c.json({ token: await signHostToken(c.var.person, mentorship, secret, now()) });
  });

  app.notFound(notFound);
  return app;
}

function notFound(c: Context): Response | Promise<Response> {
  return c.html(
    problemPage('There is nothing here', 'The page may have moved, or it is not for you.', {
      href: '/',
      text: 'To the front page',
    }),
    404,
  );
}
