/** The ledger under attack: runs killed at every step, damaged files, two issues at once. Nothing lost, all named. */
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wordsOf } from '../../scripts/diagnostics/catalogue.ts';
import { DiagnosticError } from '../../scripts/diagnostics/diagnostic.ts';
import { judgeDifference } from '../../scripts/editions/compare/judge-difference.ts';
import { compareFingerprints } from '../../scripts/editions/fingerprint.ts';
import { sha256 } from '../../scripts/editions/ledger-record.ts';
import { loadHistory } from '../../scripts/editions/load-history.ts';
import { readLedger } from '../../scripts/editions/read-ledger.ts';
import { type EditionToWrite, writeEdition } from '../../scripts/editions/write-edition.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huibian-ledger-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A printing with a text, a picture of its own and one that all share. */
function printing(n: number, previous: string | null, edition = 1): EditionToWrite {
  const file = (path: string, text: string, kept: 'files' | 'blobs') => {
    const data = Buffer.from(text);
    return { path, bytes: data.length, sha256: sha256(data), kept, from: 'book' as const, data };
  };
  const paragraph = { id: `p-a-${n}`, kind: 'p', text: `第${n}次的话。`, page: '1' };
  return {
    slug: 'made',
    previous,
    summary: n === 1 ? null : `第${n}次改了一句。`,
    state: {
      edition: { number: edition, printing: n },
      issued: `2025-0${n}-01`,
      title: '集',
      numbering: 'locked',
      texts: [
        { id: 'a', title: '甲', part: '一', status: 'complete', start: '1', end: '1', paragraphs: [paragraph] },
        { id: 'b', title: '乙', part: '一', status: 'missing', start: '2', end: '2', paragraphs: [] },
      ],
    },
    map: { format: 1, slug: 'made', title: '集', numbering: 'locked', reports: [], pages: [] } as never,
    prints: [{ sheet: 1, label: '1', flow: 'a', hash: sha256('x'), runs: [[1, 2, 3, 'F', 12, `第${n}次的话。`]] }],
    fingerprint: { huibian: '1', browser: '147.0', pagedjs: '0.4.3', fonts: { 'Noto Serif': sha256('f') } },
    files: [
      file('book.yaml', `slug: made # ${n}`, 'files'),
      file('images/own.png', `\0own ${n}`, 'blobs'),
      file('images/shared.png', '\0shared', 'blobs'),
      file('reports/a.md', `第${n}次的话。`, 'files'),
    ],
    outputs: [{ name: 'made.pdf', bytes: 3, sha256: sha256('pdf') }],
  };
}

async function issue(n: number, edition = 1): Promise<void> {
  const { entries } = await readLedger(dir);
  await writeEdition(dir, printing(n, entries.at(-1)?.hash ?? null, edition));
}

const at = (name: string) => join(dir, 'editions', name);
/** Files and faults that reading the ledger names. */
async function faults(): Promise<string[]> {
  const error = await readLedger(dir).then(
    () => null,
    (reason: DiagnosticError) => reason,
  );
  if (error === null) return [];
  expect(error).toBeInstanceOf(DiagnosticError);
  return error.diagnostics.map((d) => {
    const { file, fault } = d.params as { file: string; fault: string };
    expect(d.place!.file).toBe(file);
    for (const lang of ['zh', 'en'] as const) expect(wordsOf(d, lang).message).toContain(file);
    return `${fault} ${file}`;
  });
}

