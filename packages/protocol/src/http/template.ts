/** An agenda that the server can fill in once, as data: the schema of the files in the server's `templates`. */
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { ITEM_KINDS } from '../documents/agenda.ts';
import { cleanLine, MAX_LINE } from '../documents/text.ts';
import { templateId } from './shapes.ts';

const minutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(600));
const line = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(MAX_LINE),
  v.check((text: string) => isLine(text), 'A title is one clean line.'),
);

function isLine(text: string): boolean {
  return text.trim() !== '' && text.length <= MAX_LINE && cleanLine(text) === text;
}

const agendaTemplate = v.pipe(
  v.strictObject({
    /** Where an editor finds the JSON Schema. */
    $schema: v.optional(v.string()),
    id: templateId,
    version: v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.description('Raised by every edit; what was filled in before stays as it is.'),
    ),
    minutes: v.pipe(minutes, v.description('The length that the boxes add up to; they are scaled to the session’s.')),
    source: v.optional(v.pipe(v.string(), v.description('Where the idea comes from.'))),
    items: v.pipe(
      v.array(v.strictObject({ kind: v.picklist(ITEM_KINDS), minutes, title: v.strictObject({ en: line, de: line }) })),
      v.minLength(1),
    ),
  }),
  v.check(
    ({ items, minutes: length }) => items.reduce((sum, item) => sum + item.minutes, 0) === length,
    'The boxes add up to the length.',
  ),
);

export type AgendaTemplate = v.InferOutput<typeof agendaTemplate>;

/** Reads a template. @throws Error with what is wrong and where */
export function readTemplate(value: unknown): AgendaTemplate {
  const result = v.safeParse(agendaTemplate, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`This is no template: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
}

/** The JSON Schema (draft 7) of a template, for editors; sums and clean lines are beyond it. */
export function templateJsonSchema(): unknown {
  return toJsonSchema(agendaTemplate, { ignoreActions: ['check'] });
}
