/** Goals and sessions as points along lines. The first moment is where one begins to read: on the right, from right to left. */
import { msg, str } from '@lit/localize';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { WidgetController } from '../controllers/widget-controller.ts';
import { readable } from '../lines/unreadable.ts';
import { openSession, sessionHref } from '../session-link.ts';
import type { Lane, Mark } from './lanes.ts';
import type { Meeting } from './meetings.ts';
import type { Scale } from './scale.ts';
import { renderShape, type Shape } from './shapes.ts';
import type { Tick } from './ticks.ts';
import { makeHome, walk } from './walk.ts';
import { markWords, nowWords, thenWords, type DayOf } from './words.ts';

/** Pixels: the rows, the line in them, and the words below a point. */
const AXIS = 64;
const LINE = 24;
const ROW = 60;
/** Of the lines of months: they go on beside words of any height, and end with their row. */
const DOWN = 2000;
/** Pixels between "today" and a month that is told. */
const BESIDE_TODAY = 52;
/** Of the row of sessions in `walked`. */
const SESSIONS = 'sessions';

export interface PictureView {
  readonly lanes: readonly Lane[];
  readonly meetings: readonly Meeting[];
  /** When the next session is; null where none is planned. */
  readonly next: number | null;
  readonly now: number;
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
  readonly rtl: boolean;
  /** Pixels that a point takes, to be pressed. */
  readonly target: number;
  readonly widget: WidgetController;
  readonly dayOf: DayOf;
  /** "Nov", "Nov 2026" */
  readonly monthOf: (tick: Tick) => string;
  /** Of each row the point that the focus comes to; the last one where it was nowhere yet. */
  readonly walked: Map<string, string>;
  /** The focus or the pointer came to what these words say. */
  readonly tell: (words: string) => void;
}

interface Point {
  readonly row: string;
  readonly id: string;
  readonly at: number;
  readonly shape: Shape;
  readonly words: string;
  /** The session it leads to, and the goal it is about. */
  readonly session: string | null;
  readonly goal?: string;
  /** How much it stands for. */
  readonly count: number;
}

export function renderPicture(view: PictureView): TemplateResult {
  return html`<div class="scroll">
    <div class="lanes" @keydown=${(event: KeyboardEvent) => walk(event, view.rtl)}>
      <div class="lane axis">
        <div class="label"><h3 class="small">${msg('Sessions')}</h3></div>
        ${renderSessions(view)}
      </div>
      ${repeat(
        view.lanes,
        ({ goal }) => goal.id,
        (lane) => renderLane(view, lane),
      )}
    </div>
  </div>`;
}

function renderSessions(view: PictureView): TemplateResult {
  const { meetings, next, scale, dayOf } = view;
  const points = meetings.map(({ id, from }) => ({
    row: SESSIONS,
    id,
    at: from,
    shape: 'session' as const,
    words: msg(str`Session of ${dayOf(from)}`),
    session: id,
    count: 1,
  }));
  const planned =
    next === null
      ? nothing
      : svg`<g transform="translate(${xOf(view, next)} ${LINE + 20})">${renderShape('planned')}</g>`;
  return html`<svg
    class="marks"
    role="group"
    aria-label=${msg('Sessions, the first one first')}
    width=${scale.width}
    height=${AXIS}
    viewBox="0 0 ${scale.width} ${AXIS}"
  >
    ${renderTicks(view)} ${renderGrid(view, 20)} ${planned} ${renderPoints(view, SESSIONS, points, LINE + 20)}
  </svg>`;
}

/** The months, without those that stand where today does. */
function renderTicks(view: PictureView): TemplateResult {
  const now = xOf(view, view.now);
  const told = view.ticks
    .map((tick) => ({ x: xOf(view, tick.at), words: view.monthOf(tick) }))
    .filter(({ x }) => Math.abs(x - now) >= BESIDE_TODAY);
  return svg`${[...told, { x: now, words: msg('today') }].map(
    ({ x, words }) => svg`<text class="tick" x=${x} y="14" text-anchor="middle" aria-hidden="true">${words}</text>`,
  )}`;
}

