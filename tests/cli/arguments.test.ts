import { describe, expect, test } from 'vitest';
import { languageArgument, parseArguments } from '../../scripts/commands/arguments.ts';
import { runHuibian } from '../support/run-huibian.ts';

const codes = (argv: string[]) => {
  const parsed = parseArguments(argv, 'en', '0.0.0');
  return 'wrong' in parsed ? parsed.wrong.map((d) => [d.code, d.params]) : null;
};

describe('arguments', () => {
  test('the defaults of build are those of the help', () => {
    const parsed = parseArguments(['build'], 'en', '0.0.0');
    expect(parsed).toMatchObject({
      run: {
        command: 'build',
        json: false,
        quiet: false,
        build: { book: 'content', out: 'dist', engine: 'per-report', cache: true, pdfOnly: false },
      },
    });
  });

  test('every option reaches its command, wherever it stands', () => {
    const argv = '--lang en check --book b --out o --engine whole-book --no-cache --pdf-only --jobs 3 --json --quiet';
    expect(parseArguments(argv.split(' '), 'en', '0.0.0')).toEqual({
      run: {
        command: 'check',
        json: true,
        quiet: true,
        build: { book: 'b', out: 'o', engine: 'whole-book', cache: false, pdfOnly: true, jobs: 3 },
      },
    });
    expect(parseArguments(['doctor', '--json'], 'en', '0.0.0')).toEqual({
      run: { command: 'doctor', json: true, quiet: false },
    });
  });

  test.each([
    [[], [['usage-no-command', {}]]],
    [['bild'], [['usage-unknown-command', { command: 'bild', suggestion: 'build' }]]],
    [['build', '--bok', 'x'], [['usage-unknown-option', { option: '--bok', suggestion: '--book' }]]],
    [['doctor', '--book', 'x'], [['usage-unknown-option', { option: '--book', suggestion: undefined }]]],
    [['build', '--out'], [['usage-missing-value', { option: '--out' }]]],
    [
      ['build', 'a', 'b'],
      [
        ['usage-extra-argument', { argument: 'a' }],
        ['usage-extra-argument', { argument: 'b' }],
      ],
    ],
    [['edition', 'show'], [['usage-missing-argument', { argument: 'PRINTING' }]]],
    [['edition', 'show', 'x'], [['usage-bad-value', { option: 'PRINTING', value: 'x', expected: '1, 2, 3 …' }]]],
    [['edition', 'issue', '--edition', '--printing'], [['usage-conflict', { options: ['--edition', '--printing'] }]]],
    [
      ['build', '--jobs', '0', '--engine', 'fast', '--lang', 'fr', '--book', ''],
      [
        ['usage-bad-value', { option: '--lang', value: 'fr', expected: 'zh, en' }],
        ['usage-bad-value', { option: '--engine', value: 'fast', expected: 'per-report, whole-book' }],
        ['usage-bad-value', { option: '--jobs', value: '0', expected: '1–16' }],
        ['usage-bad-value', { option: '--book', value: '', expected: 'DIR' }],
      ],
    ],
  ])('%j is refused', (argv, expected) => {
    expect(codes(argv)).toEqual(expected);
  });

  test('--lang is found in both forms', () => {
    expect(languageArgument(['build', '--lang', 'zh'])).toBe('zh');
    expect(languageArgument(['--lang=en', 'build'])).toBe('en');
    expect(languageArgument(['build'])).toBeUndefined();
  });

  test('help speaks both languages and names every option', () => {
    const [zh, en] = (['zh', 'en'] as const).map((lang) => {
      const parsed = parseArguments(['build', '--help'], lang, '0.0.0');
      return 'show' in parsed ? parsed.show : '';
    });
    const options = [
      '--book',
      '--out',
      '--engine',
      '--jobs',
      '--no-cache',
      '--pdf-only',
      '--json',
      '--lang',
      '--quiet',
    ];
    for (const option of options) {
      expect(zh).toContain(option);
      expect(en).toContain(option);
    }
    expect(zh).toMatch(/用法：/);
    expect(zh).not.toMatch(/Usage|Options|display|default/);
    expect(en).toMatch(/Usage:/);
  });
});

describe('the command, wrongly used', () => {
  test('exits with 2 and says so in the language of the environment', async () => {
    const env = { LC_ALL: undefined, LC_MESSAGES: undefined, LANG: 'zh_CN.UTF-8' };
    const { code, stdout, stderr } = await runHuibian(['bild'], { env });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('错误[usage-unknown-command] 没有 bild 这个命令。');
    expect(stderr).toContain('是否想写 build？');
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
  });

  test('--lang outdoes the environment', async () => {
    const { code, stderr } = await runHuibian(['--lang', 'en', 'build', '--jobs', 'x'], {
      env: { LC_ALL: 'zh_CN.UTF-8' },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('error[usage-bad-value] The option --jobs cannot be “x”.');
  });

  test('--json prints one object and nothing else', async () => {
    const { code, stdout, stderr } = await runHuibian(['build', '--json', '--nope', '--lang', 'en']);
    expect(code).toBe(2);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      exit: 2,
      diagnostics: [{ code: 'usage-unknown-option', severity: 'error', file: null, line: null, column: null }],
    });
  });

  test('--version and --help exit with 0', async () => {
    const version = await runHuibian(['--version']);
    expect(version).toMatchObject({ code: 0, stderr: '' });
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await runHuibian(['--help'])).toMatchObject({ code: 0, stderr: '' });
  });
});