describe('the ledger', () => {
  it('gives back what was issued, oldest first, each file once', async () => {
    for (const n of [1, 2, 3]) await issue(n);
    const { entries } = await readLedger(dir);
    expect(entries.map(({ record }) => record.edition.printing)).toEqual([1, 2, 3]);
    expect(entries.map(({ record }) => record.previous)).toEqual([null, entries[0]!.hash, entries[1]!.hash]);
    expect(readdirSync(at('blobs'))).toHaveLength(4);
    const history = await loadHistory(dir, { number: 2, printing: 3 });
    expect(history.issued).toEqual([
      { edition: { number: 1, printing: 1 }, issued: '2025-01-01', title: '集' },
      { edition: { number: 1, printing: 2 }, issued: '2025-02-01', title: '集', summary: '第2次改了一句。' },
    ]);
    expect(history.base!.state).toEqual(printing(2, null).state);
    expect(history.base!.prints).toEqual(printing(2, null).prints);
    expect(await loadHistory(dir, { number: 1, printing: 1 })).toEqual({ issued: [], base: null });
    expect(await loadHistory(join(dir, 'nowhere'), { number: 1, printing: 1 })).toEqual({ issued: [], base: null });
  });

  it('compares a book with its last printing, and tells its readers what changed since the edition before came out', async () => {
    for (const [n, edition] of [1, 1, 2, 2, 3].entries()) await issue(n + 1, edition);
    const sources = async (number: number, printing: number) => {
      const { base, editionBefore } = await loadHistory(dir, { number, printing });
      return [base, editionBefore].map((each) => each?.edition.printing);
    };
    expect(await sources(1, 2)).toEqual([1, undefined]);
    // A reprint, and a new edition after it: what changed from printing to printing is told too.
    expect(await sources(1, 3)).toEqual([2, 1]);
    expect(await sources(2, 3)).toEqual([2, 1]);
    expect(await sources(2, 4)).toEqual([3, 1]);
    expect(await sources(3, 5)).toEqual([4, 3]);
    expect(await sources(3, 6)).toEqual([5, 3]);
    expect(await sources(4, 6)).toEqual([5, undefined]);
  });

  const first = 'editions/e1-p1';
  it.each<[string, () => void, string[]]>([
    [
      'a text edited',
      () => appendFileSync(at('e1-p1/files/reports/a.md'), '改'),
      [`edited ${first}/files/reports/a.md`],
    ],
    [
      'a line of the text cut off',
      () => truncateSync(at('e1-p1/paragraphs.jsonl'), 40),
      [`truncated ${first}/paragraphs.jsonl`],
    ],
    ['the record truncated', () => truncateSync(at('e1-p1/edition.json'), 100), [`truncated ${first}/edition.json`]],
    [
      'a date in the record changed',
      () =>
        writeFileSync(
          at('e1-p1/edition.json'),
          readFileSync(at('e1-p1/edition.json'), 'utf8').replace('2025-01', '2024-01'),
        ),
      [`edited ${first}/edition.json`],
    ],
    ['the seal taken away', () => rmSync(at('e1-p1/edition.json.sha256')), [`missing ${first}/edition.json.sha256`]],
    ['prints taken away', () => rmSync(at('e1-p1/prints.jsonl')), [`missing ${first}/prints.jsonl`]],
    ['a file too many', () => writeFileSync(at('e1-p1/files/new.md'), ''), [`extra ${first}/files/new.md`]],
    ['a folder too many', () => mkdirSync(at('old')), ['extra editions/old']],
    [
      'a picture gone',
      () => rmSync(at(`blobs/${sha256('\0shared')}`)),
      [`missing editions/blobs/${sha256('\0shared')}`],
    ],
    [
      'a picture cut short',
      () => truncateSync(at(`blobs/${sha256('\0shared')}`), 2),
      [`truncated editions/blobs/${sha256('\0shared')}`],
    ],
    ['a folder renamed', () => renameSync(at('e1-p3'), at('e1-p4')), ['reordered editions/e1-p4']],
    [
      'two folders that changed places',
      () => {
        renameSync(at('e1-p1'), at('x'));
        renameSync(at('e1-p2'), at('e1-p1'));
        renameSync(at('x'), at('e1-p2'));
      },
      ['reordered editions/e1-p1', 'reordered editions/e1-p2'],
    ],
    [
      'a printing in the middle gone',
      () => rmSync(at('e1-p2'), { recursive: true }),
      ['predecessor-missing editions/e1-p3/edition.json'],
    ],
    [
      'the first gone',
      () => rmSync(at('e1-p1'), { recursive: true }),
      ['predecessor-missing editions/e1-p2/edition.json'],
    ],
    [
      'lines of the text in another order',
      () => {
        const lines = readFileSync(at('e1-p1/paragraphs.jsonl'), 'utf8').trimEnd().split('\n');
        writeFileSync(at('e1-p1/paragraphs.jsonl'), `${lines.toReversed().join('\n')}\n`);
      },
      [`edited ${first}/paragraphs.jsonl`],
    ],
  ])('%s: is named', async (_, damage, expected) => {
    for (const n of [1, 2, 3]) await issue(n);
    expect(await faults()).toEqual([]);
    damage();
    const found = await faults();
    for (const fault of expected) expect(found).toContain(fault);
    await expect(issue(4)).rejects.toThrow('ledger-damaged');
  });

  it('a record rewritten with its seal breaks the chain', async () => {
    for (const n of [1, 2]) await issue(n);
    const text = readFileSync(at('e1-p1/edition.json'), 'utf8').replace('2025-01', '2024-01');
    writeFileSync(at('e1-p1/edition.json'), text);
    writeFileSync(at('e1-p1/edition.json.sha256'), `${sha256(text)}  edition.json\n`);
    expect(await faults()).toEqual(['predecessor-changed editions/e1-p2/edition.json']);
  });

  it.each([
    ['a printing left out', { number: 1, printing: 4 }],
    ['an edition left out', { number: 4, printing: 3 }],
    ['an edition that goes back', { number: 1, printing: 3 }],
  ])('%s in a record sealed anew: is named', async (_, edition) => {
    await issue(1);
    const { entries } = await readLedger(dir);
    const second = printing(2, entries[0]!.hash);
    second.state.edition = { number: 2, printing: 2 };
    await writeEdition(dir, second);
    const third = printing(3, (await readLedger(dir)).entries[1]!.hash);
    third.state.edition = { number: 2, printing: 3 };
    await writeEdition(dir, third);
    expect(await faults()).toEqual([]);
    const name = `e${edition.number}-p${edition.printing}`;
    renameSync(at('e2-p3'), at(name));
    const text = readFileSync(at(`${name}/edition.json`), 'utf8').replace(
      /"number": \d+,\s*"printing": \d+/,
      `"number": ${edition.number},\n  "printing": ${edition.printing}`,
    );
    writeFileSync(at(`${name}/edition.json`), text);
    writeFileSync(at(`${name}/edition.json.sha256`), `${sha256(text)}  edition.json\n`);
    expect(await faults()).toEqual([`numbering editions/${name}/edition.json`]);
  });

  it('two issues at once: one is recorded, the other refused', async () => {
    await issue(1);
    const { entries } = await readLedger(dir);
    const both = await Promise.allSettled([2, 2].map((n) => writeEdition(dir, printing(n, entries[0]!.hash))));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect((refused.reason as DiagnosticError).diagnostics.map(({ code }) => code)).toEqual(['edition-meanwhile']);
    expect((await readLedger(dir)).entries).toHaveLength(2);
  });
});

