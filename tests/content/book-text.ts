/**
 * The book's content written out in the order and notation of the source text: contents, then each report that has
 * arrived, one line a paragraph. Every character of the manifest's titles, parts and pages and of the manuscripts
 * (comments apart) stands in it, so two books of different content never give the same text.
 */
import { parse } from 'yaml';
import { type Manifest, manifestSchema } from '../../scripts/model/manifest-schema.ts';
import { MARKS } from './emendation-table.ts';

type ManifestReport = Manifest['parts'][number]['reports'][number];

/** @throws ZodError where the manifest breaks its schema */
export const parseManifest = (yaml: string): Manifest => manifestSchema.parse(parse(yaml));

/** A manuscript's front matter and its Markdown without HTML comments. */
export function splitManuscript(markdown: string): { frontMatter: Record<string, unknown>; body: string } {
  const match = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(markdown);
  if (!match) throw new Error('no front matter');
  return { frontMatter: parse(match[1]!), body: match[2]!.replace(/<!--[\s\S]*?-->\n?/g, '') };
}

const writeTitle = (report: ManifestReport): string =>
  report.titleLines ? report.titleLines.join(MARKS.titleBreak) : report.title;

/** Title, date, then one entry a block; a line break within a block stays and so shows as a difference. */
function writeReport(report: ManifestReport, markdown: string): string[] {
  const { frontMatter, body } = splitManuscript(markdown);
  const blocks = body.replace(/^\n+|\n$/g, '').split('\n\n');
  return [writeTitle(report), String(frontMatter.date), ...blocks];
}

/**
 * The whole content, lines parted by ¶, spaces as ␣.
 * @param manuscripts their Markdown by the path the manifest gives
 */
export function writeBook(manifest: Manifest, manuscripts: Record<string, string>): string {
  const reports = manifest.parts.flatMap((part) => part.reports);
  const contents = manifest.parts.flatMap((part) => [
    part.title,
    ...part.reports.map(
      (report) => `${reports.indexOf(report) + 1}.${writeTitle(report)}${MARKS.boundary}${report.page}`,
    ),
  ]);
  const texts = reports.flatMap((report) =>
    report.manuscript ? writeReport(report, manuscripts[report.manuscript] ?? '') : [],
  );
  return [...contents, ...texts].join(MARKS.lineEnd).replaceAll(' ', MARKS.space);
}
