import type { Plugin } from 'vite';

/** Makes Lit's templates smaller; a minifier leaves strings alone. */
export function minifyTemplates(): Plugin {
  return {
    name: 'minify-templates',
    transform: {
      filter: { id: /\.ts$/, code: /\b(?:css|html)`/ },
      handler: (code) => ({ code: minify(code), map: null }),
    },
  };
}

/**
 * Takes comments and spare whitespace out of `` css`…` `` templates, only where whitespace never means anything: around
 * braces, semicolons and commas, and after the colon of a declaration. Of `` html`…` `` the indentation goes, a line break
 * stays: between words and inline elements that is the same space.
 */
export function minify(code: string): string {
  return code
    .replace(/\bcss`([^`]*)`/g, (_template, css: string) => `css\`${minifyCss(css)}\``)
    .replaceAll(/\n\s+/g, '\n'); // code does not mind either
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
