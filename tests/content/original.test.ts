/**
 * The first book against the text it was made from: source + the departures that content/EMENDATIONS.md lists = content,
 * character by character, with no departure left over.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { parseManifest, splitManuscript, writeBook } from './book-text.ts';
import { applyDepartures, parseTable, toNotation } from './emendation-table.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const original = read('original/source.txt');
const source = toNotation(original);
const table = read('../../content/EMENDATIONS.md');
const departures = parseTable(table);
const manifestYaml = read('../../content/book.yaml');
const manifest = parseManifest(manifestYaml);
const reports = manifest.parts.flatMap((part) => part.reports.map((report) => ({ ...report, part: part.title })));
const arrived = reports.flatMap((report) => (report.manuscript ? [report.manuscript] : []));
const manuscripts = Object.fromEntries(arrived.map((path) => [path, read(`../../content/${path}`)]));
const content = writeBook(manifest, manuscripts);

/** The content's text with one file changed; null where the change makes the book unreadable. */
function writeChanged(path: string, text: string): string | null {
  try {
    return path === 'book.yaml'
      ? writeBook(parseManifest(text), manuscripts)
      : writeBook(manifest, { ...manuscripts, [path]: text });
  } catch {
    return null;
  }
}

/** The source with these departures; null where they do not fit it. */
function applyOrNull(rows: typeof departures): string | null {
  try {
    return applyDepartures(source, rows);
  } catch {
    return null;
  }
}

describe('the source', () => {
  it('is the text as it was supplied', () => {
    const hash = (path: string) =>
      createHash('sha256')
        .update(readFileSync(new URL(path, import.meta.url)))
        .digest('hex');
    expect(hash('original/source.txt')).toBe('8a6fd44e7534a39b347a3b2c7d0ef2a96f5e81a4fcc22f7f8ba15deb8ccf2a43');
    expect(hash('original/toc.tsv')).toBe('d2952f6800ea676bd4c384b8c4db8d83e0610e23076200c516d426b1ad1594a0');
  });

  it('has 27 opening and 27 closing quotation marks, and the content keeps them all', () => {
    const count = (text: string, mark: string) => text.split(mark).length - 1;
    expect([count(source, '“'), count(source, '”')]).toEqual([27, 27]);
    expect([count(content, '“'), count(content, '”')]).toEqual([27, 27]);
  });
});

describe('the table of departures', () => {
  it('has unique ids, reasons and a certainty in every row', () => {
    expect(new Set(departures.map((row) => row.id)).size).toBe(departures.length);
    for (const row of departures) {
      expect(row.id).toMatch(/^E\d{3}$/);
      expect(row.certainty).toMatch(/^(确定|推定)$/);
      expect(row.reason.length).toBeGreaterThan(2);
    }
  });

  it('marks as inferred exactly the two lost …… without measure and the two titles without a break', () => {
    const inferred = departures.filter((row) => row.certainty === '推定').map((row) => [row.lines, row.after]);
    expect(inferred).toEqual([
      ['7', '彩云南／鱼水情深'],
      ['8', '“双拥模范城”／让双拥之花'],
      ['11', '提供暖心服务……军爱民'],
      ['28', '享受优惠”……7月18日'],
    ]);
  });
});

describe('source and content', () => {
  it('differ by the listed departures and by nothing else', () => {
    const lines = (text: string) => text.split('¶');
    expect(lines(content)).toEqual(lines(applyDepartures(source, departures)));
  });

  it('have the contents of the table that came with the source', () => {
    const rows = read('original/toc.tsv').trimEnd().split('\n').slice(1);
    const asRead = (text: string) => text.replaceAll(' ', '').replaceAll('(', '（').replaceAll(')', '）');
    expect(reports.map((r, i) => [String(i + 1), r.part, r.title, String(r.page)])).toEqual(
      rows.map((row) => row.split('\t').map(asRead)),
    );
    expect(reports).toHaveLength(27);
  });

  it('agree on what has arrived: the first report whole, the second broken off', () => {
    const status = arrived.map((path) => splitManuscript(manuscripts[path]!).frontMatter);
    expect(status).toEqual([
      { date: '2024-08-01', status: 'complete' },
      { date: '2024-11-20', status: 'partial' },
    ]);
    expect(original.endsWith('军人子女\n✂')).toBe(true);
    expect(content.endsWith('军人子女')).toBe(true);
    expect(manuscripts['reports/02-gansu.md']).toMatch(/<!--[^>]*微信3231169整理，[^>]*-->/);
  });
});

describe('the manuscripts', () => {
  it.each(arrived)('%s is to Markdown what it looks like: second-level headings and plain paragraphs', (path) => {
    const { body } = splitManuscript(manuscripts[path]!);
    const tokens = new MarkdownIt().parse(body, {});
    const blocks = tokens.flatMap((token, i) => {
      if (token.type !== 'inline') return [];
      expect(token.children!.map((child) => child.type)).toEqual(['text']);
      const mark = { h2: '## ', p: '' }[tokens[i - 1]!.tag];
      return [`${mark}${token.children![0]!.content}`];
    });
    expect(blocks).toEqual(body.trim().split('\n\n'));
  });
});

