import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../scripts/diagnostics/catalogue.ts';
import { codeFrame } from '../../scripts/terminal/code-frame.ts';
import { displayWidth, fitToWidth } from '../../scripts/terminal/display-width.ts';
import { formatDiagnostic } from '../../scripts/terminal/format-diagnostic.ts';
import { chooseLanguage } from '../../scripts/terminal/language.ts';
import { choosePaint } from '../../scripts/terminal/paint.ts';
import { showProgress } from '../../scripts/terminal/progress.ts';

const plain = choosePaint(false, {});

describe('language', () => {
  test.each([
    [undefined, { LANG: 'zh_CN.UTF-8' }, 'zh'],
    [undefined, { LANG: 'zh' }, 'zh'],
    [undefined, { LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
    [undefined, { LC_MESSAGES: 'zh_TW.UTF-8', LANG: 'en_GB' }, 'zh'],
    [undefined, { LANG: 'C' }, 'en'],
    [undefined, { LC_ALL: 'POSIX' }, 'en'],
    [undefined, { LANG: 'zhuang' }, 'en'],
    ['zh', { LANG: 'en_US' }, 'zh'],
    ['en', { LANG: 'zh_CN' }, 'en'],
    ['fr', { LANG: 'zh_CN' }, 'zh'],
  ])('--lang %s with %j is %s', (argument, env, expected) => {
    expect(chooseLanguage(argument, env)).toBe(expected);
  });

  test("without any, the system's own decides", () => {
    const systems = Intl.DateTimeFormat().resolvedOptions().locale;
    expect(chooseLanguage(undefined, {})).toBe(systems.startsWith('zh') ? 'zh' : 'en');
  });
});

describe('display width', () => {
  test.each([
    ['abc', 3],
    ['汇编', 4],
    ['（一）', 6],
    ['“一”', 4],
    ['e\u0301', 1],
    ['𠮷', 2],
    ['', 0],
  ])('%s takes %i columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });

  test('fitted text never takes more than it may, and begins the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '汇', '，', '𠮷', ' ') }),
        fc.integer({ min: 2, max: 40 }),
        (text, columns) => {
          const fitted = fitToWidth(text, columns);
          expect(displayWidth(fitted)).toBeLessThanOrEqual(columns);
          expect(text.startsWith(fitted.replace(/…$/, ''))).toBe(true);
        },
      ),
    );
  });
});

describe('code frame', () => {
  test('the caret stands under its character, behind wide ones too', () => {
    expect(codeFrame('  - { title: 河北省, page: 一 }', 12, 25, 80)).toEqual([
      '12 |   - { title: 河北省, page: 一 }',
      `   | ${' '.repeat(27)}^`,
    ]);
  });

  test('a paragraph of a thousand characters is cut around the place', () => {
    const [line, caret] = codeFrame(`${'一'.repeat(500)}乙${'二'.repeat(500)}`, 7, 501, 60);
    expect(displayWidth(line!)).toBeLessThanOrEqual(60);
    const before = line!.slice(0, line!.indexOf('乙'));
    expect(displayWidth(before)).toBe(caret!.indexOf('^'));
    expect(line).toMatch(/^7 \| ….*….*$/u);
  });

  test('for any line, column and width, the caret marks the character', () => {
    const unit = fc.constantFrom('a', '汇', '，', '\t', '“');
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1 }), fc.nat(), fc.integer({ min: 30, max: 90 }), (text, n, columns) => {
        const column = (n % text.length) + 1;
        const [line, caret] = codeFrame(text, 3, column, columns);
        expect(displayWidth(line!)).toBeLessThanOrEqual(columns);
        let at = 0;
        const marked = [...line!].find((character) => {
          const here = at === caret!.indexOf('^');
          at += displayWidth(character);
          return here;
        });
        expect(marked).toBe(text[column - 1]!.replace('\t', ' '));
      }),
    );
  });
});

describe('diagnostics', () => {
  const d = diagnose('disk-full', { folder: 'dist' }, { file: 'book.yaml', line: 2, column: 8 }, 'title: 汇编');

  test('place, line, caret and hint, in English', () => {
    expect(formatDiagnostic(d, { lang: 'en', paint: plain, columns: 80, folder: 'content/' })).toBe(
      [
        'error[disk-full] content/book.yaml:2:8',
        '  The disk is full: nothing more can be written to dist. Earlier outputs are untouched.',
        '    2 | title: 汇编',
        '      |        ^',
        '  hint: Free some space and try again, or choose another disk with --out.',
      ].join('\n'),
    );
  });

  test('the same in Chinese, without a place', () => {
    const { place, excerpt, ...bare } = d;
    expect(place && excerpt).toBeTruthy();
    expect(formatDiagnostic(bare, { lang: 'zh', paint: plain, columns: 80, folder: '.' })).toBe(
      '错误[disk-full] 磁盘已满，无法写入 dist；原有的输出文件没有改动。\n  办法：请腾出空间后再试，或用 --out 换一个磁盘。',
    );
  });

  test('colours only on a terminal that wants them', () => {
    expect(choosePaint(true, {}).error('x')).toBe('\u001b[1;31mx\u001b[0m');
    expect(choosePaint(true, { NO_COLOR: '1' }).error('x')).toBe('x');
    expect(choosePaint(true, { TERM: 'dumb' }).error('x')).toBe('x');
    expect(choosePaint(false, {}).error('x')).toBe('x');
  });
});

describe('progress', () => {
  const record = (columns: number | null) => {
    let written = '';
    let clock = 0;
    const out = { write: (text: string) => (written += text), columns: () => columns, now: () => (clock += 100) };
    return { progress: showProgress('zh', out), text: () => written };
  };

  test('one line a stage where there is no terminal', () => {
    const { progress, text } = record(null);
    progress.report({ stage: 'content' });
    progress.report({ stage: 'paginate', report: 'a', title: '甲', pages: 3 });
    progress.report({ stage: 'paginate', report: 'b', title: '乙', pages: 2 });
    progress.report({ stage: 'pdf' });
    progress.clear();
    expect(text()).toBe('读取稿件 · 0.1 秒\n分页 · 0.2 秒\n生成 PDF · 0.3 秒\n');
  });

  test('one live line on a terminal, never wider than it, and gone at the end', () => {
    const { progress, text } = record(40);
    progress.report({
      stage: 'paginate',
      report: 'a',
      title: '去年以来河北省双拥工作综述',
      pages: 3,
      done: 1,
      total: 27,
    });
    progress.report({ stage: 'paginate', report: 'b', title: '乙', pages: 2, done: 2, total: 27 });
    progress.clear();
    const lines = text().split('\r\u001b[2K').slice(1);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^分页 · 1\/27 · 去年/);
    expect(lines[1]).toMatch(/^分页 · 2\/27 · 乙 · 5 页 · \d\.\d 秒$/);
    expect(lines[2]).toBe('');
    for (const line of lines) expect(displayWidth(line)).toBeLessThan(40);
    expect(text()).not.toContain('\n');
  });
});
