import { readFileSync } from 'node:fs';
import { templateJsonSchema } from '@fireside/protocol/http';
import { describe, expect, it } from 'vitest';
import { builtInTemplates } from './templates.ts';

describe('the templates that come with Fireside', () => {
  it('are three, each of a length that is offered', () => {
    const lengths = [...builtInTemplates().values()].map(({ id, minutes }) => [id, minutes]);
    expect(Object.fromEntries(lengths)).toEqual({ 'first-session': 50, steady: 50, checkup: 10 });
  });

  it('end with what comes next, and have a place for what people bring', () => {
    for (const { items } of builtInTemplates().values()) {
      expect(items.some((item) => item.kind === 'topic')).toBe(true);
      expect(items.slice(-2).some((item) => item.kind === 'logistics')).toBe(true);
    }
  });

  it('are described by the schema beside them', () => {
    const schema: unknown = JSON.parse(readFileSync(new URL('./template.schema.json', import.meta.url), 'utf8'));
    expect(schema).toEqual(JSON.parse(JSON.stringify(templateJsonSchema())));
  });
});
