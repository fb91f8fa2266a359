import * as Y from 'yjs';

/** Letters of one client, by their places in the editor's document. */
export interface Run {
  readonly from: number;
  to: number;
  readonly client: number;
}

/** A text block with what each client wrote in it. */
export interface Written {
  readonly from: number;
  readonly to: number;
  readonly runs: readonly Run[];
}

/** Who wrote each letter, as Yjs keeps it; and how long the editor's document is by this count. */
export function writtenIn(fragment: Y.XmlFragment): { blocks: Written[]; size: number } {
  const blocks: Written[] = [];
  const walk = (parent: Y.XmlFragment, start: number): number => {
    let at = start;
    const runs: Run[] = [];
    for (const child of parent.toArray()) {
      if (child instanceof Y.XmlText) at = addRuns(child, at, runs);
      else if (child instanceof Y.XmlElement) at += child.nodeName === 'hardBreak' ? 1 : walk(child, at + 1) - at + 1;
    }
    if (runs.length > 0) blocks.push({ from: start - 1, to: at + 1, runs });
    return at;
  };
  return { size: walk(fragment, 0), blocks };
}

function addRuns(text: Y.XmlText, start: number, runs: Run[]): number {
  let at = start;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const last = runs.at(-1);
    if (last?.client === item.id.client && last.to === at) last.to += item.length;
    else runs.push({ from: at, to: at + item.length, client: item.id.client });
    at += item.length;
  }
  return at;
}
