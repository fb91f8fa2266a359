import { html } from 'hono/html';
import type { NextSession } from './next-session.ts';
import { getPerson, people, roleIn, titleOf, type Mentorship, type Person } from './people.ts';

type Html = ReturnType<typeof html>;

interface Shell {
  title: string;
  /** Signed in; null outside. */
  person: Person | null;
  current: 'mentoring' | 'people' | null;
  head?: Html;
  /** The whole width is for what is embedded. */
  wide?: boolean;
}

function shell({ title, person, current, head, wide = false }: Shell, content: Html): Html {
  const here = (page: Shell['current']): Html | string => (page === current ? html`aria-current="page"` : '');
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Nordhavn</title>
        <link rel="icon" href="/nordhavn.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/intranet.css" />
        ${head ?? ''}
      </head>
      <body>
        <header class="top">
          <a class="brand" href="${person ? `/as/${person.id}` : '/'}">
            <img src="/nordhavn.svg" alt="" width="28" height="28" />Nordhavn
          </a>
          ${
            person === null
              ? ''
              : html`<nav aria-label="Intranet">
                    <a href="/as/${person.id}" ${here('mentoring')}>Mentoring</a>
                    <a href="/as/${person.id}/people" ${here('people')}>People</a>
                  </nav>
                  <p class="me"><span aria-hidden="true">${person.name.charAt(0)}</span>${person.name}</p>`
          }
        </header>
        <main class="${wide ? 'wide' : ''}">${content}</main>
        <footer>
          Nordhavn is made up: it shows how an intranet embeds Fireside. Anybody is signed in by a link here.
        </footer>
      </body>
    </html>`;
}

/** One link per person; no sign-in needed. */
export function welcomePage(): Html {
  return shell(
    { title: 'Welcome', person: null, current: null },
    html`<h1>Who are you today?</h1>
      <p class="lead">Each link signs in as one person. Open several side by side: they do not disturb each other.</p>
      ${peopleList()}`,
  );
}

export function peoplePage(person: Person): Html {
  return shell(
    { title: 'People', person, current: 'people' },
    html`<h1>People</h1>
      <p class="lead">Open the intranet as somebody else; you stay ${person.name} here.</p>
      ${peopleList()}`,
  );
}

function peopleList(): Html {
  return html`<ul class="cards">
    ${people.map(
      ({ id, name, job }) =>
        html`<li class="card">
          <h2>${name}</h2>
          <p>${job}</p>
          <p class="go"><a href="/as/${id}" target="_blank">Open as ${name}</a></p>
        </li>`,
    )}
  </ul>`;
}

/** The mentorships of a person, and what is promised in them: one element of Fireside for all. */
export function homePage(
  person: Person,
  list: readonly { mentorship: Mentorship; next: NextSession | null }[],
  server: string,
): Html {
  // Any token of a member names all their mentorships; an observer is a member of none and has no list.
  const own = list.find(({ mentorship }) => roleIn(mentorship, person) !== 'observer');
  return shell(
    {
      title: 'Mentoring',
      person,
      current: 'mentoring',
      ...(own === undefined ? {} : { head: firesideScript(server) }),
    },
    html`<h1>Mentoring</h1>
      <p class="lead">Good to see you, ${person.name}.</p>
      <ul class="cards">
        ${list.map(
          ({ mentorship, next }) =>
            html`<li class="card">
              <h2>${titleOf(mentorship)}</h2>
              <p>${roleSentence(person, mentorship)}</p>
              <p class="next ${next?.kind === 'live' ? 'live' : ''}">${nextSentence(next, person)}</p>
              <p class="go">
                <a class="button" href="${mentorshipPath(person, mentorship)}">Open the session</a>
              </p>
            </li>`,
        )}
      </ul>
      ${
        own === undefined
          ? ''
          : html`<fireside-promise-list
              server="${server}"
              token-url="${mentorshipPath(person, own.mentorship)}/token"
              href="/as/${person.id}/mentorships/{mentorship}?notes={session}"
            ></fireside-promise-list>`
      }`,
  );
}

const mentorshipPath = (person: Person, { id }: Mentorship): string => `/as/${person.id}/mentorships/${id}`;

const firesideScript = (server: string): Html => html`<script type="module" src="${server}/fireside.js"></script>`;

function roleSentence(person: Person, mentorship: Mentorship): string {
  const role = roleIn(mentorship, person);
  if (role === 'observer') return 'You may read along while they meet.';
  const others = mentorship.members.filter(({ id }) => id !== person.id).map(({ id }) => getPerson(id).name);
  const names = new Intl.ListFormat(person.locale).format(others);
  return role === 'mentor' ? `You are ${names}’s mentor.` : `${names} is your mentor.`;
}

/** `null`: this person may not ask. */
function nextSentence(next: NextSession | null, person: Person): Html | string {
  if (next === null) return 'Their dates are their own.';
  switch (next.kind) {
    case 'live':
      return html`<strong>Live now</strong>`;
    case 'dated':
      return html`Next session <strong>${formatDate(next.startsAt, person)}</strong>, ${next.minutes} minutes`;
    case 'none':
      return 'No date yet: open the session whenever it suits you both.';
    case 'refused':
      return `Fireside would not say when the next session is (${next.why.trim()}).`;
    case 'unreachable':
      return 'Fireside cannot be reached just now, so the next session is not shown here.';
  }
}

function formatDate(time: number, { locale, tz }: Person): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: tz,
  }).format(time);
}

/**
 * The page that embeds Fireside: one script, one element, and a few lines that keep the address. `notes` is the saved session
 * that the address names (empty: their list); null for the session itself.
 */
export function sessionPage(person: Person, mentorship: Mentorship, server: string, notes: string | null): Html {
  const path = mentorshipPath(person, mentorship);
  return shell(
    {
      title: titleOf(mentorship),
      person,
      current: 'mentoring',
      wide: true,
      head: html`${firesideScript(server)}
        <script type="module" src="/notes-address.js"></script>`,
    },
    html`<div class="path">
        <a href="/as/${person.id}">Mentoring</a> <span aria-hidden="true">/</span>
        <h1>${titleOf(mentorship)}</h1>
      </div>
      <fireside-session
        server="${server}"
        mentorship="${mentorship.id}"
        token-url="${path}/token"
        notes-href="${path}?notes={session}"
        ${notes === null ? '' : html`notes="${notes}"`}
      ></fireside-session>`,
  );
}

export function problemPage(title: string, what: string, link: { href: string; text: string }): Html {
  return shell(
    { title, person: null, current: null },
    html`<h1>${title}</h1>
      <p class="lead">${what}</p>
      <p><a class="button" href="${link.href}">${link.text}</a></p>`,
  );
}
