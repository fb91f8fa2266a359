/** The widget as a screen reader gets it: Chromium's accessibility tree below `<fireside-session>`. */
import type { CDPSession, Page } from '@playwright/test';

export interface Node {
  readonly role: string;
  readonly name: string;
  /** `pressed`, `focusable`, `expanded` … as the browser gives them. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly depth: number;
  /** The value of a field. */
  readonly value: string;
}

interface AxValue {
  readonly value?: unknown;
}

interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: AxValue;
  readonly name?: AxValue;
  readonly value?: AxValue;
  readonly childIds?: readonly string[];
  readonly backendDOMNodeId?: number;
  readonly properties?: readonly { readonly name: string; readonly value: AxValue }[];
}

/** The nodes of the widget that are not ignored, in reading order. */
export async function treeOf(page: Page): Promise<Node[]> {
  const devtools = await page.context().newCDPSession(page);
  try {
    const root = await widgetId(devtools);
    const { nodes } = (await devtools.send('Accessibility.getFullAXTree')) as unknown as { nodes: AxNode[] };
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const top = nodes.find((node) => node.backendDOMNodeId === root);
    if (!top) throw new Error('The widget is not in the accessibility tree.');
    const found: Node[] = [];
    const walk = (node: AxNode, depth: number): void => {
      const role = text(node.role);
      const counts = !node.ignored && role !== 'none' && role !== 'generic';
      if (counts) found.push(toNode(node, depth));
      for (const id of node.childIds ?? []) {
        const child = byId.get(id);
        if (child) walk(child, counts ? depth + 1 : depth);
      }
    };
    walk(top, 0);
    return found;
  } finally {
    await devtools.detach();
  }
}

async function widgetId(devtools: CDPSession): Promise<number> {
  const { root } = await devtools.send('DOM.getDocument', { depth: 0 });
  const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'fireside-session' });
  return (await devtools.send('DOM.describeNode', { nodeId })).node.backendNodeId;
}

function toNode(node: AxNode, depth: number): Node {
  const properties = Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value]));
  return { role: text(node.role), name: text(node.name), value: text(node.value), properties, depth };
}

const text = (value: AxValue | undefined): string => (typeof value?.value === 'string' ? value.value : '');

/** The tree as indented lines, to be read by a person. */
export function linesOf(nodes: readonly Node[]): string {
  return nodes
    .filter(({ role }) => role !== 'InlineTextBox')
    .map(({ role, name, value, depth, properties }) => {
      const states = ['pressed', 'checked', 'selected', 'expanded', 'disabled', 'live']
        .filter((key) => properties[key] !== undefined && properties[key] !== false)
        .map((key) => ` ${key}=${String(properties[key])}`);
      return `${'  '.repeat(depth)}${role} “${name}”${value === '' ? '' : ` = ${value}`}${states.join('')}`;
    })
    .join('\n');
}
