import { FiresideError } from '@fireside/protocol';
import { expect, it } from 'vitest';
import { createLog, describeError } from './log.ts';

it('writes one JSON object per line', () => {
  const lines: string[] = [];
  const log = createLog(
    (line) => void lines.push(line),
    () => 0,
  );
  log.info('started', { port: 1 });
  log.error('broken');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { time: '1970-01-01T00:00:00.000Z', level: 'info', event: 'started', port: 1 },
    { time: '1970-01-01T00:00:00.000Z', level: 'error', event: 'broken' },
  ]);
});

it('describes an error without its message, which may quote what people wrote', () => {
  const described = describeError(new FiresideError('malformed', { detail: 'a secret line\n    at a secret place' }));
  expect(described).toMatchObject({ error: 'FiresideError', code: 'malformed' });
  expect(JSON.stringify(described)).not.toContain('secret');
  expect(described.stack).toEqual(expect.arrayContaining([expect.stringMatching(/^at /)]));
  expect(describeError('a secret')).toEqual({ error: 'string' });
});
