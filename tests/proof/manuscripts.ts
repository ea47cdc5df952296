/** Manuscripts for the proof's tests. */
import type { Manuscript } from '../../scripts/model/types.ts';

/** A manuscript of this Markdown; its front matter takes the first three lines of the file. */
export function manuscriptOf(body: string, title?: string): Manuscript {
  return { file: 'reports/a.md', frontMatter: { status: 'complete', title }, body, bodyLine: 4 };
}
