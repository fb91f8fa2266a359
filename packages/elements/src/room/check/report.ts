import type { CheckResult } from '@fireside/client';

/**
 * The check for the people who run the page, in English: they may read another language than the person. It names steps,
 * servers and the browser, and nobody.
 */
export function reportOf(results: readonly CheckResult[], browser: string, at: Date): string {
  const rows = results.map(({ step, host, outcome, code, status, ms }) => {
    const why = code === null ? '' : `: ${code}${status === null ? '' : ` (${status})`}`;
    const time = outcome === 'not-set-up' ? '' : `${ms} ms`;
    return [step.padEnd(10), (host ?? '-').padEnd(28), `${outcome}${why}`.padEnd(28), time].join(' ').trimEnd();
  });
  return [`Fireside connection check, ${at.toISOString()}`, `Browser: ${browser}`, '', ...rows, ''].join('\n');
}
