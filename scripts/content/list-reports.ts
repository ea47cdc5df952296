/** The reports of a manifest: as rules look at them, and as the book holds them. */
import type { Manifest } from '../model/manifest-schema.ts';
import type { Manuscript, Part, Report } from '../model/types.ts';
import { allOf, type Partly } from './check-shape.ts';
import { deriveId } from './derive-id.ts';
import { fileName } from './name-files.ts';
import { type Path, valueAt, type YamlSource } from './read-yaml.ts';
import type { ListedReport, RuleInput } from './rules/rule.ts';

/** As far as they are legible; an illegible one keeps its number. */
export function listReports(manifest: Partly<Manifest>): ListedReport[] {
  const listed = (manifest.parts ?? []).flatMap((part, p) =>
    (part?.reports ?? []).map((report, r) => ({ path: ['parts', p, 'reports', r] as Path, ...report })),
  );
  return listed.map(({ path, id, title, titleLines, page }, i) => {
    return { path, number: i + 1, id, title, titleLines: allOf(titleLines), page };
  });
}

/** null where the manifest says it illegibly. */
export function numberingOf({ numbering }: Partly<Manifest>, source: YamlSource): RuleInput['numbering'] {
  return numbering ?? (valueAt(source.data, ['numbering']) === undefined ? 'flowing' : null);
}

type Manuscripts = ReadonlyMap<string, { manuscript: Manuscript }>;

export function makeParts(manifest: Manifest, source: YamlSource, manuscripts: Manuscripts): Part[] {
  let number = 0;
  return manifest.parts.map(({ title: part, reports }, p) => ({
    title: part,
    reports: reports.map(({ id, title, titleLines, shortTitle, page, manuscript: file }, r): Report => {
      const manuscript = file === undefined ? null : manuscripts.get(fileName(file))!.manuscript;
      number += 1;
      return {
        id: id ?? deriveId(title),
        number,
        title,
        titleLines: titleLines ?? [title],
        shortTitle: shortTitle ?? title,
        part,
        lock: manifest.numbering === 'locked' ? page! : null,
        manuscript,
        status: manuscript ? manuscript.frontMatter.status : 'missing',
        place: source.locate(['parts', p, 'reports', r, 'title'])[0],
      };
    }),
  }));
}
