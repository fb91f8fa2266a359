const SCHEMES: readonly string[] = ['http:', 'https:', 'mailto:'];

/**
 * The address of a link that may be followed, as the browser will read it (URL Standard section 4.4); null for every
 * scheme that is not of the web or of mail, and for addresses inside the page.
 */
export function safeHref(address: unknown): string | null {
  if (typeof address !== 'string' || !URL.canParse(address)) return null;
  const url = new URL(address);
  return SCHEMES.includes(url.protocol) ? url.href : null;
}

const MAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/u;
const HOST = /^[^\s/:@]+\.[^\s/:@]{2,}(?::\d+)?(?:[/?#]\S*)?$/u;

/** The address a person means: a scheme may be left out. Null where it cannot be linked. */
export function typedHref(typed: string): string | null {
  const text = typed.trim();
  if (MAIL.test(text)) return safeHref(`mailto:${text}`);
  return HOST.test(text) ? safeHref(`https://${text}`) : safeHref(text);
}
