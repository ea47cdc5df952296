/** Writes CSS `unicode-range` descriptors (CSS Fonts 4, 4.5) for the files that share one family and weight. */

/**
 * One descriptor a file. A range may run on over characters that nobody uses, as far as no other file is asked for
 * one in between: lists stay short, and every character in use has its file. Marks may be in several files.
 */
export function unicodeRanges(served: number[][]): string[] {
  const owners = new Map<number, number[]>();
  served.forEach((codePoints, index) => {
    for (const codePoint of codePoints) owners.set(codePoint, [...(owners.get(codePoint) ?? []), index]);
  });
  const runs: [number, number][][] = served.map(() => []);
  const previous: (number | undefined)[] = [];
  const used = [...owners.keys()].sort((a, b) => a - b);
  used.forEach((codePoint, position) => {
    for (const index of owners.get(codePoint)!) {
      const last = runs[index]!.at(-1);
      if (last !== undefined && previous[index] === position - 1) last[1] = codePoint;
      else runs[index]!.push([codePoint, codePoint]);
      previous[index] = position;
    }
  });
  return runs.map((list) =>
    list.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`)).join(','),
  );
}

function hex(codePoint: number): string {
  return codePoint.toString(16).toUpperCase();
}
