/** The agendas that come with Fireside. The files are checked when the server starts; each says its own version. */
import type { TemplateId } from '@fireside/protocol';
import { readTemplate, type AgendaTemplate } from '@fireside/protocol/http';
import checkup from './checkup.json' with { type: 'json' };
import firstSession from './first-session.json' with { type: 'json' };
import steady from './steady.json' with { type: 'json' };

export type Templates = ReadonlyMap<TemplateId, AgendaTemplate>;

/** @throws Error with the name of the template that is wrong, and where */
export function builtInTemplates(): Templates {
  const files = { 'first-session': firstSession, steady, checkup };
  return new Map(
    Object.entries(files).map(([name, file]) => {
      const template = readTemplate(file);
      if (template.id !== name) throw new Error(`The template ${name} says that it is ${template.id}.`);
      return [template.id, template];
    }),
  );
}
