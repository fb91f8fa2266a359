import * as v from 'valibot';
import { FiresideError } from '../errors.ts';
import { INVALID_ID } from './shapes.ts';

/**
 * Reads a body (or a query) by its schema; unknown fields are dropped.
 * @throws FiresideError `invalid-id`, `malformed` with the path of what is wrong
 */
export function read<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  // A message may quote what was sent, so a custom one is shown and valibot's own is not.
  if (issue.message === INVALID_ID) throw new FiresideError('invalid-id', { detail: `${path ?? 'id'}: ${INVALID_ID}` });
  const expected = issue.expected ? `; expected ${issue.expected}` : '';
  throw new FiresideError('malformed', { detail: `The request’s ${path ?? 'body'} is wrong${expected}.` });
}
