import { describe, expect, it } from 'vitest';
import { readTemplate, templateJsonSchema } from './template.ts';

const good = {
  id: 'checkup',
  version: 2,
  minutes: 10,
  items: [
    { kind: 'arrival', minutes: 4, title: { en: 'Arrive', de: 'Ankommen' } },
    { kind: 'topic', minutes: 6, title: { en: 'One knot', de: 'Ein Knoten' } },
  ],
};
const [first, second] = good.items;

describe('a template', () => {
  it('is read as it is', () => {
    expect(readTemplate({ $schema: './template.schema.json', source: 'a book', ...good })).toMatchObject(good);
  });

  it.each<[string, unknown]>([
    ['no object', null],
    ['an id that the server does not know', { ...good, id: 'none' }],
    ['no version', { ...good, version: undefined }],
    ['a version of 0', { ...good, version: 0 }],
    ['no items', { ...good, items: [] }],
    ['boxes that do not add up', { ...good, minutes: 50 }],
    [
      'minutes of -5',
      {
        ...good,
        items: [
          { ...first, minutes: -5 },
          { ...second, minutes: 15 },
        ],
      },
    ],
    [
      'half minutes',
      {
        ...good,
        items: [
          { ...first, minutes: 3.5 },
          { ...second, minutes: 6.5 },
        ],
      },
    ],
    ['a kind that nobody knows', { ...good, items: [{ ...first, kind: 'dance' }, second] }],
    ['no German', { ...good, items: [{ ...first, title: { en: 'Arrive' } }, second] }],
    ['an empty title', { ...good, items: [{ ...first, title: { en: ' ', de: 'Ankommen' } }, second] }],
    ['a title of two lines', { ...good, items: [{ ...first, title: { en: 'Arrive\nnow', de: 'Ankommen' } }, second] }],
    ['a title without end', { ...good, items: [{ ...first, title: { en: 'x'.repeat(501), de: 'Ankommen' } }, second] }],
    ['a field by another name', { ...good, lenght: 10 }],
  ])('is refused with %s', (_, wrong) => {
    expect(() => readTemplate(wrong)).toThrow(/^This is no template: /);
  });

  it('has a JSON Schema that names what it must have', () => {
    expect(templateJsonSchema()).toMatchObject({ type: 'object', required: ['id', 'version', 'minutes', 'items'] });
  });
});
