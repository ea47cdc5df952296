/** Whether a book that calls itself final is: nothing missing, nothing provisional, nothing only inferred. */
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { imprintKeys, manifestSchema } from '../model/manifest-schema.ts';
import { quoteLine } from '../model/quote-line.ts';
import type { Book, Manuscript } from '../model/types.ts';
import { readYaml, type YamlSource } from './read-yaml.ts';
import type { Spot } from './spot.ts';

/** Everything that is open, one diagnostic each; nothing for a draft. */
export function checkFinal(book: Book): Diagnostic[] {
  if (book.manifest.state !== 'final') return [];
  const { source } = readYaml(book.texts['book.yaml'] ?? '', 'book.yaml', manifestSchema);
  const locate: YamlSource['locate'] = source?.locate ?? (() => [{ file: 'book.yaml' }]);
  return [
    ...listOpenValues(book, locate),
    ...listOpenReports(book),
    ...listPartialMatter(book.front, 'front', locate),
    ...listPartialMatter(book.back, 'back', locate),
    ...listOpenEmendations(book),
  ];
}

function listOpenValues({ manifest }: Book, locate: YamlSource['locate']): Diagnostic[] {
  const provisional = manifest.provisional.map((key, i) =>
    diagnose('final-provisional', { key }, ...locate(['provisional', i])),
  );
  const imprint = imprintKeys
    .filter((field) => !manifest.imprint[field])
    .map((field) => diagnose('final-imprint', { field }, ...locate(['imprint', field])));
  return [...provisional, ...imprint];
}

function listOpenReports(book: Book): Diagnostic[] {
  return book.parts
    .flatMap((part) => part.reports)
    .flatMap(({ number, title, manuscript, status, place }) => {
      const spot: Spot = [place, quoteLine(book, place)];
      if (!manuscript) return [diagnose('final-missing-report', { number, title }, ...spot)];
      return status === 'partial' ? [diagnose('final-partial-report', { title, file: manuscript.file }, ...spot)] : [];
    });
}

function listPartialMatter(
  manuscripts: Manuscript[],
  key: 'front' | 'back',
  locate: YamlSource['locate'],
): Diagnostic[] {
  return manuscripts.flatMap(({ file, frontMatter: { status, title = file } }, i) =>
    status === 'partial' ? [diagnose('final-partial-report', { title, file }, ...locate([key, i]))] : [],
  );
}

function listOpenEmendations(book: Book): Diagnostic[] {
  const accepted = new Set(book.manifest.accept.map(({ emendation }) => emendation));
  return book.emendations
    .filter(({ id, certainty }) => certainty === 'inferred' && !accepted.has(id))
    .map(({ id, before, after, place }) =>
      diagnose('final-emendation', { id, before, after }, place, quoteLine(book, place)),
    );
}
