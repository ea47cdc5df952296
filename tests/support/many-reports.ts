/** The book of 300 reports: many small files, a long contents, ids and titles that differ by a number only. */
import type { BookSpec, ReportSpec } from './make-book.ts';

const places = '汀兰 柳浪 竹隐 鹭坪 听泉 雁回 石笕 渡月 霜降 望槐 杏坞 春和'.split(' ');
const works = '守堤 巡山 点灯 撑船 修桥 看水 数雁 敲钟 采茶 清淤 护林 送信'.split(' ');
const perPart = 60;

/** A flowing book of `count` reports of one to three short paragraphs, in parts of 60. */
export function manyReports(count = 300): BookSpec {
  const reports = Array.from({ length: count }, (_, i) => reportOf(i));
  const parts = Array.from({ length: Math.ceil(count / perPart) }, (_, i) => ({
    title: `第${i + 1}辑`,
    from: i * perPart,
  }));
  return { manifest: { slug: 'many-reports', title: `村村有事${count}篇` }, reports, parts };
}

function reportOf(i: number): ReportSpec {
  const place = places[i % places.length]!;
  const work = works[Math.floor(i / places.length) % works.length]!;
  const paragraphs = [
    `${place}村的${work}人是第${i + 1}位写稿的人。他说，事情不大，写下来也就几行字，几行字里能有一句真话就够了。`,
    `${work}这件事，在${place}已经做了${3 + (i % 40)}年，做的人换了${1 + (i % 7)}茬，做法没有变。`,
    `写到这里，${place}的天黑了，明天还要${work}，先写这些。`,
  ];
  return { title: `${place}村${work}记（${i + 1}）`, text: paragraphs.slice(0, 1 + (i % 3)).join('\n\n') };
}
