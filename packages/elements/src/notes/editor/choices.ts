/** What "/" offers. */
import { BECAME, type Became } from '@fireside/protocol';
import { msg } from '@lit/localize';
import type { Editor } from '@tiptap/core';
import type { TemplateResult } from 'lit';
import { becameWord } from '../../rich-text/became-words.ts';
import { headingIcon, listChecksIcon, listIcon, quoteIcon } from '../../icons/text.ts';

export interface Choice {
  readonly id: string;
  readonly name: string;
  /** What it does, in a few words. */
  readonly says: string;
  readonly icon: TemplateResult | null;
  readonly act: () => void;
}

export interface ChoiceActs {
  readonly canBecome: (became: Became) => boolean;
  readonly become: (became: Became) => void;
}

/** Those that the letters behind "/" mean: every word of a name counts from its beginning. */
export function choicesFor(editor: Editor, query: string, acts: ChoiceActs): Choice[] {
  const wanted = query.toLocaleLowerCase();
  return [...records(acts), ...blocks(editor)].filter(({ name }) =>
    name
      .toLocaleLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(wanted)),
  );
}

function records({ canBecome, become }: ChoiceActs): Choice[] {
  return BECAME.filter((became) => canBecome(became)).map((became) => ({
    id: became,
    name: becameWord(became),
    says: recordWords(became),
    icon: null,
    act: () => become(became),
  }));
}

function recordWords(became: Became): string {
  switch (became) {
    case 'takeaway':
      return msg('this line, for the recap');
    case 'decision':
      return msg('this line, as agreed');
    case 'promise':
      return msg('this line is what I will do');
    case 'item':
      return msg('this line, to talk about');
  }
}

function blocks(editor: Editor): Choice[] {
  const run = (): ReturnType<Editor['chain']> => editor.chain().focus();
  const plain = (id: string, name: string, icon: TemplateResult, act: () => void): Choice => ({
    id,
    name,
    says: '',
    icon,
    act,
  });
  return [
    plain('heading', msg('Heading'), headingIcon, () => run().setHeading({ level: 2 }).run()),
    plain('list', msg('List'), listIcon, () => run().toggleBulletList().run()),
    plain('checklist', msg('Checklist'), listChecksIcon, () => run().toggleTaskList().run()),
    plain('quote', msg('Quote'), quoteIcon, () => run().toggleBlockquote().run()),
  ];
}
