import { exportFile, read } from '@fireside/protocol/http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStage, type Stage } from '../testing/stage.ts';
import { ANNA, createWorld, hours, MENTORSHIP_DOC, OLGA, PAGE, sessionDoc, type World } from '../testing/world.ts';
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

describe('the answer', () => {
  it('is a file with a name that every system can keep', async () => {
    const { anna, id } = await exports.held();
    const markdown = await exports.ask(sessionPath(id), anna.documents.token, { origin: PAGE });
    expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(markdown.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''anna-and-bo-2026-11-21.md");
    expect(markdown.headers.get('access-control-expose-headers')).toContain('content-disposition');
    expect(markdown.headers.get('cache-control')).toBe('no-store');
    const whole = await exports.ask(wholePath('format=json'), anna.documents.token);
    expect(whole.headers.get('content-type')).toBe('application/json');
    expect(whole.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''anna-and-bo-2026-11-21.json");
  });

  it('is refused to everybody else, and says nothing about what there is', async () => {
    const { anna, id } = await exports.held();
    await world.join(OLGA, { session: id, claims: { session: id } });
    const elsewhere = { mentorship: 'eva-max' };
    const eva = await world.join({ sub: 'eva', name: 'Eva', role: 'mentor' }, { claims: elsewhere });
    const other = await world.join({ sub: 'anna', name: 'Anna', role: 'mentor' }, { claims: { iss: 'other-host' } });
    const refused = async (path: string, token: string | null) => {
      const response = await exports.ask(path, token);
      const { error } = (await response.json()) as { error: { code: string; message: string } };
      return [response.status, error.code, error.message];
    };
    const unknown = await refused(sessionPath('nobody-has-it'), eva.documents.token);
    expect(unknown).toEqual([404, 'not-found', expect.any(String)]);
    expect(await refused(sessionPath(id), eva.documents.token)).toEqual(unknown);
    expect(await refused(sessionPath(id), other.documents.token)).toEqual(unknown);
    const nowhere = await refused(wholePath('format=md', 'nobody-has-it'), eva.documents.token);
    expect(nowhere).toEqual([404, 'not-found', expect.any(String)]);
    expect(await refused(wholePath(), eva.documents.token)).toEqual(nowhere);
    expect(await refused(sessionPath(id), null)).toEqual([401, 'token-missing', expect.any(String)]);
    expect(await refused(sessionPath(id), await world.token(ANNA))).toEqual([401, 'token-invalid', expect.any(String)]);
    expect(await refused(sessionPath(id, 'format=ics'), anna.documents.token)).toEqual([
      400,
      'malformed',
      expect.any(String),
    ]);
    expect(await refused(sessionPath(id, ''), anna.documents.token)).toEqual([400, 'malformed', expect.any(String)]);
    expect(await refused(sessionPath(id, 'format=md&private=yes'), anna.documents.token)).toEqual([
      400,
      'malformed',
      expect.any(String),
    ]);
  });

  it('is refused to an observer', async () => {
    const { anna } = await stage.live();
    const olga = await world.join(OLGA);
    for (const path of [sessionPath(anna.session.id), wholePath()]) {
      const response = await exports.ask(path, olga.documents.token);
      expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([
        403,
        'not-allowed',
      ]);
    }
  });

  it('is broken off where it fails halfway: no part of a file is taken for a whole one', async () => {
    const { anna } = await exports.held();
    await stage.book(anna, { key: 'k', startsAt: world.now() + hours(24) });
    const response = await exports.ask(wholePath('format=json'), anna.documents.token);
    const reader = response.body!.getReader();
    await reader.read();
    await world.storage.store.close();
    const rest = async (): Promise<void> => {
      while (!(await reader.read()).done);
    };
    await expect(rest()).rejects.toThrow();
    const logged = world.logged.filter(({ event }) => event === 'export-failed');
    expect(logged).toMatchObject([{ requestId: expect.any(String) }]);
  });

  it('is not given to one person again and again', async () => {
    const anna = await world.join(ANNA);
    const statuses: number[] = [];
    for (let asked = 0; asked < 21; asked += 1) {
      const response = await exports.ask(wholePath(), anna.documents.token);
      await response.body?.cancel();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([...Array<number>(20).fill(200), 429]);
  });
});

describe('a damaged document', () => {
  async function damage(name: string): Promise<void> {
    const { db } = world.rows;
    const { id } = await db.selectFrom('doc').select('id').where('name', '=', name).executeTakeFirstOrThrow();
    await world.storage.store.commit({
      appends: [],
      rows: [{ sql: "update doc_update set data = x'ff' where doc = ?", parameters: [id], expect: null }],
    });
  }

  it('leaves the rest, and says so; its recap stands in its place', async () => {
    const { anna, id } = await exports.held();
    const { storage } = world;
    await world.sync.idle();
    await damage(sessionDoc(id));
    const reopened = await createWorld({ storage, now: world.now() });
    const markdown = await (
      await reopened.app.request(sessionPath(id), { headers: { authorization: `Bearer ${anna.documents.token}` } })
    ).text();
    expect(markdown).toContain('Something here could not be read any more and is left out; the rest is complete.');
    expect(markdown).toContain('- One number carries the talk — _Bo_');
    expect(markdown).toContain('People remember # one number.');
    const file = await (
      await reopened.app.request(wholePath('format=json'), {
        headers: { authorization: `Bearer ${anna.documents.token}` },
      })
    ).json();
    expect(read(exportFile, file)).toMatchObject({
      mentorship: { damaged: false },
      sessions: [{ id, damaged: true, items: [{ title: 'The talk' }, { title: 'How to say no' }] }],
    });
    await reopened.sync.close();
  });

  it('of the mentorship leaves its sessions', async () => {
    const { anna, id } = await exports.held();
    await world.sync.idle();
    await damage(MENTORSHIP_DOC);
    const reopened = await createWorld({ storage: world.storage, now: world.now() });
    const file = read(
      exportFile,
      await (
        await reopened.app.request(wholePath('format=json'), {
          headers: { authorization: `Bearer ${anna.documents.token}` },
        })
      ).json(),
    );
    expect(file.mentorship).toMatchObject({ damaged: true, goals: [], promises: [] });
    expect(file.sessions[0]).toMatchObject({ id, damaged: false, promises: [{ text: 'Send the outline' }] });
    await reopened.sync.close();
  });
});

it('publishes the schema to anybody', async () => {
  const response = await exports.ask('/schemas/export-1.json', null);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/schema+json');
  expect(response.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
  const { body } = await world.ask<{ paths: Record<string, unknown> }>('GET', '/openapi.json', null);
  expect(JSON.stringify(body.paths['/v1/sessions/{id}/export'])).toContain('"$ref":"/schemas/export-1.json"');
});
