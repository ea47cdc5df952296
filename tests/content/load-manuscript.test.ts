/** A manuscript's head and body. */
import { describe, expect, it } from 'vitest';
import { loadManuscript } from '../../scripts/content/load-manuscript.ts';

const dateOf = (date: string) => loadManuscript(`---\ndate: ${date}\n---\n正文\n`, 'a.md');

describe('front matter', () => {
  it('is taken off, and the body keeps its place in the file', () => {
    const { manuscript, diagnostics } = loadManuscript(
      '---\ntitle: 另一个标题\ndate: 2024-08\nauthor: 甲\nsource: 乙\nstatus: partial\n---\n\n# 一\n---\n二',
      'a.md',
    );
    expect(diagnostics).toEqual([]);
    expect(manuscript).toEqual({
      file: 'a.md',
      frontMatter: { title: '另一个标题', date: '2024-08', author: '甲', source: '乙', status: 'partial' },
      body: '\n# 一\n---\n二',
      bodyLine: 8,
    });
  });

  it('may be missing or empty', () => {
    for (const [text, bodyLine] of [['正文', 1] as const, ['---\n---\n正文', 3] as const]) {
      const { manuscript, diagnostics } = loadManuscript(text, 'a.md');
      expect(diagnostics).toEqual([]);
      expect(manuscript).toMatchObject({ body: '正文', bodyLine, frontMatter: { status: 'complete' } });
    }
  });

  it('is not opened by a line that only begins with ---', () => {
    const { manuscript } = loadManuscript('----\n正文', 'a.md');
    expect(manuscript).toMatchObject({ body: '----\n正文', bodyLine: 1 });
  });

  it.each(['2024-08-01', '2024-02-29', '2024-08', '2024', '2024年8月', '甲辰年秋', '2023—2024'])(
    'takes the date %s',
    (date) => {
      const { manuscript, diagnostics } = dateOf(date);
      expect(diagnostics).toEqual([]);
      expect(manuscript.frontMatter.date).toBe(date);
    },
  );

  it.each(['2023-02-29', '2024-13', '2024-00-01', '2024-8-1', '2024/08/01', '2024.08'])(
    'refuses the date %s',
    (date) => {
      expect(dateOf(date).diagnostics.map(({ code }) => code)).toEqual(['invalid-date']);
    },
  );
});

describe('a body', () => {
  it.each(['', '\n\n', '　', '\u200B', '<!-- 待补 -->\n'])('is empty: %j', (body) => {
    const { diagnostics } = loadManuscript(`---\nstatus: partial\n---\n${body}`, 'a.md');
    expect(diagnostics.map(({ code }) => code)).toEqual(['empty-report']);
  });

  it.each(['……', '<!-- 注 -->正文', '![图](a.png)'])('is not empty: %j', (body) => {
    expect(loadManuscript(body, 'a.md').diagnostics).toEqual([]);
  });
});

it('leaves invisible characters out of front matter, written as they are or as escapes', () => {
  const { manuscript, diagnostics } = loadManuscript(
    '---\nauthor: 张\u200b三\ntitle: "题\\u2060名"\n---\n东村。\n',
    'a.md',
  );
  expect(manuscript.frontMatter).toMatchObject({ author: '张三', title: '题名' });
  expect(diagnostics.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`)).toEqual([
    'invisible-removed 2:9',
    'invisible-removed 3:8',
  ]);
});
