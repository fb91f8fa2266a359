/** The name of the file, as a name that every system can keep and as a header. */

/** In code points: at most 4 bytes of UTF-8 each, of the 255 that a file's name may have. */
const MAX_NAMES = 50;
// Windows reserves these with any extension (Naming Files, Paths, and Namespaces; Microsoft Learn).
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/** `anna-and-bo-2026-11-21.md`: letters, digits and hyphens of any script. `day` is `YYYY-MM-DD`, null for none. */
export function fileName(names: string, day: string | null, extension: 'md' | 'json'): string {
  const who = safe(names);
  const name = [who === '' || RESERVED.test(who) ? 'fireside' : who, day].filter((part) => part !== null).join('-');
  return `${name}.${extension}`;
}

function safe(words: string): string {
  const letters = words
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  return [...letters]
    .slice(0, MAX_NAMES)
    .join('')
    .replace(/^-+|-+$/g, '');
}

/**
 * RFC 6266 section 4.1 with the encoding of RFC 8187 section 3.2.1, which allows fewer signs than `encodeURIComponent`
 * leaves as they are.
 */
export function attachment(name: string): string {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename*=UTF-8''${encoded}`;
}
