/**
 * What the pages of a finished PDF show besides the words: lines, areas, pictures, colours of text. Together with the
 * runs of glyphs it tells whether two pages look the same on paper; what clips them is left out. Reads content streams as Chrome writes them
 * (ISO 32000-1, 8 and 9): its places on a page are those on a long strip of all pages, rounded there.
 */
import { createHash } from 'node:crypto';
import type { PrintedPaint } from '../../model/edition-types.ts';
import { listPages, type Page } from './pages.ts';
import { getDict, type PdfFile, readPdf } from './pdf-file.ts';
import { PdfSyntaxError } from './pdf-objects.ts';
import { digestObject, readStream, resourcesOf } from './read-stream.ts';

type Matrix = [number, number, number, number, number, number];

interface State {
  matrix: Matrix;
  fill: string;
  stroke: string;
  /** Widths, dashes and the like. */
  pen: string;
  /** Transparency and the like, by their content. */
  extra: string;
}

/** Everything that is painted, page by page. Throws PdfSyntaxError on what Chrome does not write. */
export function readPaint(pdf: Uint8Array): PrintedPaint[][] {
  const file = readPdf(pdf);
  const digests = new Map<string, string>();
  return listPages(file, getDict(file, file.trailer.get('Root'))).map((page) => {
    if (!page.dict.has('Contents')) return [];
    return new PageReader(file, page, digests).read(readStream(file, page.dict.get('Contents')).toString('latin1'));
  });
}

const black = '0 0 0';
const pens = new Set(['w', 'J', 'j', 'M', 'd', 'i', 'ri']);
const colours: Record<string, 'fill' | 'stroke'> = {
  rg: 'fill',
  g: 'fill',
  k: 'fill',
  cs: 'fill',
  sc: 'fill',
  scn: 'fill',
};
for (const operator of Object.keys(colours)) colours[operator.toUpperCase()] = 'stroke';
/** Where a pattern lies counts from the strip's beginning. */
const placed = new Set(['Matrix', 'Coords', 'BBox', 'Length']);

/** Follows a content stream: the state and the path under way. */
class PageReader {
  private state: State;
  private readonly saved: State[] = [];
  private readonly painted: PrintedPaint[] = [];
  private points: [number, number][] = [];
  private shape = '';

  constructor(
    private readonly file: PdfFile,
    private readonly page: Page,
    /** Of objects, by their syntax: most pages share them. */
    private readonly digests: Map<string, string>,
  ) {
    const [left, , , top] = page.dict.get('MediaBox') as number[];
    // From the upper left corner, downwards.
    const matrix: Matrix = [1, 0, 0, -1, -left!, top!];
    this.state = { matrix, fill: black, stroke: black, pen: '', extra: '' };
  }

  read(content: string): PrintedPaint[] {
    for (const line of content.split('\n')) {
      // Marked content is structure; glyphs are known as runs.
      if (/(?:BDC|BMC|EMC|Tj|TJ|Tf|Tr|ET)\s*$/.test(line)) continue;
      let operands: string[] = [];
      for (const token of line.split(' ')) {
        if (/^[-+.\d[\]/]/.test(token) || token.endsWith(']')) operands.push(token);
        else if (token !== '') {
          this.follow(token, operands);
          operands = [];
        }
      }
    }
    return this.painted;
  }

  private follow(operator: string, operands: string[]): void {
    const numbers = operands.map(Number);
    if (operator === 'q') this.saved.push({ ...this.state });
    else if (operator === 'Q') this.state = this.saved.pop() ?? this.state;
    else if (operator === 'cm') this.state.matrix = multiply(numbers as Matrix, this.state.matrix);
    else if (operator in colours) this.state[colours[operator]!] = this.colour(operator, operands);
    else if (pens.has(operator)) this.state.pen = `${this.state.pen} ${operands.join(' ')} ${operator}`.slice(-200);
    else if (operator === 'gs') this.state.extra = this.resource('ExtGState', operands[0]!);
    else if (operator === 'Do') this.paint(`picture ${this.resource('XObject', operands[0]!)}`, unitSquare);
    else if (operator === 'Tm') this.paintText(numbers as Matrix);
    else if (/^(?:[mlcvyh]|re)$/.test(operator)) this.extend(operator, numbers);
    else if (/^(?:[fF]\*?|[bB]\*?|[sS])$/.test(operator)) this.paintPath(operator);
    else if (operator === 'n') this.endPath();
    else if (!/^(?:W\*?|BT|Td)$/.test(operator)) throw new PdfSyntaxError(`operator ${operator}`);
  }

