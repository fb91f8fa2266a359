import { DOMParser as SchemaParser, type Schema, type Slice } from '@tiptap/pm/model';
import { neutral } from './neutral.ts';
import { flattenTables, makeTasks, makeWordLists, nestLists, splitCode, tellStyles } from './office.ts';

interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML: (html: string) => string }): { createHTML(html: string): string };
}

/** What the notes can hold of it; null where this page lets nobody read markup. */
export function sliceOfHtml(html: string, schema: Schema): Slice | null {
  const root = parse(neutral(html));
  if (root === null) return null;
  makeWordLists(root);
  tellStyles(root);
  nestLists(root);
  makeTasks(root);
  flattenTables(root);
  splitCode(root);
  return SchemaParser.fromSchema(schema).parseSlice(root.body);
}

let policy: { createHTML(html: string): string } | null | undefined;

/** A page that asks for Trusted Types lets a policy of ours through, or it does not: then there is no document. */
function parse(harmless: string): Document | null {
  try {
    const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
    policy ??= trustedTypes?.createPolicy('fireside-paste', { createHTML: (html) => html }) ?? null;
    return new DOMParser().parseFromString(policy?.createHTML(harmless) ?? harmless, 'text/html');
  } catch {
    return null; // the words are pasted without their structure
  }
}
