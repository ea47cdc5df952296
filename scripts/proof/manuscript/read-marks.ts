/** Marks of emphasis. */
import { type Scan, type Token, text } from './inline-scan.ts';

/** Runs of * _ ~ that pair around text. An unpaired one is left as text, but the typesetter may see it otherwise. */
export function readMarks(scan: Scan, at: number): number | null {
  const { mask } = scan.masked;
  const char = mask[at]!;
  let end = at;
  while (end < scan.end && mask[end] === char) end += 1;
  const before = mask[at - 1] ?? ' ';
  const after = end < scan.end ? mask[end]! : ' ';
  const opens = !/\s/.test(after);
  const closes = !/\s/.test(before) && at > 0;
  const insideWord = char === '_' && /\w/.test(before) && /\w/.test(after);
  if ((!opens && !closes) || insideWord || (char === '~' && end - at !== 2)) return text(scan, at, end);
  const run = scan.out.length;
  for (let i = at; i < end; i++) {
    const partner = closes ? scan.marks.findLastIndex((m) => m.char === char && m.token < run) : -1;
    scan.out.push({ text: char, at: i, kind: partner >= 0 ? 'markup' : 'doubtful' });
    if (partner >= 0) scan.out[scan.marks.splice(partner, scan.marks.length - partner)[0]!.token]!.kind = 'markup';
    else if (opens) scan.marks.push({ char, token: scan.out.length - 1 });
  }
  return end;
}

/** A mark of emphasis that stands alone in its paragraph pairs with none in any reading: it is text. */
export function settleSingleMarks(tokens: Token[]): void {
  for (const char of '*_~') {
    const doubtful = tokens.filter((t) => t.kind === 'doubtful' && t.text === char);
    const paired = tokens.some((t) => t.kind === 'markup' && t.text === char);
    if (doubtful.length === 1 && !paired) doubtful[0]!.kind = 'text';
  }
}
