/** Justified rows: every picture keeps its proportions and every full row ends at the same edge. */

export interface Entry {
  id: string;
  /** Width divided by height. */
  ratio: number;
  /** Entries of one section stand together under its heading. */
  section?: string;
}

export interface Row {
  kind: "row";
  top: number;
  /** Height of the pictures, without the caption. */
  height: number;
  /** Index of the first entry, and behind the last. */
  from: number;
  to: number;
  widths: number[];
}

export interface Heading {
  kind: "heading";
  top: number;
  section: string;
  count: number;
  /** Whether more of the section may follow once more entries are loaded. */
  open: boolean;
}

export type Line = Row | Heading;

export interface Measure {
  width: number;
  /** Wanted height of a row; a row ends up between about two thirds and one and a half times that. */
  target: number;
  gap: number;
  caption: number;
  heading: number;
}

const NARROWEST = 0.45;
const WIDEST = 3.4;

/** Panoramas and tall strips are cropped a little, or they would leave no room for the rest of the row. */
const tame = (ratio: number) => Math.min(WIDEST, Math.max(NARROWEST, ratio || 1));

export function justify(entries: readonly Entry[], measure: Measure): Line[] {
  const lines: Line[] = [];
  let top = 0;
  for (let from = 0; from < entries.length; ) {
    const section = entries[from]?.section;
    let to = from + 1;
    while (to < entries.length && entries[to]?.section === section) to += 1;
    if (section !== undefined) {
      lines.push({ kind: "heading", top, section, count: to - from, open: to === entries.length });
      top += measure.heading;
    }
    top = fill(lines, entries, { from, to }, { top, measure });
    from = to;
  }
  return lines;
}

interface Place {
  top: number;
  measure: Measure;
}

/** Breaks one section into rows, each where its height comes nearest to the wanted one; returns where it ends. */
function fill(lines: Line[], entries: readonly Entry[], span: { from: number; to: number }, place: Place): number {
  const { measure } = place;
  let top = place.top;
  for (let from = span.from; from < span.to; ) {
    const ratios: number[] = [];
    let sum = 0;
    for (let at = from; at < span.to; at += 1) {
      const ratio = tame(entries[at]?.ratio ?? 1);
      if (ratios.length > 0 && overshoots(sum, ratio, { count: ratios.length, measure })) break;
      ratios.push(ratio);
      sum += ratio;
      if (heightOf(sum, ratios.length, measure) <= measure.target) break;
    }
    const fits = heightOf(sum, ratios.length, measure);
    const height = fits > measure.target * 1.5 ? measure.target : fits;
    const to = from + ratios.length;
    lines.push({ kind: "row", top, height, from, to, widths: ratios.map((ratio) => ratio * height) });
    top += height + measure.caption;
    from = to;
  }
  return top;
}

const heightOf = (sum: number, count: number, measure: Measure) => (measure.width - measure.gap * (count - 1)) / sum;

/** Whether the row is nearer to the wanted height without the next picture than with it. */
function overshoots(sum: number, next: number, row: { count: number; measure: Measure }): boolean {
  const { count, measure } = row;
  const without = heightOf(sum, count, measure);
  const withNext = heightOf(sum + next, count + 1, measure);
  if (withNext >= measure.target) return false;
  return without < measure.target * 1.5 && without / measure.target < measure.target / withNext;
}

/** The entry above or below: the one whose middle is nearest, in the next row that has pictures. */
export function neighbour(lines: readonly Line[], index: number, step: 1 | -1): number {
  const rows = lines.filter((line): line is Row => line.kind === "row");
  const at = rows.findIndex((row) => index >= row.from && index < row.to);
  const here = rows[at];
  const there = rows[at + step];
  if (!here || !there) return index;
  const middle = middles(here)[index - here.from] ?? 0;
  const distances = middles(there).map((candidate) => Math.abs(candidate - middle));
  return there.from + distances.indexOf(Math.min(...distances));
}

function middles(row: Row): number[] {
  let left = 0;
  return row.widths.map((width) => {
    const middle = left + width / 2;
    left += width;
    return middle;
  });
}
