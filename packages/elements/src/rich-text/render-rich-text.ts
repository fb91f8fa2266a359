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

export function renderRichText(nodes: readonly RichNode[], depth = 0): readonly Rendered[] {
  return depth > MAX_DEPTH ? [plainText(nodes)] : nodes.map((node) => renderNode(node, depth));
}

function renderNode(node: RichNode, depth: number): Rendered {
  const content = renderRichText(node.content ?? [], depth + 1);
  switch (node.type) {
    case 'text':
      return (node.marks ?? []).reduce<Rendered>(renderMark, node.text ?? '');
    case 'hardBreak':
      return html`<br />`;
    case 'paragraph':
      return renderParagraph(node, content);
    case 'heading':
      return renderHeading(node.attrs?.level, content);
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

/** The notes stand below a heading of the panel, so theirs begin two levels down, as in the editor. */
function renderHeading(level: unknown, content: readonly Rendered[]): TemplateResult {
  if (level === 1) return html`<h3 data-level="1">${content}</h3>`;
  return level === 3 ? html`<h5 data-level="3">${content}</h5>` : html`<h4 data-level="2">${content}</h4>`;
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
