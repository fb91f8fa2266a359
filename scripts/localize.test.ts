import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ELEMENTS, openLocalizer } from './messages.ts';
import { pseudo } from './pseudo-locale.ts';

describe('the messages of the elements', () => {
  let localizer: Awaited<ReturnType<typeof openLocalizer>>;
  let ids: string[];
  beforeAll(async () => {
    localizer = await openLocalizer();
    ids = localizer.extractSourceMessages().messages.map((message) => message.name);
  }, 60_000);

  it('can all be read', () => {
    expect(localizer.extractSourceMessages().errors.map((error) => error.messageText)).toEqual([]);
  });

  it.each(['de', 'en-XA'])('are all there in %s, with every placeholder, and nothing else is', (locale) => {
    const translated = localizer.readTranslationsSync().translations.get(locale) ?? [];
    expect(translated.map((message) => message.name).toSorted()).toEqual(ids.toSorted());
    expect(localizer.validateTranslations().errors).toEqual([]);
  });

  it.each(['de', 'en-XA'])('are all built into the module of %s', async (locale) => {
    const built = await readFile(join(ELEMENTS, `src/locales/${locale}.ts`), 'utf8');
    expect(ids.filter((id) => !built.includes(id))).toEqual([]);
  });
});

describe('the pseudo-locale', () => {
  it('is longer, accented, and keeps placeholders and entities', () => {
    expect(pseudo('Saved &amp; <x id="0" equiv-text="${name}"/>')).toBe(
      'Šåṽéð &amp; <x id="0" equiv-text="${name}"/> ·',
    );
  });
});
