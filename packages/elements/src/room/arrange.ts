/** Where the tiles of a call stand. Pure arithmetic in whole px, so that equal tiles are equal on every screen. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Arrangement {
  readonly large: readonly Box[];
  readonly small: readonly Box[];
  /** Of all of them together (px). */
  readonly height: number;
}

/** Between two tiles (px). */
const GAP = 8;
const FACE = 16 / 10;
const SCREEN = 16 / 9;
/** Nobody's face becomes narrower than this (px), in the grid and in a strip, while the box has room for it; then the box grows. */
const NARROWEST = { grid: 96, strip: 88 };
/** So many times larger must tiles become before they take up another row: the panels need the height, too. */
const WORTH_A_ROW = 1.12;

interface Grid {
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

/** The largest equal tiles that fit in `width` × `height`. */
function gridOf(count: number, width: number, height: number, ratio: number, narrowest = NARROWEST.grid): Grid {
  let best = { columns: 1, width: 0 };
  for (let columns = count; columns >= 1; columns -= 1) {
    const rows = Math.ceil(count / columns);
    const byWidth = (width - GAP * (columns - 1)) / columns;
    const byHeight = ((height - GAP * (rows - 1)) / rows) * ratio;
    const size = Math.floor(Math.min(byWidth, byHeight));
    if (size > best.width * (best.width === 0 ? 1 : WORTH_A_ROW)) best = { columns, width: size };
  }
  if (best.width < narrowest) best = grown(count, width, best.width, narrowest);
  return { ...best, height: Math.round(best.width / ratio) };
}

/** Too little height for all: as many in a row as are still recognisable. */
function grown(count: number, width: number, atLeast: number, wanted: number): { columns: number; width: number } {
  const columns = Math.max(1, Math.min(count, Math.floor((width + GAP) / (wanted + GAP))));
  const fitting = Math.floor((width - GAP * (columns - 1)) / columns);
  return { columns, width: Math.max(atLeast, Math.min(wanted, fitting)) };
}

/** Each row centred in `width`, the last one, too. */
function placed(count: number, grid: Grid, x: number, y: number, width: number): Box[] {
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / grid.columns);
    const inRow = Math.min(grid.columns, count - row * grid.columns);
    const used = inRow * grid.width + (inRow - 1) * GAP;
    return {
      x: Math.round(x + (width - used) / 2) + (index % grid.columns) * (grid.width + GAP),
      y: y + row * (grid.height + GAP),
      width: grid.width,
      height: grid.height,
    };
  });
}

const heightOf = (count: number, grid: Grid): number => {
  const rows = Math.ceil(count / grid.columns);
  return rows === 0 ? 0 : rows * grid.height + (rows - 1) * GAP;
};

/**
 * @param count how many tiles are large (shared screens, or what is pinned) and how many are not
 * @param width of the box (px)
 * @param height that should do (px); more is taken only where faces would become too small
 */
export function arrange(count: { large: number; small: number }, width: number, height: number): Arrangement {
  if (width <= 0) return { large: [], small: [], height: 0 };
  if (count.large === 0) return faces(count.small, width, height);
  const [below, beside] = [stripBelow(count, width, height), stripBeside(count, width, height)];
  return areaOf(beside) > areaOf(below) ? beside : below;
}

/** Who is alone has the size that two will have: nothing jumps when the other comes. */
function faces(count: number, width: number, height: number): Arrangement {
  const grid = gridOf(Math.max(2, count), width, height, FACE);
  const own = { ...grid, columns: Math.min(grid.columns, Math.max(1, count)) };
  return { large: [], small: placed(count, own, 0, 0, width), height: heightOf(count, own) };
}

const areaOf = ({ large: [first] }: Arrangement): number => (first ? first.width * first.height : 0);

function stripBelow({ large, small }: { large: number; small: number }, width: number, height: number): Arrangement {
  const strip = gridOf(small, width, Math.min(120, Math.max(64, height * 0.22)), FACE, NARROWEST.strip);
  const stripHeight = heightOf(small, strip);
  const between = small === 0 ? 0 : GAP;
  const grid = gridOf(large, width, height - stripHeight - between, SCREEN);
  const top = heightOf(large, grid);
  return {
    large: placed(large, grid, 0, 0, width),
    small: placed(small, strip, 0, top + between, width),
    height: top + between + stripHeight,
  };
}

function stripBeside({ large, small }: { large: number; small: number }, width: number, height: number): Arrangement {
  const stripWidth = small === 0 ? 0 : Math.round(Math.min(200, Math.max(NARROWEST.grid, width * 0.2)));
  const strip = gridOf(small, stripWidth, height, FACE, NARROWEST.strip);
  const left = width - (small === 0 ? 0 : stripWidth + GAP);
  const grid = gridOf(large, left, height, SCREEN);
  const all = Math.max(heightOf(large, grid), heightOf(small, strip));
  const centred = (inner: number): number => Math.round((all - inner) / 2);
  return {
    large: placed(large, grid, 0, centred(heightOf(large, grid)), left),
    small: placed(small, strip, width - stripWidth, centred(heightOf(small, strip)), stripWidth),
    height: all,
  };
}
