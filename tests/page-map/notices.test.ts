/** What a page says where text has not arrived. */
import { describe, expect, it } from 'vitest';
import type { Report, ReportStatus } from '../../scripts/model/types.ts';
import { noticeOf, reservedWords } from '../../scripts/page-map/notices.ts';

function report(status: ReportStatus): Report {
  return {
    id: 'r1',
    number: 1,
    title: '第一篇',
    titleLines: ['第一篇'],
    shortTitle: '一',
    part: '一、文稿',
    lock: null,
    manuscript: null,
    status,
    place: { file: 'book.yaml' },
  };
}

describe('the notice of a missing report', () => {
  it('names the pages of the original', () => {
    expect(noticeOf(report('missing'), { first: 7, last: 19 })).toBe('（原稿待补，原书第7—19页）');
  });

  it('names one page as one', () => {
    expect(noticeOf(report('missing'), { first: 7, last: 7 })).toBe('（原稿待补，原书第7页）');
  });

  it('names the first page where the last is not known', () => {
    expect(noticeOf(report('missing'), { first: 98, last: null })).toBe('（原稿待补，原书第98页起）');
  });

  it('names no pages in a flowing book', () => {
    expect(noticeOf(report('missing'), undefined)).toBe('（原稿待补）');
  });
});

describe('the notice of a partial report', () => {
  it('says that what follows is to come, and where the original ends', () => {
    expect(noticeOf(report('partial'), { first: 7, last: 19 })).toBe('（以下原稿待补，原书至第19页止）');
  });

  it.each([
    ['the last page is not known', { first: 98, last: null }],
    ['the book is flowing', undefined],
  ])('names no page where %s', (_, allotment) => {
    expect(noticeOf(report('partial'), allotment)).toBe('（以下原稿待补）');
  });
});

describe('a complete report', () => {
  it.each([undefined, { first: 7, last: 19 }, { first: 98, last: null }])('has no notice: %j', (allotment) => {
    expect(noticeOf(report('complete'), allotment)).toBe('');
  });
});

it('pages kept for text to come say 待补', () => {
  expect(reservedWords).toBe('待补');
});
