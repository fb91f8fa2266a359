import type { Plugin } from 'vite';

/**
 * Takes comments and spare whitespace out of Lit's `` css`…` `` templates; a minifier leaves strings alone. Only where
 * whitespace never means anything: around braces, semicolons and commas, and after the colon of a declaration.
 */
export function minifyCssTemplates(): Plugin {
  return {
    name: 'minify-css-templates',
    transform: {
      filter: { id: /\.ts$/, code: 'css`' },
      handler: (code) => ({ code: minify(code), map: null }),
    },
  };
}

export function minify(code: string): string {
  return code.replace(/\bcss`([^`]*)`/g, (_template, css: string) => `css\`${minifyCss(css)}\``);
}

function minifyCss(css: string): string {
  // A `}` that ends an interpolation is no brace of CSS: the space after it may be a combinator.
  const parts = css.split(/(\$\{[^}]*\})/);
  return parts
    .map((part) => (part.startsWith('${') ? part : minifyPlain(part)))
    .join('')
    .trim();
}

function minifyPlain(css: string): string {
  return css
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,]) ?/g, '$1')
    .replaceAll(/: /g, ':');
}
