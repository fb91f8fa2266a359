import type { FiresideSession } from '@fireside/client';
import { FiresideError, type Became } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import type { Editor } from '@tiptap/core';
import type { WidgetController } from '../../controllers/widget-controller.ts';
import { errorWords } from '../../error-words.ts';
import { becameWord } from '../../rich-text/became-words.ts';
import { becomeRecord, lineHere, removeLabel, type LineHere } from './become.ts';
import { alone } from './history.ts';
import { pendingOf, setPending } from './pending.ts';
import { deleteMade, makeRecord } from './records.ts';
import { elapsedOf } from './stamp.ts';

/** What people make of the line with the caret, and the words that they meet at it. */
export class LineActs {
  readonly #session: () => FiresideSession | null;
  readonly #widget: WidgetController;
  /** Says a sentence above the text. */
  readonly #tell: (sentence: string) => void;

  constructor(session: () => FiresideSession | null, widget: WidgetController, tell: (sentence: string) => void) {
    this.#session = session;
    this.#widget = widget;
    this.#tell = tell;
  }

  /** The line becomes it; an empty one when it is written. */
  become(editor: Editor, became: Became): void {
    const line = lineHere(editor);
    if (!line) return this.#tell(msg('A heading stays a heading: put the caret on a line of text.'));
    if (line.text === '') {
      setPending(editor.view, became);
      return this.#widget.announce(msg(str`${becameWord(became)}: write it, then press Enter.`));
    }
    if (line.node.attrs.became === became) {
      return this.#tell(msg(str`This line is there already: ${becameWord(became)}.`));
    }
    this.#make(editor, line, became);
  }

  /** *Enter* in a line that was chosen to become something. True where there is nothing more to do. */
  entered(editor: Editor): boolean {
    const became = pendingOf(editor.state);
    const line = became && lineHere(editor);
    if (!became || !line) return false;
    setPending(editor.view, null);
    return line.text === '' || !this.#make(editor, line, became);
  }

  /** Writes how long the session has lasted; false while there is nothing to count. */
  stamp(editor: Editor): boolean {
    const elapsed = elapsedOf(this.#session());
    if (elapsed === null) return false;
    const { $from } = editor.state.selection;
    const before = $from.parent.textBetween(0, $from.parentOffset, undefined, '\ufffc');
    const gap = before === '' || /\s$/.test(before) ? '' : ' ';
    alone(editor, () => editor.view.dispatch(editor.state.tr.insertText(`${gap}${elapsed} `).scrollIntoView()));
    editor.view.focus();
    return true;
  }

  #make(editor: Editor, line: LineHere, became: Became): boolean {
    const session = this.#session();
    if (!session) return false;
    try {
      const record = becomeRecord(editor, line, became, (one) => makeRecord(session, one));
      this.#offerUndo(session, editor, line.text, became, record);
      return true;
    } catch (error) {
      if (!(error instanceof FiresideError)) throw error;
      const { happened, now } = errorWords(error.code);
      this.#tell(`${happened} ${now}`);
      return false;
    }
  }

  #offerUndo(session: FiresideSession, editor: Editor, text: string, became: Became, record: string): void {
    const short = text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text;
    this.#widget.offerUndo({
      text: msg(str`${becameWord(became)}: “${short}”`),
      undo: () => {
        try {
          deleteMade(session, became, record);
        } catch (error) {
          if (!(error instanceof FiresideError)) throw error; // it went meanwhile, or may not be written any more
        }
        removeLabel(editor, record);
      },
    });
  }
}
