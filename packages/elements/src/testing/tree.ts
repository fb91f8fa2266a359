import { a11ySnapshot } from '@web/test-runner-commands';

/** A node of the accessibility tree as the browser gives it to assistive technology. */
export interface TreeNode {
  readonly role: string;
  readonly name: string;
  readonly children?: readonly TreeNode[];
  readonly [property: string]: unknown;
}

export interface Tree {
  find(role: string, name: string): TreeNode | null;
}

/** The accessibility tree of the page now. */
export async function treeOf(): Promise<Tree> {
  const root = (await a11ySnapshot({})) as unknown as TreeNode;
  return { find: (role, name) => findIn(root, role, name) };
}

function findIn(node: TreeNode, role: string, name: string): TreeNode | null {
  if (node.role === role && node.name === name) return node;
  for (const child of node.children ?? []) {
    const found = findIn(child, role, name);
    if (found) return found;
  }
  return null;
}