  private colour(operator: string, operands: string[]): string {
    const pattern = operands.at(-1)?.startsWith('/') && /^sc/i.test(operator);
    if (pattern) return this.resource('Pattern', operands.at(-1)!);
    return operator.toLowerCase() === 'rg'
      ? operands.map(Number).join(' ')
      : `${operands.join(' ')} ${operator.toLowerCase()}`;
  }

  private resource(kind: string, name: string): string {
    const found = resourcesOf(this.file, this.page.dict, kind).get(name.slice(1));
    if (found === undefined) throw new PdfSyntaxError(`no ${kind} named ${name}`);
    const key = `${kind} ${JSON.stringify(found)}`;
    const known = this.digests.get(key) ?? digestObject(this.file, found, placed).slice(0, 24);
    this.digests.set(key, known);
    return known;
  }

  private extend(operator: string, numbers: number[]): void {
    const [x = 0, y = 0, width = 0, height = 0] = numbers;
    const corners = [x, y, x + width, y, x + width, y + height, x, y + height];
    const flat = operator === 're' ? corners : numbers;
    for (let i = 0; i + 1 < flat.length; i += 2)
      this.points.push(transform([flat[i]!, flat[i + 1]!], this.state.matrix));
    this.shape += operator;
  }

  private paintPath(operator: string): void {
    const { fill, stroke, pen, extra } = this.state;
    const scale = Math.sqrt(
      Math.abs(this.state.matrix[0] * this.state.matrix[3] - this.state.matrix[1] * this.state.matrix[2]),
    );
    const fills = /^[fFbB]/.test(operator) ? fill : '';
    const strokes = /^[sSbB]/.test(operator) ? `${stroke}${pen} at ${scale.toFixed(3)}` : '';
    this.add(`${operator} ${shortShape(this.shape)} ${fills}/${strokes}/${extra}`, this.points);
    this.endPath();
  }

  private endPath(): void {
    this.points = [];
    this.shape = '';
  }

  private paint(what: string, points: [number, number][]): void {
    const { matrix, extra } = this.state;
    this.add(
      `${what}/${extra}`,
      points.map((point) => transform(point, matrix)),
    );
  }

  /** Black text is known by its runs. How a line is cut into runs depends on the faces' subsets: each line counts once. */
  private paintText([, , , , x, y]: Matrix): void {
    if (this.state.fill === black) return;
    this.paint(`text ${this.state.fill}`, [[x, y]]);
    const [what, left, baseline] = this.painted.at(-1)!;
    const same = this.painted.findIndex((one) => one[0] === what && Math.abs(one[2]! - baseline!) < 0.1);
    if (same === this.painted.length - 1) return;
    this.painted.pop();
    this.painted[same]![1] = Math.min(this.painted[same]![1]!, left!);
  }

  private add(what: string, points: [number, number][]): void {
    this.painted.push([what, ...measure(points).map((length) => Math.round(length * 1000) / 1000)]);
  }
}

const unitSquare: [number, number][] = [
  [0, 0],
  [1, 0],
  [0, 1],
];

/** A leader has hundreds of dots: a long row of operators goes by its digest. */
const shortShape = (shape: string): string =>
  shape.length <= 24 ? shape : createHash('sha256').update(shape).digest('hex').slice(0, 24);

/** Where points lie, in eight lengths at most: a few as they are; many by their bounds, their middle, and their spread. */
function measure(points: [number, number][]): number[] {
  if (points.length <= 4) return points.flat();
  const axes = [0, 1].map((axis) => points.map((point) => point[axis]!));
  return axes.flatMap((values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b)), mean, spread];
  });
}

const transform = ([x, y]: [number, number], [a, b, c, d, e, f]: Matrix): [number, number] => [
  a * x + c * y + e,
  b * x + d * y + f,
];

/** First `m`, then `n` (8.3.4). */
function multiply(m: Matrix, n: Matrix): Matrix {
  const [a, b] = [
    transform([m[0], m[1]], [n[0], n[1], n[2], n[3], 0, 0]),
    transform([m[2], m[3]], [n[0], n[1], n[2], n[3], 0, 0]),
  ];
  const origin = transform([m[4], m[5]], n);
  return [...a, ...b, ...origin];
}
