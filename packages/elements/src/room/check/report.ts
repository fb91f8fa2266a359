import type { CheckResult, CheckStep } from '@fireside/client';

/** Which kind of call there is, and through which server. */
function callOf(results: readonly CheckResult[]): string {
  const find = (wanted: CheckStep): CheckResult | undefined => results.find(({ step }) => step === wanted);
  const sfu = find('sfu');
  if (sfu) return `sfu, ${sfu.host ?? '-'}`;
  return find('call') ? 'peer' : 'none';
}

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
  return [
    `Fireside connection check, ${at.toISOString()}`,
    `Browser: ${browser}`,
    `Call: ${callOf(results)}`,
    '',
    ...rows,
    '',
  ].join('\n');
}
