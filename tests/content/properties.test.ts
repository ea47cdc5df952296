/** Whatever an editor writes, the content stage answers with diagnostics; it does not throw, and it does not hang. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkShape } from '../../scripts/content/check-shape.ts';
import { listReports, numberingOf } from '../../scripts/content/list-reports.ts';
import { loadManuscript } from '../../scripts/content/load-manuscript.ts';
import { listNamedFiles } from '../../scripts/content/name-files.ts';
import { parseEmendations } from '../../scripts/content/parse-emendations.ts';
import { decodeText } from '../../scripts/content/read-book-file.ts';
import { readYaml } from '../../scripts/content/read-yaml.ts';
import { rules } from '../../scripts/content/rules/index.ts';
import { wordsOf } from '../../scripts/diagnostics/catalogue.ts';
import type { Diagnostic } from '../../scripts/diagnostics/diagnostic.ts';
import { manifestSchema } from '../../scripts/model/manifest-schema.ts';
import { bookYaml, stockFiles } from './support/stock-book.ts';

/** All of reading a manifest but the files. */
function readManifest(text: string): Diagnostic[] {
  const { source, diagnostics } = readYaml(text, 'book.yaml', manifestSchema);
  if (!source) return diagnostics;
  const { readable, misspelt, ...shape } = checkShape(manifestSchema, source);
  const manifest = readable ?? {};
  const named = listNamedFiles(manifest);
  const files = new Map(named.map(({ file }) => [file, { state: 'missing' as const }]));
  const numbering = numberingOf(manifest, source);
  const input = {
    source,
    manifest,
    misspelt,
    reports: listReports(manifest),
    numbering,
    named,
    files,
    emendations: [],
  };
  return [...diagnostics, ...shape.diagnostics, ...rules.flatMap((rule) => rule(input))];
}

/** Every diagnostic can be put into words and stands on a line of the text. */
function expectSound(diagnostics: Diagnostic[], text: string): void {
  const lines = text.split('\n');
  for (const diagnostic of diagnostics) {
    const { place, excerpt } = diagnostic;
    for (const lang of ['zh', 'en'] as const) {
      const { message, hint } = wordsOf(diagnostic, lang);
      expect(`${message}${hint}`).not.toMatch(/undefined|NaN|\[object/);
    }
    expect(excerpt).toBe(lines[place!.line! - 1]);
    expect(place!.column).toBeGreaterThanOrEqual(1);
    expect(place!.column).toBeLessThanOrEqual(excerpt!.length + 1);
    expect(() => JSON.stringify(diagnostic)).not.toThrow();
  }
}

const scraps = [
  '---',
  '- ',
  ': ',
  '：',
  '，',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '\n',
  '\n  ',
  '&a ',
  '*a',
  '!!set ',
  '|',
  '>',
  '#',
  '\t',
  '? ',
  '<<: ',
  '%YAML 1.1\n',
  'title',
  'parts',
  'reports',
  'page: 1',
  '2024-01-01',
  '__proto__',
  'constructor',
  '~',
  '.inf',
  '-0',
  '1e9',
];
const yamlish = fc
  .array(fc.oneof(fc.constantFrom(...scraps), fc.string({ maxLength: 4 })), { maxLength: 40 })
  .map((parts) => parts.join(''));

/** A text with a stretch of it replaced. */
const damaged = (text: string) =>
  fc
    .tuple(fc.nat(text.length), fc.nat(30), yamlish)
    .map(([at, length, by]) => (text.slice(0, at) + by + text.slice(at + length)).replace(/\r\n?/g, '\n'));

const normalised = (arbitrary: fc.Arbitrary<string>) => arbitrary.map((text) => text.replace(/\r\n?/g, '\n'));
const anyText = normalised(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), yamlish));