function renderLane(view: PictureView, lane: Lane): TemplateResult {
  const { scale, dayOf } = view;
  const { goal, marks, stretches } = lane;
  const title = readable(goal.title);
  const points = marks.map((mark) => pointOf(view, lane, mark));
  return html`<div class="lane ${goal.status}">
    <div class="label">
      <h3><bdi>${title}</bdi></h3>
      <dl class="small">
        <div>
          <dt>${msg('Then')}</dt>
          <dd>${thenWords(goal, dayOf)}</dd>
        </div>
        <div>
          <dt>${msg('Now')}</dt>
          <dd>${nowWords(goal, dayOf)}</dd>
        </div>
      </dl>
    </div>
    ${
      points.length === 0
        ? html`<p class="undated muted small">${msg('Nothing of it has a date.')}</p>`
        : html`<svg
            class="marks"
            role="group"
            aria-label=${title}
            width=${scale.width}
            height=${ROW}
            viewBox="0 0 ${scale.width} ${ROW}"
          >
            ${renderGrid(view, 0)}
            ${stretches.map(
              ({ from, until }) =>
                svg`<line class="stretch" x1=${xOf(view, from)} x2=${xOf(view, until ?? view.now)} y1=${LINE} y2=${LINE}></line>`,
            )}
            ${renderPoints(view, goal.id, points, LINE)}
          </svg>`
    }
  </div>`;
}

function pointOf({ dayOf }: PictureView, { goal }: Lane, mark: Mark): Point {
  return {
    row: goal.id,
    id: mark.id,
    at: mark.at,
    shape: mark.kind,
    words: markWords(goal, mark, dayOf),
    session: mark.session?.id ?? null,
    goal: goal.id,
    count: mark.entries.length,
  };
}

function renderGrid(view: PictureView, top: number): TemplateResult {
  const now = xOf(view, view.now);
  return svg`${view.ticks.map((tick) => {
    const x = xOf(view, tick.at);
    return svg`<line class="grid" x1=${x} x2=${x} y1=${top} y2=${DOWN}></line>`;
  })}<line class="now" x1=${now} x2=${now} y1=${top} y2=${DOWN}></line>`;
}

function renderPoints(view: PictureView, row: string, points: readonly Point[], y: number): TemplateResult {
  const reached = view.walked.get(row);
  const home = points.some(({ id }) => id === reached) ? reached : points.at(-1)?.id;
  return svg`${repeat(
    points,
    ({ id }) => id,
    (point) => renderPoint(view, point, y, point.id === home),
  )}`;
}

/** A link where it leads to a session that has an address, a button where it has none, a picture where there is no session. */
function renderPoint(view: PictureView, point: Point, y: number, home: boolean): TemplateResult {
  const { widget, target } = view;
  const { session, words } = point;
  const href = session === null ? null : sessionHref(widget, session);
  const place = session === null ? null : { session, ...(point.goal === undefined ? {} : { at: point.goal }) };
  const tell = (): void => view.tell(words);
  const reach = ({ currentTarget }: Event): void => {
    tell();
    view.walked.set(point.row, point.id);
    if (currentTarget instanceof SVGAElement) makeHome(currentTarget);
  };
  const press = (event: MouseEvent): void => void (place && openSession(event, widget, place));
  return svg`<a
    class="mark"
    role=${session === null ? 'img' : href === null ? 'button' : 'link'}
    href=${href ?? nothing}
    tabindex=${home ? 0 : -1}
    aria-label=${words}
    transform="translate(${xOf(view, point.at)} ${y})"
    ?data-leads=${session !== null}
    @click=${press}
    @focus=${reach}
    @pointerenter=${tell}
  >
    <rect class="hit" x=${-target / 2} y=${-Math.min(target / 2, LINE)} width=${target} height=${Math.min(target, 2 * LINE)} rx="6"></rect>
    ${renderShape(point.shape)}
  </a>${renderBeside(view, point, y)}`;
}

/** The end of a goal is said in words; a number says where a point stands for more than one thing. */
function renderBeside(view: PictureView, { at, shape, count }: Point, y: number): TemplateResult | typeof nothing {
  const end = shape === 'reached' ? msg('reached') : shape === 'let-go' ? msg('let go') : '';
  const words = end === '' && count > 1 ? count : end;
  if (words === '') return nothing;
  return svg`<text class="beside" x=${xOf(view, at)} y=${y + 26} text-anchor="middle" aria-hidden="true">${words}</text>`;
}

function xOf({ scale, rtl }: PictureView, at: number): number {
  const x = Math.round(scale.x(at) * 2) / 2;
  return rtl ? scale.width - x : x;
}
