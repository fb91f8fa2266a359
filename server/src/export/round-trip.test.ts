import { documentName } from '@fireside/protocol';
import { exportFile, read, type ExportFile } from '@fireside/protocol/http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createStage } from '../testing/stage.ts';
import { ANNA, createWorld, MENTORSHIP, MENTORSHIP_DOC, sessionDoc, type World } from '../testing/world.ts';
import { randomContent, writeLasting, writePrivate, writeSession, type Content } from './content.test.kit.ts';

const PRIVATE_DOC = documentName({ kind: 'private', mentorship: MENTORSHIP, person: 'anna' });

interface Taken {
  /** The id of its session. */
  readonly id: string;
  readonly file: ExportFile;
  readonly schema: object;
}

/** Puts content into a world of its own, where promises of the session `here` are of its own, and takes it along again. */
async function take({ session, lasting }: Content, here = 'here'): Promise<Taken> {
  const world = await createWorld();
  try {
    const { anna } = await createStage(world).live();
    const { id } = anna.session;
    await world.write(ANNA, sessionDoc(id), (doc) => writeSession(doc, session));
    await world.write(ANNA, PRIVATE_DOC, (doc) => writePrivate(doc, id, session));
    const promises = (lasting.promises ?? []).map((promise) =>
      promise.from?.session === here ? { ...promise, from: { ...promise.from, session: id } } : promise,
    );
    await world.write(ANNA, MENTORSHIP_DOC, (doc) => writeLasting(doc, { ...lasting, promises }));
    const path = `/v1/mentorships/${MENTORSHIP}/export?format=json&private=1`;
    return {
      id,
      file: JSON.parse(await textOf(world, path, anna.documents.token)) as ExportFile,
      schema: JSON.parse(await textOf(world, '/schemas/export-1.json', null)) as object,
    };
  } finally {
    await world.close();
  }
}

async function textOf({ app }: World, path: string, token: string | null): Promise<string> {
  const response = await app.request(path, token === null ? {} : { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  return response.text();
}

it(
  'is what its schema says, is read without loss, and comes back the same from documents it was put into',
  { timeout: 30_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(randomContent, async (content) => {
        const { id, file, schema } = await take(content);
        const validate = new Ajv2020().compile(schema);
        expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
        expect(read(exportFile, file)).toEqual(file);
        const [session] = file.sessions;
        const again = await take({ session: session!, lasting: file.mentorship }, id);
        const renamed = JSON.stringify(again.file).replaceAll(again.id, id);
        expect(JSON.parse(renamed)).toEqual(file);
      }),
      { numRuns: 15 },
    );
  },
);
