import type { ExportedSession } from '@fireside/protocol/http';
import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';
import { expect, it } from 'vitest';
import { randomContent, type Content } from '../content.test.kit.ts';
import { writeMarkdownFile } from '../file.ts';
import { clean } from './text.ts';

const NAMES = ['# [Anna](javascript:alert(1))', '<img src=x onerror=alert(1)>'];
const AT = Date.UTC(2026, 10, 21);

function sessionOf({ session, lasting }: Content): ExportedSession {
  return {
    id: 's1',
    state: 'live',
    startsAt: AT,
    minutes: 50,
    mode: 'video',
    template: 'none',
    startedAt: AT,
    wrappedUpAt: null,
    attendance: [{ id: 'gone', name: '- gone' }],
    damaged: false,
    promises: lasting.promises ?? [],
    revisions: [],
    recap: null,
    addenda: [{ id: 'a', person: 'bo', name: '> Bo', at: AT, text: '# no heading\n\n<b>no</b>\n- no list' }],
    ...session,
  };
}

/** Of a mentorship with that content, read by another than wrote it. */
async function parsed(content: Content): Promise<Root> {
  const pieces = writeMarkdownFile(
    {
      schema: '',
      exportedAt: AT,
      person: 'anna',
      mentorship: {
        id: 'm',
        damaged: false,
        members: [
          { id: 'anna', name: NAMES[0]!, role: 'mentor' },
          { id: 'bo', name: NAMES[1]!, role: 'mentee' },
        ],
        ...content.lasting,
      },
      sessions: ReadableStream.from([sessionOf(content)]),
    },
    { locale: 'de-DE', tz: 'Europe/Berlin' },
  );
  let markdown = '';
  for await (const piece of pieces) markdown += piece;
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function* all(node: Nodes): Generator<Nodes> {
  yield node;
  if ('children' in node) for (const child of node.children) yield* all(child);
}
const signs = (text: string): string => clean(text).replace(/\s+/gu, '');

it('makes no markup of titles, names, comments and addenda, and loses none of them', { timeout: 20_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(randomContent, async (content) => {
      const { session, lasting } = content;
      const root = await parsed({ lasting, session: { ...session, notes: [], privateNotes: [] } });
      const kinds = new Set([...all(root)].map((node) => node.type));
      for (const kind of [
        'html',
        'image',
        'linkReference',
        'definition',
        'code',
        'inlineCode',
        'blockquote',
        'table',
      ]) {
        expect(kinds).not.toContain(kind);
      }
      const links = [...all(root)].filter((node) => node.type === 'link');
      // An address that stands there to be read.
      expect(links.filter((link) => !link.url.endsWith(toString(link)))).toEqual([]);
      const words = signs(toString(root));
      const lines = [
        ...NAMES,
        '# no heading',
        '- no list',
        ...session.outcomes.map(({ text }) => text),
        ...[...session.items, ...(lasting.backlog ?? [])].flatMap(({ title, comments }) => [
          title,
          ...comments.map(({ text }) => text),
        ]),
        ...(lasting.promises ?? []).map(({ text }) => text),
        ...(lasting.goals ?? []).flatMap(({ title, milestones }) => [title, ...milestones.map((one) => one.title)]),
      ];
      for (const line of lines) expect(words).toContain(signs(line));
    }),
    { numRuns: 60 },
  );
});
