/** The longest run of things that kept their order: whatever is outside of it has moved. */

/**
 * Indices of a longest strictly increasing subsequence, by patience sorting (D. Aldous, P. Diaconis, "Longest increasing
 * subsequences: from patience sorting to the Baik-Deift-Johansson theorem", 1999). O(n log n).
 */
export function increasingRun(values: readonly number[]): Set<number> {
  const tops: number[] = [];
  const before: number[] = [];
  values.forEach((value, i) => {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[tops[middle]!]! < value) low = middle + 1;
      else high = middle;
    }
    before[i] = low > 0 ? tops[low - 1]! : -1;
    tops[low] = i;
  });
  const run = new Set<number>();
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at]!) run.add(at);
  return run;
}
