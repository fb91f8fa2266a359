/** "Next meeting": a date both can see and change, in the own zone with the other's time beside it. */
import type { FiresideSession } from '@fireside/client';
import type { NextDate, Session } from '@fireside/protocol';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { formatDayAndTime, formatTime, zonesDiffer, type Zone } from '../format.ts';
import { nameOf } from '../lines/people.ts';
import { laterDay, momentAt, wallClock, type WallClock } from '../zoned-time.ts';

const WEEK = 7;
const RHYTHM = 2 * WEEK;

/** What the fields of the form hold. */
export interface Proposal extends WallClock {
  readonly minutes: number;
}

/** The same day of the week and time two weeks after this session, or the first such date that lies ahead. */
export function proposalFor(session: Session, now: number, zone: Zone): Proposal {
  const { day, time } = wallClock(session.startsAt ?? now, zone);
  const today = wallClock(now, zone).day;
  let next = laterDay(day, RHYTHM);
  while (next <= today) next = laterDay(next, WEEK);
  return { day: next, time, minutes: session.minutes };
}

export interface NextDateView {
  readonly session: FiresideSession;
  readonly next: NextDate | null;
  /** The form is open. */
  readonly choosing: boolean;
  readonly proposal: Proposal;
  readonly problem: string;
  readonly propose: (proposal: Proposal) => void;
  readonly confirm: () => void;
  readonly another: () => void;
  readonly notYet: () => void;
}

export function renderNextDate(view: NextDateView): TemplateResult {
  if (view.choosing) return renderForm(view);
  const { session, next } = view;
  if (next === null) {
    return html`
      <p class="muted">${msg('No date yet.')}</p>
      <div class="buttons"><button class="another" @click=${view.another}>${msg('Suggest a date')}</button></div>
    `;
  }
  const zone = session.status.value.person?.tz ?? null;
  const words = [...othersTimes(session, next.startsAt), msg(str`suggested by ${nameOf(session, next.by)}`)];
  return html`
    <p class="date">
      <strong>${formatDayAndTime(next.startsAt, zone)}</strong>
      <span class="muted">${words.join(' · ')}</span>
    </p>
    <div class="buttons">
      <button class="another" @click=${view.another}>${msg('Another time')}</button>
      <button class="quiet" @click=${view.notYet}>${msg('Not yet')}</button>
    </div>
  `;
}

function renderForm(view: NextDateView): TemplateResult {
  const { session, proposal, problem } = view;
  const zone = session.status.value.person?.tz ?? null;
  const at = momentAt(proposal, zone);
  const others = at === null ? [] : othersTimes(session, at);
  const changed = (event: Event): void => {
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    view.propose({
      day: String(fields.get('day') ?? ''),
      time: String(fields.get('time') ?? ''),
      minutes: Number(fields.get('minutes')),
    });
  };
  return html`
    <form
      novalidate
      @input=${changed}
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        view.confirm();
      }}
    >
      <div class="fields">
        <label>${msg('Day')} <input type="date" name="day" value=${proposal.day} /></label>
        <label>${msg('Time')} <input type="time" name="time" value=${proposal.time} /></label>
        <label>
          ${msg('Minutes')} <input type="number" name="minutes" min="5" max="600" step="5" value=${proposal.minutes} />
        </label>
      </div>
      <p class="muted small" aria-live="polite">${others.join(' · ')}</p>
      ${problem === '' ? nothing : html`<p class="line-problem" role="alert">${problem}</p>`}
      <div class="buttons">
        <button class="primary">${msg('Confirm')}</button>
        <button type="button" class="quiet" @click=${view.notYet}>${msg('Not yet')}</button>
      </div>
    </form>
  `;
}

/** "14:00 for Bo", for everybody whose clocks show another time; with the day where it is another one. */
export function othersTimes(session: FiresideSession, at: number): string[] {
  const { person, mentorship } = session.status.value;
  const own = person?.tz ?? null;
  return (mentorship?.members ?? [])
    .filter((member) => member.id !== person?.id && member.tz != null && zonesDiffer(at, own, member.tz))
    .map((member) => {
      const zone = member.tz ?? null;
      const sameDay = wallClock(at, own).day === wallClock(at, zone).day;
      return msg(str`${sameDay ? formatTime(at, zone) : formatDayAndTime(at, zone)} for ${member.name}`);
    });
}
