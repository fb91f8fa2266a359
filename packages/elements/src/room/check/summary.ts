import type { CheckResult } from '@fireside/client';
import { msg, str } from '@lit/localize';
import { stepName } from './check-words.ts';

export interface Summary {
  readonly title: string;
  readonly meaning: string;
}

/** All steps in one sentence, and what that means for a call. */
export function summaryOf(results: readonly CheckResult[]): Summary {
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  if (failed.length > 0) {
    const names = [...new Set(failed.map(({ step }) => stepName(step)))].join(', ');
    return { title: msg(str`Not everything works: ${names}`), meaning: meaningOf(results) };
  }
  return { title: msg('Everything that was tried works'), meaning: meaningOf(results) };
}

function meaningOf(results: readonly CheckResult[]): string {
  const one = (test: (result: CheckResult) => boolean): boolean => results.some(test);
  const anyRelay = (wanted: CheckResult['outcome']): boolean =>
    one(({ step, outcome }) => step.startsWith('turn') && outcome === wanted);
  const fails = (...steps: CheckResult['step'][]): boolean =>
    one(({ step, outcome }) => outcome === 'failed' && steps.includes(step));
  if (fails('server', 'documents', 'call'))
    return msg('Without its server nobody can join. What you wrote is kept on this device.');
  if (fails('browser')) return msg('Sound and picture cannot come through to this browser. Agenda and notes work.');
  if (one(({ step }) => step === 'sfu')) {
    return fails('sfu')
      ? msg(
          'Sound and picture go through the media server, which lets nobody in from here just now. Agenda and notes work.',
        )
      : msg(
          'Sound and picture go through the media server, which lets you in. Whether they get through to it, a call shows.',
        );
  }
  if (anyRelay('ok')) return msg('Sound and picture get through from here, by a relay where there is no straight way.');
  if (anyRelay('failed')) {
    return msg(
      'Within one network sound and picture get through. Between two networks they may not, because no relay could be reached.',
    );
  }
  return msg(
    'Within one network sound and picture get through. Between two networks they may not: no relay (TURN) is set up on the server.',
  );
}