describe('a run that is killed while it writes', () => {
  const module = fileURLToPath(new URL('../../scripts/editions/write-edition.ts', import.meta.url));

  /** A program that writes printing 2 and kills itself at the nth call of the file system; it is told which. */
  async function makeProgram(): Promise<string> {
    const { entries } = await readLedger(dir);
    const { files, ...edition } = printing(2, entries[0]!.hash);
    const plain = files.map(({ data, ...file }) => ({ ...file, data: data.toString() }));
    const program = join(dir, 'kill.mjs');
    await build({
      stdin: {
        contents: `import * as fs from 'node:fs/promises';
import { writeEdition } from ${JSON.stringify(module)};
let n = 0;
const at = (call) => (...args) => {
  if (++n === Number(process.argv[2])) process.kill(process.pid, 'SIGKILL');
  return fs[call](...args);
};
const names = ['mkdir', 'open', 'rename', 'rm', 'readdir'];
const edition = ${JSON.stringify({ ...edition, files: plain })};
for (const file of edition.files) file.data = Buffer.from(file.data);
await writeEdition(${JSON.stringify(dir)}, edition, Object.fromEntries(names.map((name) => [name, at(name)])));
`,
        resolveDir: dir,
      },
      outfile: program,
      bundle: true,
      format: 'esm',
      platform: 'node',
      banner: { js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);" },
    });
    return program;
  }

  /** Its exit signal. */
  function killedAt(program: string, nth: number): Promise<NodeJS.Signals | null> {
    const child = spawn(process.execPath, [program, String(nth)], { stdio: 'ignore' });
    return new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)));
  }

  it('leaves the ledger as it was or with the whole printing, and the next issue cleans up', {
    timeout: 300_000,
  }, async () => {
    await issue(1);
    const before = join(dir, 'before');
    cpSync(at('.'), before, { recursive: true });
    const program = await makeProgram();
    const seen = new Set<number>();
    for (let nth = 1; ; nth += 1) {
      rmSync(at('.'), { recursive: true });
      cpSync(before, at('.'), { recursive: true });
      const signal = await killedAt(program, nth);
      const { entries } = await readLedger(dir);
      seen.add(entries.length);
      expect(entries[0]!.record.edition.printing).toBe(1);
      if (signal === null) {
        expect(entries).toHaveLength(2);
        expect(nth).toBeGreaterThan(20);
        break;
      }
      await issue(entries.length + 1);
      expect((await readLedger(dir)).entries).toHaveLength(entries.length + 1);
      expect(readdirSync(at('.')).filter((name) => !/^e1-p\d$|^blobs$/.test(name))).toEqual([]);
      expect(readdirSync(at('blobs'))).toHaveLength(entries.length + 2);
    }
    expect(seen).toEqual(new Set([1, 2]));
  });
});

