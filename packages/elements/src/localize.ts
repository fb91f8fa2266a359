/**
 * The language of the elements. Messages are English in the source; the others are chunks, loaded when needed.
 *
 * `@lit/localize` knows one language per page, so several widgets on a page share it: the last that asked wins. Where the
 * page has configured `@lit/localize` for itself (it uses our packages in its own bundle), its choice stays.
 */
import { configureLocalization, LOCALE_STATUS_EVENT, type LocaleModule } from '@lit/localize';

const SOURCE = 'en';
/** `en-XA` is the pseudo-locale: long, accented and right-to-left, made from the source for tests of layout. */
const TARGETS = ['de', 'en-XA'] as const;
type Target = (typeof TARGETS)[number];

const load: Record<Target, () => Promise<LocaleModule>> = {
  de: () => import('./locales/de.ts'),
  'en-XA': () => import('./locales/en-XA.ts'),
};

const isTarget = (tag: string): tag is Target => TARGETS.some((target) => target === tag);

let configured: ReturnType<typeof configureLocalization> | null | undefined;
let wanted = SOURCE;
/** Follows `wanted` when its messages are there, in the same moment in which the elements render them. */
let shown = SOURCE;

function configure(): ReturnType<typeof configureLocalization> | null {
  if (configured !== undefined) return configured;
  window.addEventListener(LOCALE_STATUS_EVENT, ({ detail }) => {
    if (detail.status === 'ready' && detail.readyLocale === supportedLocale(wanted)) shown = wanted;
  });
  try {
    configured = configureLocalization({
      sourceLocale: SOURCE,
      targetLocales: TARGETS,
      loadLocale: (tag) => (isTarget(tag) ? load[tag]() : Promise.reject(new Error(`No messages for ${tag}.`))),
    });
  } catch (error) {
    // It may be configured only once per page, and the page was first.
    // eslint-disable-next-line no-console -- for the developer of the page
    console.warn('[fireside] @lit/localize is configured by the page; its language is used.', error);
    configured = null;
  }
  return configured;
}

/** The supported language that is nearest to a BCP 47 tag (RFC 4647 section 3.4, lookup); English when none is. */
export function supportedLocale(tag: string): string {
  for (let part = tag; part !== ''; part = part.slice(0, Math.max(0, part.lastIndexOf('-')))) {
    const found = TARGETS.find((target) => target.toLowerCase() === part.toLowerCase());
    if (found !== undefined) return found;
  }
  return SOURCE;
}

/** Shows messages in the language of `tag` and dates as it writes them. Resolves when the messages are there. */
export async function useLocale(tag: string): Promise<void> {
  wanted = tag;
  const messages = supportedLocale(tag);
  const localization = messages === SOURCE ? configured : configure();
  if (localization) await localization.setLocale(messages);
  if (wanted === tag) shown = tag; // from one English to another, no messages change
}

/** Right-to-left or left-to-right, of the language that is shown. */
export function direction(): 'ltr' | 'rtl' {
  return supportedLocale(shown) === 'en-XA' ? 'rtl' : 'ltr';
}

/** The language that is shown, for `lang`. */
export function language(): string {
  return supportedLocale(shown) === 'en-XA' ? SOURCE : shown;
}

/**
 * The tag for `Intl`: as asked, with the region that the browser adds when the tag has none (`en` and a browser in
 * `en-GB`: 24 hours and day before month).
 */
export function formattingLocale(): string {
  const tag = language();
  if (tag.includes('-')) return tag;
  return navigator.languages.find((own) => own.startsWith(`${tag}-`)) ?? tag;
}
