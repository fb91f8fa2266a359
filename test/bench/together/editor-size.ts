/** What a browser downloads for the notes editor, beside the same parts of Tiptap without any code of ours. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin, type Rolldown } from 'vite';
import { downloads } from '../downloads.ts';
import type { BenchRow } from '../report/bench.ts';
import { plain } from '../report/row.ts';
import { OURS } from './widgets.ts';

const KB = 'gzip kB';
const ELEMENTS = join(import.meta.dirname, '../../../packages/elements');
const APP = join(ELEMENTS, 'src/app.ts');
const PICKED_APP = join(import.meta.dirname, 'pages/before-picked.js');
const NOTES = /elements\/src\/notes\//;
const EDITOR = /elements\/src\/notes\/editor\/define\.ts$/;

const PICKED = {
  name: 'picked',
  about: 'the same parts of Tiptap with collaboration and carets, built alike, beyond Yjs and y-websocket',
};

/** The libraries of the bare pages are those of our elements and of our client. */
const sameLibraries: Plugin = {
  name: 'same-libraries',
  resolveId(source, importer) {
    if (!importer?.includes('/together/pages/') || source.startsWith('.')) return null;
    const home = source.startsWith('@tiptap') ? APP : join(ELEMENTS, '../client/src/index.ts');
    return this.resolve(source, home, { skipSelf: true });
  },
};

type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>;

async function bundle(entry: string): Promise<Chunks> {
  const result = await build({
    root: ELEMENTS,
    logLevel: 'warn',
    plugins: [sameLibraries],
    build: { write: false, lib: { entry, formats: ['es'] } },
  });
  const [output] = [result].flat();
  if (output === undefined || !('output' in output)) throw new Error(`The build of ${entry} made no bundle.`);
  return new Map(output.output.filter((file) => file.type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
}

/** Names of the chunks that are `chosen`, with all that they import statically. */
function closure(chunks: Chunks, chosen: (chunk: Rolldown.OutputChunk) => boolean): Set<string> {
  const names = new Set<string>();
  const add = (name: string): void => {
    if (names.has(name)) return;
    names.add(name);
    chunks.get(name)!.imports.forEach(add);
  };
  for (const chunk of chunks.values()) if (chosen(chunk)) add(chunk.fileName);
  return names;
}

function kilobytes(chunks: Chunks, names: readonly string[]): number {
  if (names.length === 0) throw new Error('Nothing is loaded for the notes.');
  return names.reduce((sum, name) => sum + gzipSync(chunks.get(name)!.code, { level: 9 }).length, 0) / 1000;
}

/** What a browser asks for from the lobby to a session that shows its notes, as far as it belongs to them. */
async function ours(): Promise<number> {
  const chunks = await bundle(APP);
  const { beforeJoin, inCall } = await downloads(chunks, []);
  const editor = [...chunks.values()].find(({ facadeModuleId }) => EDITOR.test(facadeModuleId ?? ''));
  if (!editor || !inCall.includes(editor.fileName)) throw new Error('The page did not ask for the notes editor.');
  const ofNotes = closure(chunks, ({ facadeModuleId }) => NOTES.test(facadeModuleId ?? ''));
  return kilobytes(
    chunks,
    inCall.filter((name) => ofNotes.has(name) && !beforeJoin.includes(name)),
  );
}

async function picked(): Promise<number> {
  const chunks = await bundle(PICKED_APP);
  const before = closure(chunks, ({ isEntry }) => isEntry);
  const later = closure(chunks, ({ isDynamicEntry }) => isDynamicEntry);
  return kilobytes(
    chunks,
    [...later].filter((name) => !before.has(name)),
  );
}

export const editorSize: BenchRow = {
  name: 'editor-size',
  about: 'the notes editor when it is first shown, compressed with gzip: what a browser asks for beyond the lobby',
  rivals: [OURS, PICKED],
  runs: 1,
  open: async () => ({
    measure: async (rival) => ({
      figures: { [KB]: await (rival === OURS.name ? ours() : picked()) },
      faults: [],
    }),
    close: async () => undefined,
  }),
  figures: [
    { what: 'notes editor', unit: 'kB', of: plain('ours', KB), must: 140, aim: 130 },
    { what: 'notes editor: the same parts of Tiptap', unit: 'kB', of: plain('picked', KB) },
  ],
};