describe('the manifest', () => {
  it('breaks titles without changing them, and shortens them with their own words', () => {
    for (const { title, titleLines, shortTitle } of reports) {
      if (titleLines) expect(titleLines.join('')).toBe(title);
      // 18 pt in a measure of 34 x 12 pt: 22 characters a line.
      for (const line of titleLines ?? [title]) expect([...line].length).toBeLessThanOrEqual(22);
      let at = 0;
      for (const character of shortTitle ?? '') {
        at = title.indexOf(character, at) + 1;
        expect(at, `${shortTitle} / ${title}`).toBeGreaterThan(0);
      }
      expect([...(shortTitle ?? title)].length).toBeLessThanOrEqual(22);
    }
  });

  it('holds no value that the source does not give, beyond the two that are marked provisional', () => {
    expect(manifest.provisional).toEqual(['title', 'issued']);
    expect(manifest).toMatchObject({ imprint: {}, front: [], back: [], accept: [] });
    expect(Object.keys(manifest.imprint)).toEqual([]);
    for (const key of ['subtitle', 'creator', 'publisher', 'description', 'rights', 'isbn', 'lastPage']) {
      expect(manifest).not.toHaveProperty(key);
    }
  });
});

describe('the comparison', () => {
  it('notices each departure that is dropped, doubled or turned into nothing', () => {
    for (const [i, row] of departures.entries()) {
      expect(applyOrNull(departures.filter((other) => other !== row)), `${row.id} dropped`).not.toBe(content);
      expect(applyOrNull([...departures, row]), `${row.id} doubled`).not.toBe(content);
      const idle = departures.with(i, { ...row, after: row.before });
      expect(applyOrNull(idle), `${row.id} idle`).not.toBe(content);
    }
  });

  it('notices a departure that is not there to be made', () => {
    const [first] = departures;
    const foreign = { ...first!, id: 'E999', lines: '12', before: '坚如盘石', after: '坚如磐石' };
    expect(() => applyDepartures(source, [...departures, foreign])).toThrow('E999: stands 0 times');
    const idle = { ...foreign, before: '坚如磐石' };
    expect(() => applyDepartures(source, [...departures, idle])).toThrow('E999: changes nothing');
    const commas = departures.find((row) => row.before === ',')!;
    const miscounted = departures.map((row) =>
      row === commas ? { ...row, lines: row.lines.replace('12×4', '12×3') } : row,
    );
    expect(() => applyDepartures(source, miscounted)).toThrow(`${commas.id}: 4 times in line 12`);
  });

  it('does not depend on the order of the rows', () => {
    expect(applyDepartures(source, [...departures].reverse())).toBe(content);
  });

  it.each(arrived)('notices any character dropped from %s', (path) => {
    const text = manuscripts[path]!;
    const { body } = splitManuscript(text);
    const bare = text.replace(/<!--[\s\S]*?-->\n/, '');
    const start = bare.length - body.length;
    for (let i = start; i < bare.length; i++) {
      // White space between blocks is Markdown's own, and is tried below.
      if (bare[i] === '\n') continue;
      expect(writeChanged(path, bare.slice(0, i) + bare.slice(i + 1)), `${path} without ${bare[i]} at ${i}`).not.toBe(
        content,
      );
    }
    expect(writeChanged(path, bare)).toBe(content);
  });

  it.each([
    ['reports/01-hebei.md', '2024-08-01', '2024-08-02'],
    ['reports/01-hebei.md', '## 二、', '二、'],
    ['reports/01-hebei.md', '## 二、', '### 二、'],
    ['reports/01-hebei.md', '随处可见。\n\n这不仅', '随处可见。这不仅'],
    ['reports/01-hebei.md', '随处可见。\n\n这不仅', '随处可见。\n这不仅'],
    ['reports/01-hebei.md', '去年以来，全省', '去年以来，\n\n全省'],
    ['reports/01-hebei.md', '第5年', '第 5年'],
    ['reports/01-hebei.md', '4.5万家', '4。5万家'],
    ['reports/01-hebei.md', '“优抚对象到店有礼”', '”优抚对象到店有礼“'],
    ['reports/01-hebei.md', '\n\n……\n', '\n'],
    ['reports/02-gansu.md', '军人子女\n', '军人子女。\n'],
    ['reports/02-gansu.md', '黄金通道，历来', '黄金通道，，历来'],
    ['book.yaml', 'page: 75', 'page: 76'],
    ['book.yaml', '鱼水情深谱新篇]', '鱼水情深谱新篇章]'],
    ['book.yaml', 'titleLines: [普洱市双拥花开彩云南, 鱼水情深谱新篇]', ''],
    ['book.yaml', '浦北县双拥工作走笔', '浦北县双拥工作 走笔'],
    ['book.yaml', '城（县）综述', '城(县)综述'],
    ['book.yaml', '三、县（市）区级', '三、县市区级'],
    ['book.yaml', '        manuscript: reports/02-gansu.md\n', ''],
    ['book.yaml', '  - title: 二、市级\n    reports:\n', ''],
  ])('notices in %s: %j for %j', (path, was, is) => {
    const text = path === 'book.yaml' ? manifestYaml : manuscripts[path]!;
    expect(text.split(was)).toHaveLength(2);
    expect(writeChanged(path, text.replace(was, is))).not.toBe(content);
  });
});