describe('what is said of two editions', () => {
  it('tells typography from substance', () => {
    const state = (text: string) => {
      const made = printing(1, null).state;
      made.texts[0]!.paragraphs[0]!.text = text;
      return made;
    };
    expect(judgeDifference(state('第1次，的话。'), state('第1次，的话。'))).toBe('none');
    expect(judgeDifference(state('第1次，的话。'), state('第１次、的 话'))).toBe('typography');
    expect(judgeDifference(state('第1次，的话。'), state('第2次，的话。'))).toBe('substance');
    // A mark between figures is no punctuation.
    expect(judgeDifference(state('增长3.5倍。'), state('增长35倍。'))).toBe('substance');
    expect(judgeDifference(state('占5%。'), state('占5。'))).toBe('substance');
    const renamed = (title: string, part: string) => {
      const made = state('话。');
      Object.assign(made.texts[0]!, { title, part });
      return made;
    };
    expect(judgeDifference(renamed('甲，乙', '一、'), renamed('甲、乙', '一、'))).toBe('typography');
    expect(judgeDifference(renamed('甲', '一、上'), renamed('甲', '一，上'))).toBe('typography');
    expect(judgeDifference(renamed('甲', '一、上'), renamed('乙', '一、上'))).toBe('substance');
    expect(judgeDifference({ ...state('话。'), title: '集' }, { ...state('话。'), title: '续集' })).toBe('substance');
  });

  it('names each part of the fingerprint that differs', () => {
    const then = printing(1, null).fingerprint;
    expect(compareFingerprints(then, then)).toEqual([]);
    const now = { ...then, browser: '148.0', fonts: { 'Noto Serif': sha256('g'), New: sha256('n') } };
    const found = compareFingerprints(then, now).join('\n');
    expect(found).toContain('browser: 147.0 → 148.0');
    expect(found).toContain('Noto Serif: ');
    expect(found).toContain('New: — → ');
    expect(found).not.toContain('Paged.js');
    expect(compareFingerprints(then, { browser: '148.0' })).toEqual(['browser: 147.0 → 148.0']);
  });
});
