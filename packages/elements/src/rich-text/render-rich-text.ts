/**
 * Rich text that is only read: plain data, node by node, through templates. Nothing of it becomes markup by itself; what
 * is unknown shows its words.
 */
import { plainText, type RichMark, type RichNode } from '@fireside/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { becameWord, readBecame } from './became-words.ts';
import { safeHref } from './safe-href.ts';

type Rendered = TemplateResult | string | typeof nothing;

const MAX_DEPTH = 40;

/** The level of the page (HTML section 4.3.6) at which the highest heading of the notes begins: below what is above them. */
type Top = 3 | 4 | 5 | 6;

export function renderRichText(nodes: readonly RichNode[], top: Top = 3): readonly Rendered[] {
  return renderNodes(nodes, top, 0);
}

function renderNodes(nodes: readonly RichNode[], top: Top, depth: number): readonly Rendered[] {
  return depth > MAX_DEPTH ? [plainText(nodes)] : nodes.map((node) => renderNode(node, top, depth));
}

function renderNode(node: RichNode, top: Top, depth: number): Rendered {
  const content = renderNodes(node.content ?? [], top, depth + 1);
  switch (node.type) {
    case 'text':
      return (node.marks ?? []).reduce<Rendered>(renderMark, node.text ?? '');
    case 'hardBreak':
      return html`<br />`;
    case 'paragraph':
      return renderParagraph(node, content);
    case 'heading':
      return renderHeading(node.attrs?.level, top, content);
    case 'bulletList':
      return html`<ul>
        ${content}
      </ul>`;
    case 'orderedList':
      return html`<ol start=${startOf(node) ?? nothing}>
        ${content}
      </ol>`;
    case 'listItem':
      return html`<li>${content}</li>`;
    case 'taskList':
      return html`<ul data-type="taskList">
        ${content}
      </ul>`;
    case 'taskItem':
      return renderTask(node, content);
    case 'blockquote':
      return html`<blockquote>${content}</blockquote>`;
    default:
      return node.text === undefined ? html`<div>${content}</div>` : node.text;
  }
}

/** With the word for what was made of it. */
function renderParagraph(node: RichNode, content: readonly Rendered[]): TemplateResult {
  const became = readBecame(node.attrs?.became);
  const label = became === null ? nothing : html` <span class="became">${becameWord(became)}</span>`;
  return html`<p>${content.length === 0 ? html`<br />` : content}${label}</p>`;
}

/** Its look follows the level that was written, whatever the level in the page. */
function renderHeading(written: unknown, top: Top, content: readonly Rendered[]): TemplateResult {
  const level = written === 1 || written === 3 ? written : 2;
  switch (Math.min(6, top + level - 1)) {
    case 3:
      return html`<h3 data-level=${level}>${content}</h3>`;
    case 4:
      return html`<h4 data-level=${level}>${content}</h4>`;
    case 5:
      return html`<h5 data-level=${level}>${content}</h5>`;
    default:
      return html`<h6 data-level=${level}>${content}</h6>`;
  }
}

function startOf(node: RichNode): number | null {
  const start = node.attrs?.start;
  return typeof start === 'number' && Number.isSafeInteger(start) && start !== 1 ? start : null;
}

function renderTask(node: RichNode, content: readonly Rendered[]): TemplateResult {
  const done = node.attrs?.checked === true;
  return html`<li data-checked=${done}>
    <label><input type="checkbox" disabled aria-label=${plainText([node])} ?checked=${done} /></label>
    <div>${content}</div>
  </li>`;
}

function renderMark(inner: Rendered, mark: RichMark): Rendered {
  switch (mark.type) {
    case 'bold':
      return html`<strong>${inner}</strong>`;
    case 'italic':
      return html`<em>${inner}</em>`;
    case 'strike':
      return html`<s>${inner}</s>`;
    case 'code':
      return html`<code>${inner}</code>`;
    case 'link': {
      const href = safeHref(mark.attrs?.href);
      return href === null
        ? inner
        : html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${inner}</a>`;
    }
    default:
      return inner;
  }
}
