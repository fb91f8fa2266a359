import type { Plugin, Rolldown } from 'vite';

/**
 * Puts everything that the entry imports statically into one chunk. Without it, each set of modules that two later chunks
 * share becomes a file of its own, and dozens of small files compress worse than one. The entry itself stays a line that
 * imports the chunk: its URL is the page's, maybe with a query, and no chunk may import it a second time under another.
 */
export function firstLoadChunk(): { readonly plugin: Plugin; readonly group: Rolldown.CodeSplittingGroup } {
  const first = new Set<string>();
  const plugin: Plugin = {
    name: 'first-load-chunk',
    buildEnd() {
      const add = (id: string): void => {
        if (first.has(id)) return;
        first.add(id);
        for (const imported of this.getModuleInfo(id)?.importedIds ?? []) add(imported);
      };
      for (const id of this.getModuleIds()) if (this.getModuleInfo(id)?.isEntry) add(id);
    },
  };
  return { plugin, group: { name: 'first-load', test: (id) => first.has(id) } };
}
