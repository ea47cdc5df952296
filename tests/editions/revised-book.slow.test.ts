/** A second edition with 修订说明: through the whole way of the book, proof and all, and the same bytes twice. */
import { beforeAll, describe, expect, it } from 'vitest';
import { makeBook as buildInMemory } from '../../scripts/build-book.ts';
import type { Made } from '../../scripts/make-outputs.ts';
import type { BuildOptions, BuildResult } from '../../scripts/model/build-types.ts';
import { type History, noHistory } from '../../scripts/model/edition-types.ts';
import { encodePng } from '../support/encode-pictures.ts';
import { makeBook, type ReportSpec } from '../support/make-book.ts';
import { readWithMupdf } from '../support/read-with-mupdf.ts';

const pictureOf = (shade: number) => encodePng({ width: 9, height: 6, rgb: new Uint8Array(162).fill(shade * 40) });
const line = '志愿者们清早出发，沿着河岸一路检查水位，把看到的情况记在本子上，傍晚再交到站里。';
const long = `${line.repeat(5)}\n\n`.repeat(9);

async function build(reports: ReportSpec[], edition: number, history: History, review = false) {
  await using folder = await makeBook({
    reports,
    files: { 'images/bank.png': pictureOf(edition), 'images/wood.png': pictureOf(3) },
    manifest: {
      ...{ edition: { number: edition, printing: edition }, issued: `202${edition}-03-01`, revisionNotes: true },
      ...{ distribution: 'public' },
    },
  });
  const options: BuildOptions = {
    ...{ bookDir: folder.dir, outDir: '', engine: 'per-report', cache: false, pdfOnly: false, jobs: 2, write: false },
    ...{ signal: new AbortController().signal, report: () => undefined, history, review },
  };
  const { result, made } = await buildInMemory(options);
  expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { result, made: made! };
}

/** A picture that is another in each edition, one that is not, and a note. */
const shore = (word: string) =>
  `有注的一段。[^1]\n\n![岸](../images/bank.png "图1　岸线")\n\n![林](../images/wood.png "图2　林带")\n\n[^1]: ${word}的注。`;

const first: ReportSpec[] = [
  { title: '河湖巡护', text: `开头一段。\n\n${long}水位每月测3次，*不含*雨季。\n\n要删的一段。` },
  { title: '林地巡护', text: '这一篇没有改。' },
  { title: '岸线巡护', text: shore('旧') },
];
const second: ReportSpec[] = [
  { title: '河湖巡护', text: `开头一段。\n\n${long}水位每月测5次，*不含*雨季。` },
  { title: '林地巡护', text: '这一篇没有改。' },
  { title: '岸线巡护', text: shore('新') },
  { title: '草地巡护', text: '这一篇是新的，用了{.right}和**两个星号。' },
];

let before: { made: Made; result: BuildResult };
let after: { made: Made; result: BuildResult };
let again: { made: Made; result: BuildResult };

beforeAll(async () => {
  before = await build(first, 1, noHistory);
  const { state, map, prints } = before.made;
  const fingerprint = { huibian: '', browser: '', pagedjs: '', fonts: {} };
  const base = { edition: state!.edition, issued: state!.issued, state: state!, map: map!, prints, fingerprint };
  const history = { issued: [{ edition: base.edition, issued: base.issued, title: base.state.title }], base };
  after = await build(second, 2, history, true);
  again = await build(second, 2, history, true);
});

const fileOf = ({ files }: Made, name: string) => Buffer.from(files.find((file) => file.name === name)!.data);

describe('a second edition', () => {
  it('ends with 修订说明, whose old pages are those of the old print and whose new ones are its own', async () => {
    const { map } = after.made;
    const own = map!.pages.filter(({ flow }) => flow === 'back-revisions');
    expect(own).toHaveLength(1);
    const { pages } = await readWithMupdf(fileOf(after.made, 'made.pdf'));
    const text = pages[own[0]!.sheet - 1]!.text.replace(/\s/g, '');
    const old = before.made.state!.texts[0]!.paragraphs.find(({ text: words }) => words.startsWith('水位'))!.page;
    const [river] = after.made.state!.texts;
    const now = river!.paragraphs.find(({ text: words }) => words.startsWith('水位'))!.page;
    const added = map!.reports.find(({ title }) => title === '草地巡护')!.start;
    expect(text).toContain('与第1版第1次印刷本（2021年3月1日）相比');
    expect(text).toContain(`增补《草地巡护》，见第${added}页。`);
    expect(text).toContain(`第${now}页：原第${old}页「水位每月测3次，不含雨季。」改为「水位每月测5次，不含雨季。」`);
    const shoreline = after.made.state!.texts.find(({ title }) => title === '岸线巡护')!;
    const shown = shoreline.paragraphs.find(({ text: caption }) => caption.includes('岸线'))!.page;
    expect(text).toContain(`第${shown}页：原第${shown}页「图1岸线」的插图更换。`);
    expect(text).toContain(`第${shoreline.start}页脚注：原第${shoreline.start}页「旧的注。」改为「新的注。」`);
    expect(text).not.toContain('林带');
    expect(text).toContain(`原第${old}页删去：「要删的一段。」`);
    expect(before.made.map!.pages.some(({ flow }) => flow === 'back-revisions')).toBe(false);
    expect(after.made.state!.texts.map(({ id }) => id)).not.toContain('back-revisions');
  });

  it('is proved, and has the notes in EPUB and site, with links to the paragraphs', () => {
    expect(after.made.proof!.checks.filter(({ ok }) => !ok)).toEqual([]);
    const page = fileOf(after.made, 'site/made/back-revisions.html').toString();
    const id = after.made.state!.texts[0]!.paragraphs.find(({ text }) => text.startsWith('水位'))!.id;
    expect(page).toContain(`href="r1.html#${id}"`);
    const noted = after.made.state!.texts.find(({ title }) => title === '岸线巡护')!.paragraphs[0]!;
    expect(page).toContain(`href="r3.html#${noted.id}"`);
    expect(before.made.files.some(({ name }) => name.endsWith('back-revisions.html'))).toBe(false);
  });

  it('tells the feed what changed, in book.json', () => {
    const book = JSON.parse(fileOf(after.made, 'site/made/book.json').toString());
    expect(book.editions).toEqual([
      { number: 1, printing: 1, issued: '2021-03-01', title: '试排文稿' },
      {
        ...{ number: 2, printing: 2, issued: '2022-03-01', title: '试排文稿' },
        summary: '第2版第2次印刷：增补1篇，更正3处，删去1段。',
      },
    ]);
  });

  it('has a review copy, and is made of the same bytes twice', () => {
    const names = after.made.files.map(({ name }) => name);
    expect(names).toContain('made.review.pdf');
    for (const name of names) expect(fileOf(after.made, name).equals(fileOf(again.made, name)), name).toBe(true);
  });
});
