import { expect, it } from 'vitest';
import { minify } from './minify-templates.ts';

it('takes comments and spare whitespace out of css templates', () => {
  const code =
    'const a = css`\n  /* why */\n  :host {\n    color: red;\n    margin: calc(1px + 2px) 0;\n  }\n  a > b, a b { top: 0 }\n`;';
  expect(minify(code)).toBe('const a = css`:host{color:red;margin:calc(1px + 2px) 0;}a > b,a b{top:0}`;');
});

it('leaves interpolations and everything else alone', () => {
  const code = 'const a = css`${base} p { inline-size: ${width}px; }`; const b = html`<p>a : b,  c</p>`; // css';
  expect(minify(code)).toBe(
    'const a = css`${base} p{inline-size:${width}px;}`; const b = html`<p>a : b,  c</p>`; // css',
  );
});

it('takes the indentation out of html templates, also nested ones, and keeps a space where one was', () => {
  const code = 'const a = html`\n  <p>\n    ${b ? html`<b>x</b>\n      <i>y</i>` : nothing} one\n    two\n  </p>\n`;';
  expect(minify(code)).toBe('const a = html`\n<p>\n${b ? html`<b>x</b>\n<i>y</i>` : nothing} one\ntwo\n</p>\n`;');
});
