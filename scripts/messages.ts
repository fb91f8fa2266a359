/** The messages of the elements and their translations, as the tools of `@lit/localize` read them. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Message {
  readonly name: string;
}
interface Localizer {
  extractSourceMessages(): { messages: Message[]; errors: { messageText: unknown }[] };
  readTranslationsSync(): { translations: Map<string, Message[]> };
  validateTranslations(): { errors: string[] };
  writeInterchangeFiles(): Promise<void>;
  build(): Promise<void>;
}

export const ELEMENTS = join(import.meta.dirname, '../packages/elements');

/** The tools belong to the elements' package, so that is where they are looked for. */
export async function openLocalizer(): Promise<Localizer> {
  const { resolve } = createRequire(join(ELEMENTS, 'package.json'));
  const load = (name: string): Promise<unknown> =>
    import(pathToFileURL(resolve(`@lit/localize-tools/lib/${name}.js`)).href);
  const { readConfigFileAndWriteSchema } = (await load('config')) as {
    readConfigFileAndWriteSchema: (path: string) => unknown;
  };
  const { RuntimeLitLocalizer } = (await load('modes/runtime')) as {
    RuntimeLitLocalizer: new (config: unknown) => Localizer;
  };
  return new RuntimeLitLocalizer(readConfigFileAndWriteSchema(join(ELEMENTS, 'lit-localize.json')));
}
