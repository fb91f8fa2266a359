/** The box in which one searches, and what narrows the search. */
import { MAX_SEARCH, type Member } from '@fireside/protocol';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { searchIcon } from '../icons/review.ts';
import { NOTHING, WHAT, WHEN, type What, type When } from './query.ts';
import type { Searching } from './searching.ts';

export interface SearchForm {
  readonly searching: Searching;
  readonly members: readonly Member[];
  readonly type: (text: string) => void;
  readonly clear: () => void;
  /** Goes to the first result. */
  readonly down: () => void;
}

export function renderSearchForm({ searching, members, type, clear, down }: SearchForm): TemplateResult {
  const { search } = searching;
  const pressed = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape' && search.text !== '') {
      event.preventDefault();
      event.stopPropagation();
      clear();
    } else if (event.key === 'ArrowDown' && searching.active) {
      event.preventDefault();
      down();
    } else if (event.key === 'Enter') void searching.ask();
  };
  return html`<div role="search">
    <div class="box">
      ${searchIcon}
      <input
        type="search"
        aria-label=${msg('Search saved notes')}
        placeholder=${msg('Search saved notes')}
        autocomplete="off"
        spellcheck="false"
        enterkeyhint="search"
        maxlength=${MAX_SEARCH}
        .value=${live(search.text)}
        @input=${(event: InputEvent) => type((event.target as HTMLInputElement).value)}
        @keydown=${pressed}
      />
      ${
        search.text === '' ? nothing : html`<button class="quiet small-target" @click=${clear}>${msg('Clear')}</button>`
      }
    </div>
    ${searching.active ? renderNarrowing(searching, members) : nothing}
  </div>`;
}

function renderNarrowing(searching: Searching, members: readonly Member[]): TemplateResult {
  const { search } = searching;
  return html`<div class="narrowing">
    ${renderSelect({
      label: msg('Whose words'),
      value: search.person ?? '',
      options: [['', msg('Everybody')], ...members.map(({ id, name }) => [id, name] as const)],
      choose: (person) => searching.narrow({ person: person || null }),
    })}
    ${renderSelect({
      label: msg('What'),
      value: search.what,
      options: WHAT.map((what) => [what, whatWords(what)] as const),
      choose: (value) => searching.narrow({ what: WHAT.find((one) => one === value) ?? NOTHING.what }),
    })}
    ${renderSelect({
      label: msg('When'),
      value: search.when,
      options: WHEN.map((when) => [when, whenWords(when)] as const),
      choose: (value) => searching.narrow({ when: WHEN.find((one) => one === value) ?? NOTHING.when }),
    })}
  </div>`;
}

interface Select {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly choose: (value: string) => void;
}

function renderSelect({ label, value, options, choose }: Select): TemplateResult {
  return html`<select
    aria-label=${label}
    title=${label}
    @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
  >
    ${options.map(([id, words]) => html`<option value=${id} .selected=${live(id === value)}>${words}</option>`)}
  </select>`;
}

function whatWords(what: What): string {
  switch (what) {
    case 'everything':
      return msg('Everything');
    case 'notes':
      return msg('Notes');
    case 'promises':
      return msg('Promises');
    case 'outcomes':
      return msg('Takeaways and decisions');
    case 'agenda':
      return msg('Agenda');
    case 'goals':
      return msg('Goals');
  }
}

function whenWords(when: When): string {
  switch (when) {
    case 'any':
      return msg('Any time');
    case 'three-months':
      return msg('Last 3 months');
    case 'this-year':
      return msg('This year');
    case 'last-year':
      return msg('Last year');
    case 'earlier':
      return msg('Earlier');
  }
}
