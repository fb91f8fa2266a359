import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStage, type Stage } from '../testing/stage.ts';
import { ANNA, BO, createWorld, hours, MENTORSHIP, type World } from '../testing/world.ts';
import { createExports, sessionPath, wholePath, type Exports } from './export.test.kit.ts';

let world: World;
let stage: Stage;
let exports: Exports;
beforeEach(async () => {
  world = await createWorld();
  stage = createStage(world);
  exports = createExports(world);
});
afterEach(() => world.close());

describe('one session', () => {
  it('is Markdown with everything in it', async () => {
    const { bo, id } = await exports.held();
    const markdown = await exports.text(sessionPath(id), bo);
    expect(markdown).toBe(`# Saturday, November 21, 2026

Anna and Bo

- **When:** Saturday, November 21, 2026 at 9:00 AM UTC
- **Length:** 48 min · 50 min planned
- **How:** video
- **State:** wrapped up
- **Who was there:** Anna and Bo

## Takeaways

- One number carries the talk — _Bo_

## Decisions

- Bo talks in March — _Anna_

## Promises

- [ ] Send the outline — _Bo · by November 28, 2026_

## Agenda

- The talk — _discussed · Anna_
  - one number — _Bo · Saturday, November 21, 2026 at 9:00 AM UTC_
- How to say no — _parked · Anna_

## Notes

#### The talk

People remember # one number.
`);
  });

  it('is JSON with everything in it, and its recap', async () => {
    const { bo, id } = await exports.held();
    const file = await exports.json(sessionPath(id, 'format=json'), bo);
    expect(file).toMatchObject({
      $schema: 'http://localhost/schemas/export-1.json',
      format: 'fireside-export',
      version: 1,
      exportedAt: world.now(),
      person: 'bo',
      mentorship: { id: MENTORSHIP, damaged: false },
    });
    expect(file.mentorship).not.toHaveProperty('goals');
    const [session, ...more] = file.sessions;
    expect(more).toEqual([]);
    expect(session).toMatchObject({
      id,
      state: 'wrapped-up',
      attendance: [
        { id: 'anna', name: 'Anna' },
        { id: 'bo', name: 'Bo' },
      ],
      damaged: false,
      items: [
        { title: 'The talk', state: 'discussed', author: 'anna', comments: [{ text: 'one number', author: 'bo' }] },
        { title: 'How to say no', state: 'parked', comments: [] },
      ],
      promises: [{ text: 'Send the outline', owner: 'bo' }],
      revisions: [{ revision: 1, by: 'anna' }],
      recap: { revision: 1, content: { items: [{ title: 'The talk' }, { title: 'How to say no' }] } },
      addenda: [],
    });
    expect(session).not.toHaveProperty('privateNotes');
  });

  it('has the private notes of whoever asks, and only where they ask', async () => {
    const { anna, bo, id } = await exports.held();
    expect(await exports.text(sessionPath(id, 'format=md&private=1'), anna)).toContain(
      '## Only for me\n\nbe patient\n',
    );
    const others = [
      await exports.text(sessionPath(id, 'format=md&private=1'), anna),
      await exports.text(wholePath('format=md&private=1'), anna),
      await exports.text(wholePath('format=json&private=1'), anna),
      await exports.text(sessionPath(id, 'format=json&private=1'), anna),
      await exports.text(sessionPath(id, 'format=md&private=0'), bo),
      await exports.text(wholePath('format=json'), bo),
    ];
    for (const file of others) expect(file).not.toContain('raise');
    expect((await exports.json(sessionPath(id, 'format=json&private=1'), bo)).sessions[0]?.privateNotes).toEqual([
      { type: 'paragraph', content: [{ type: 'text', text: 'ask for a raise' }] },
    ]);
  });

  it('says so where nothing was written', async () => {
    const anna = await world.join(ANNA);
    const markdown = await exports.text(sessionPath(anna.session.id), anna);
    expect(markdown).toMatch(/^# Without a date\n/);
    expect(markdown).toMatch(/\nNothing was written down\.\n$/);
    expect((await exports.json(sessionPath(anna.session.id, 'format=json'), anna)).sessions[0]).toMatchObject({
      state: 'scheduled',
      items: [],
      notes: [],
      recap: null,
    });
  });

  it('shows what its document says now, also where nobody wrapped it up', async () => {
    const { anna } = await stage.live({ 'Under way': 'open' });
    expect(await exports.text(sessionPath(anna.session.id), anna)).toContain('- Under way — _open · Anna_');
  });

  it('is in the language and the zone of whoever asks', async () => {
    const { id } = await exports.held();
    const bo = await world.join(BO, { session: id, claims: { locale: 'de-AT', tz: 'Europe/Vienna' } });
    const markdown = await exports.text(sessionPath(id), bo);
    expect(markdown).toMatch(/^# Samstag, 21\. November 2026\n/);
    expect(markdown).toContain('um 10:00 MEZ');
    expect(markdown).toContain('- [ ] Send the outline — _Bo · bis 28. November 2026_');
  });
});

describe('a whole mentorship', () => {
  it('has goals, promises and the backlog before its sessions, the first one first', async () => {
    const { anna } = await exports.held();
    const booked = await stage.book(anna, { key: 'k', startsAt: world.now() + hours(24) });
    expect(booked.status).toBe(201);
    const markdown = await exports.text(wholePath(), anna);
    const headings = markdown.split('\n').filter((one) => /^#{1,3} /.test(one));
    expect(headings).toEqual([
      '# Anna and Bo',
      '## Goals',
      '### Speak freely',
      '## Promises',
      '## Parked for later',
      '## Saturday, November 21, 2026',
      '### Takeaways',
      '### Decisions',
      '### Promises',
      '### Agenda',
      '### Notes',
      '## Sunday, November 22, 2026',
    ]);
    expect(markdown).toContain('- [ ] A first talk\n');
    expect(markdown).toContain('- [x] Ask for a dry run — _Anna · kept on Saturday, November 21, 2026_');
    expect(markdown).toContain('- Salary — _Bo_');
    const file = await exports.json(wholePath('format=json'), anna);
    expect(file.mentorship).toMatchObject({
      goals: [
        { title: 'Speak freely', milestones: [{ title: 'A first talk', done: false }], history: [{ what: 'status' }] },
      ],
      promises: [{ text: 'Send the outline' }, { text: 'Ask for a dry run', keptAt: expect.any(Number) }],
      backlog: [{ title: 'Salary', comments: [] }, { title: 'How to say no' }],
    });
    expect(file.sessions.map(({ state }) => state)).toEqual(['wrapped-up', 'scheduled']);
  });

  it('has all of many sessions, a page of rows at a time', async () => {
    const anna = await world.join(ANNA);
    for (let index = 0; index < 120; index += 1) {
      await stage.book(anna, { key: `k${index}`, startsAt: world.now() + hours(1 + Math.floor(index / 2)) });
    }
    const { sessions } = await exports.json(wholePath('format=json'), anna);
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(120);
    const dates = sessions.map(({ startsAt }) => startsAt);
    expect(dates).toEqual(dates.toSorted((a, b) => a! - b!));
  });

  it('is something to read where nothing was written', async () => {
    const anna = await world.join(ANNA);
    expect(await exports.text(wholePath(), anna)).toMatch(
      /^# Anna\n\nTaken along: .*\n\nNothing was written down\.\n$/,
    );
    expect((await exports.json(wholePath('format=json'), anna)).sessions).toHaveLength(1);
  });
});
