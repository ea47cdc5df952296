/** What the documents say of codes, commands and files is what the program has. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../scripts/commands/arguments.ts';
import { loadBook } from '../../scripts/content/load-book.ts';
import { catalogue, exitStatus } from '../../scripts/diagnostics/catalogue.ts';
import { typesetBook } from '../../scripts/typeset/typeset-book.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string) => readFileSync(join(root, name), 'utf8');

const documents = [
  'README.md',
  'README.zh-CN.md',
  'docs/diagnostics.md',
  'docs/diagnostics.zh-CN.md',
  'docs/images/README.md',
  'scripts/ARCHITECTURE.md',
];
const readmes = ['README.md', 'README.zh-CN.md'];

describe('the list of diagnostics', () => {
  const kinds = {
    'docs/diagnostics.md': { error: 'error', warning: 'warning', note: 'note' },
    'docs/diagnostics.zh-CN.md': { error: '错误', warning: '警告', note: '说明' },
  };

  it.each(Object.entries(kinds))('%s has every code once, with its kind and exit code, and no other', (name, words) => {
    const rows = read(name)
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$|`/g, '')));
    const expected = Object.entries(catalogue).map(([code, { severity }]) => {
      const exit = exitStatus([{ code, severity, params: {} }]);
      return [code, words[severity], severity === 'error' ? String(exit) : '—'].join(' ');
    });
    expect(rows.map((row) => row.slice(0, 3).join(' ')).sort()).toEqual(expected.sort());
    for (const row of rows) {
      expect(row, row[0]).toHaveLength(5);
      expect(
        row.slice(3).every((cell) => cell.trim() !== ''),
        row[0],
      ).toBe(true);
    }
  });
});

describe('the READMEs', () => {
  const helpOf = (argv: string[]) => {
    const parsed = parseArguments([...argv, '--help'], 'en', '0');
    return 'show' in parsed ? parsed.show : '';
  };

  it.each(readmes)('%s tells every option and command of the help', (name) => {
    const text = read(name);
    const help = [[], ['build'], ['site'], ['serve'], ['edition', 'issue'], ['edition', 'rebuild']]
      .map(helpOf)
      .join('');
    const options = new Set([...help.matchAll(/--[a-z-]+/g)].map(([option]) => option));
    expect(options.size).toBeGreaterThan(14);
    for (const option of options) expect(text, option).toContain(option);
    for (const command of ['build', 'check', 'site', 'serve', 'edition', 'doctor'])
      expect(text).toContain(`huibian ${command}`);
  });

  it('are built alike in both languages: headings, code, pictures', () => {
    const shapeOf = (name: string) => {
      const text = read(name);
      const prose = text.replace(/^ *```[\s\S]*?^ *```/gm, '');
      return {
        headings: prose.match(/^#+ /gm),
        blocks: text.match(/^ *```\w*/gm),
        pictures: text.match(/\]\(docs\/images\/[^)]*\.png\)/g),
        rows: prose.match(/^\|/gm)?.length,
      };
    };
    expect(shapeOf('README.zh-CN.md')).toEqual(shapeOf('README.md'));
  });
});

describe('the examples of the READMEs', () => {
  /** The first code block that holds a text, without the indentation of the list it stands in. */
  const exampleWith = (readme: string, words: string): string => {
    const blocks = [...readme.matchAll(/^( *)```\w*\n([\s\S]*?)^ *```/gm)];
    const [, indent = '', block = ''] = blocks.find(([whole]) => whole.includes(words)) ?? [];
    return block.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
  };

  it.each(readmes)(
    '%s: the book made from an empty folder, a table and emendations are as they should be',
    async (name) => {
      const readme = read(name);
      const dir = mkdtempSync(join(tmpdir(), 'huibian-readme-'));
      try {
        mkdirSync(join(dir, 'reports'));
        const accept = exampleWith(readme, 'accept:');
        expect(accept).toContain('E002');
        writeFileSync(join(dir, 'book.yaml'), `${exampleWith(readme, 'slug: lantern')}${accept}`);
        writeFileSync(join(dir, 'EMENDATIONS.md'), exampleWith(readme, '| E001 |'));
        const manuscript = `${exampleWith(readme, 'date: 2025-01-20')}\n${exampleWith(readme, '[表1')}`;
        writeFileSync(join(dir, 'reports', '01-street.md'), manuscript);
        const { book, diagnostics } = await loadBook(dir);
        expect(diagnostics).toEqual([]);
        expect(book!.emendations.map(({ certainty }) => certainty)).toEqual(['certain', 'inferred']);
        const { texts, diagnostics: found } = await typesetBook(book!);
        expect(found).toEqual([]);
        const [text] = texts.values();
        expect(text!.noteTexts).toHaveLength(1);
        const html = toHtml(text!.tree);
        expect(html).toContain('<caption>表1　站点人数</caption>');
        expect(html.match(/rowspan="2"/g)).toHaveLength(3);
        expect(html.match(/colspan="2"/g)).toHaveLength(2);
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    },
  );
});

describe('links', () => {
  it.each(documents)('%s points only at files and headings that are there', (name) => {
    const text = read(name).replace(/^ *```[\s\S]*?^ *```/gm, '');
    const targets = [...text.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
    for (const target of targets.filter((t) => !/^[a-z]+:/.test(t))) {
      const [file, anchor] = target.split('#') as [string, string?];
      const path = file === '' ? join(root, name) : join(root, dirname(name), file);
      expect(existsSync(path), target).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(readFileSync(path, 'utf8')), target).toContain(anchor);
    }
  });
});

/** The anchors that GitHub gives to headings of plain words. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, words]) => words!.trim().toLowerCase().replaceAll(' ', '-'));
}
