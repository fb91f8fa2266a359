/** The dated versions of a recap: that it was added to, and a way to read it as it was. */
import type { ErrorCode, Member } from '@fireside/protocol';
import type { SessionDetail } from '@fireside/protocol/http';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { errorWords } from '../error-words.ts';
import type { Zone } from '../format.ts';
import { nameIn } from '../lines/people.ts';
import { formatMoment } from './dates.ts';
import type { Rendered } from './rows.ts';

export interface Versions {
  readonly detail: SessionDetail;
  readonly zone: Zone;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly members: readonly Member[];
  /** Why the last one that was chosen could not be read. */
  readonly problem: ErrorCode | null;
  /** Null for the latest. */
  readonly choose: (revision: number | null) => void;
  /** Goes back to the latest from where this is said. */
  readonly leave: () => void;
}

/** That what follows is not the latest. The place for it is always there: what comes with its words is not read out. */
export function renderOldVersion({ detail, zone, now, leave }: Versions): TemplateResult {
  const { recap, revisions } = detail;
  const isOld = recap !== null && recap.revision !== revisions.at(-1)?.revision;
  return html`<div class=${isOld ? 'notice' : 'visually-hidden'}>
    <p class="grow" role="status">
      ${isOld ? msg(str`You read the version of ${formatMoment(recap.at, zone, now)}.`) : nothing}
    </p>
    ${isOld ? html`<button class="small-target" @click=${leave}>${msg('Read the latest')}</button>` : nothing}
  </div>`;
}

/** Nothing while there is one alone. */
export function renderVersions(versions: Versions): Rendered {
  const { detail, zone, now, problem } = versions;
  const { revisions, recap } = detail;
  const last = revisions.at(-1);
  if (recap === null || last === undefined || revisions.length < 2) return nothing;
  return html`<div class="versions small">
    <p class="muted">${msg(str`Last changed on ${formatMoment(last.at, zone, now)}.`)}</p>
    <div>
      <label for="version">${msg('Version')}</label>
      <select id="version" @change=${(event: Event) => choose(event, versions)}>
        ${revisions.map((one, index) => renderOption(one, index, versions)).reverse()}
      </select>
    </div>
    ${
      problem === null
        ? nothing
        : html`<p role="alert">${msg('This version could not be read.')} ${errorWords(problem).happened}</p>`
    }
  </div>`;
}

function renderOption(
  { revision, at, by }: SessionDetail['revisions'][number],
  index: number,
  { detail, zone, now, members }: Versions,
): TemplateResult {
  const name = nameIn([...(detail.recap?.members ?? []), ...members], by);
  const day = formatMoment(at, zone, now);
  const words = [index === 0 ? msg(str`Wrap-up, ${day}`) : day, name].filter((one) => one !== '').join(' · ');
  return html`<option value=${revision} .selected=${live(revision === detail.recap?.revision)}>${words}</option>`;
}

function choose({ currentTarget }: Event, { detail, choose: read }: Versions): void {
  if (!(currentTarget instanceof HTMLSelectElement)) return;
  const revision = Number(currentTarget.value);
  read(revision === detail.revisions.at(-1)?.revision ? null : revision);
}