describe('any text', () => {
  it('can be read as a manifest', () => {
    fc.assert(
      fc.property(anyText, (text) => expectSound(readManifest(text), text)),
      { numRuns: 400 },
    );
  });

  it('can be damage to a manifest', () => {
    fc.assert(
      fc.property(damaged(bookYaml), (text) => {
        const said = readManifest(text).filter(({ code }) => code !== 'missing-file');
        expectSound(said, text);
      }),
      { numRuns: 400 },
    );
  });

  it('can be a value of a manifest: any data in the place of any key', () => {
    const keys = Object.keys(manifestSchema.shape);
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) => {
        const text = `${bookYaml.replace(new RegExp(`^${key}:(.*\\n)(?:[ ].*\\n)*`, 'm'), '')}${key}: ${JSON.stringify(value)}\n`;
        expectSound(
          readManifest(text).filter(({ code }) => code !== 'missing-file'),
          text,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('can be read as a manuscript', () => {
    const manuscript = fc.oneof(
      anyText,
      anyText.map((text) => `---\n${text}\n---\n正文`),
      damaged(stockFiles['reports/01.md']!),
    );
    fc.assert(
      fc.property(manuscript, (text) => {
        const { manuscript, diagnostics } = loadManuscript(text, 'a.md');
        expectSound(diagnostics, text);
        const isWhole = diagnostics.every(({ code }) => code !== 'front-matter-open');
        if (isWhole)
          expect(
            text
              .split('\n')
              .slice(manuscript.bodyLine - 1)
              .join('\n'),
          ).toBe(manuscript.body);
      }),
      { numRuns: 400 },
    );
  });

  it('can be read as a list of emendations', () => {
    const list = fc.oneof(anyText, damaged(stockFiles['EMENDATIONS.md']!));
    fc.assert(
      fc.property(list, (text) => expectSound(parseEmendations(text, 'EMENDATIONS.md').diagnostics, text)),
      { numRuns: 400 },
    );
  });
});

describe('any bytes', () => {
  it('are text, or have a first byte that is not UTF-8', () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc
        .tuple(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 4 }), fc.string())
        .map(([before, between, after]) =>
          Uint8Array.from([...Buffer.from(before), ...between, ...Buffer.from(after)]),
        ),
    );
    fc.assert(
      fc.property(bytes, (array) => {
        const decoded = decodeText(Buffer.from(array));
        const strict = decodeStrictly(array);
        if (strict !== null) expect(decoded).toBe(strict.replace(/\r\n?/g, '\n'));
        else {
          const { line, column, excerpt } = decoded as Exclude<typeof decoded, string>;
          expect(excerpt[column - 1]).toBe('\uFFFD');
          expect(line).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

describe('hostile YAML', () => {
  const laughs = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`);
  it.each([
    ['a billion laughs', ['a0: &a0 [lol]', ...laughs].join('\n')],
    ['a list that holds itself', 'parts: &a [*a]'],
    ['a group that holds itself', 'parts: &a { title: *a }'],
    ['brackets without end', '['.repeat(20_000)],
    ['groups without end', '{a: '.repeat(20_000)],
    ['lists without end', '- '.repeat(20_000)],
    ['a thousand keys of one name', 'a: 1\n'.repeat(1000)],
    ['ten thousand aliases', `a: &a 1\n${Array.from({ length: 10_000 }, (_, i) => `k${i}: *a`).join('\n')}`],
    ['a text of colons', `a: ${'b\n '.repeat(5000)}`],
  ])('is refused in good time: %s', (_, text) => {
    const start = performance.now();
    const diagnostics = readManifest(text);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(diagnostics.length).toBeGreaterThan(0);
    expectSound(diagnostics.slice(0, 20), text);
  });

  it('leaves prototypes alone', () => {
    const codes = readManifest(`${bookYaml}__proto__: { polluted: true }\nconstructor: 1\n`).map(({ code }) => code);
    expect(codes.filter((code) => code === 'unknown-key')).toHaveLength(2);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
