/** Whether a server has come to what the model has come to; and what is true whatever the model says. */
import { readAgenda, readBacklog } from '@fireside/protocol';
import { expect } from 'vitest';
import { MENTORSHIP_DOC, sessionDoc, type World } from '../../testing/world.ts';
import type { Model, ModelSession } from './model.ts';

type Agendas = ReadonlyMap<ModelSession, [title: string, state: string][]>;

/** `titles` are of all items that were ever written. */
export async function compare(world: World, model: Model, titles: readonly string[]): Promise<void> {
  const { db } = world.rows;
  const rows = await db.selectFrom('session').selectAll().execute();
  meet(model, rows);
  const recaps = await db.selectFrom('recap').select('session').execute();
  const agendas: Agendas = new Map(
    await Promise.all(model.sessions.map(async (one) => [one, await agendaOf(world, one)] as const)),
  );
  for (const [session, agenda] of agendas) {
    const { state, startsAt, wrappedUpAt, id, revisions } = session;
    const row = rows.find((one) => one.id === id);
    const found = recaps.filter((recap) => recap.session === id).length;
    expect({
      state: row?.state,
      startsAt: row?.starts_at,
      wrappedUpAt: row?.wrapped_up_at,
      revisions: found,
      agenda,
    }).toEqual({ state, startsAt, wrappedUpAt, revisions, agenda: [...session.agenda].sort() });
  }
  const backlog = await world.read(MENTORSHIP_DOC, (doc) => readBacklog(doc).map(({ title }) => title));
  expect(backlog.sort()).toEqual([...model.backlog].sort());
  nothingIsLost(agendas, backlog, titles);
}

/** A session that the server has made gets its id in the model, too: no step makes two. */
function meet(model: Model, rows: readonly { readonly id: string }[]): void {
  const known = new Set(model.sessions.map(({ id }) => id));
  const fresh = rows.filter(({ id }) => !known.has(id));
  const nameless = model.sessions.filter(({ id }) => id === null);
  expect(fresh.length).toBeLessThan(2);
  expect(nameless).toHaveLength(fresh.length);
  for (const [i, session] of nameless.entries()) session.id = fresh[i]?.id ?? null;
}

async function agendaOf(world: World, { id }: ModelSession): Promise<[string, string][]> {
  const items = await world.read(sessionDoc(id ?? ''), readAgenda);
  return items.map(({ title, state }): [string, string] => [title, state]).sort();
}

/** What was not talked about lies ahead, and in one place. */
function nothingIsLost(agendas: Agendas, backlog: readonly string[], titles: readonly string[]): void {
  const ahead: string[] = [...backlog];
  const discussed = new Set<string>();
  for (const [{ state: of }, agenda] of agendas) {
    for (const [title, state] of agenda) {
      if (of === 'scheduled' || of === 'live') ahead.push(title);
      else if (state === 'discussed') discussed.add(title);
    }
  }
  expect(ahead).toHaveLength(new Set(ahead).size);
  expect(titles.filter((title) => !ahead.includes(title) && !discussed.has(title))).toEqual([]);
}
