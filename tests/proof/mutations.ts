/** Whatever can be wrong with a book's outputs, one thing at a time: what the proof must find, and under which check. */
import type { PageEntry } from '../../scripts/model/types.ts';
import type { PdfText } from '../../scripts/proof/read-pdf.ts';
import type { ProofBook } from './proof-book.ts';

const pageOf = (copy: ProofBook, test: (page: PageEntry) => boolean) => copy.pageMap.pages.find(test)!;
export const runsOf = (copy: ProofBook, sheet: number): PdfText[] => copy.pdfReading.pages[sheet - 1]!.texts;
const runWith = (copy: ProofBook, sheet: number, text: string) =>
  runsOf(copy, sheet).find((run) => run.text.includes(text))!;
const contentsSheet = (copy: ProofBook) => pageOf(copy, (page) => page.kind === 'contents').sheet;
const manuscriptOf = (copy: ProofBook, i: number) => copy.book.parts.flatMap((part) => part.reports)[i]!.manuscript!;
export const documentOf = (copy: ProofBook, id: string) =>
  copy.epubReading.documents.find((d) => d.file === `report-${id}.xhtml`)!;
const sitePageOf = (copy: ProofBook, id: string) => copy.siteReading.documents.find((d) => d.file === `${id}.html`)!;

/** Check, what is wrong, how it comes about, and the report that must be named. */
export const mutations: [check: string, what: string, change: (copy: ProofBook) => void, report?: string][] = [
  [
    'source',
    'a sentence that the typesetter left out',
    (c) => {
      manuscriptOf(c, 1).body += '\n\n漏排的一句。';
    },
    'b',
  ],
  ['source', 'a manuscript that was not typeset', (c) => c.texts.delete('b'), 'b'],
  ['pages', 'a page too few', (c) => c.pdfReading.pages.pop()],
  [
    'pages',
    'a page of another size',
    (c) => {
      c.pdfReading.pages[6]!.width = 594.96;
    },
  ],
  [
    'pages',
    'a page turned round',
    (c) => {
      c.pdfReading.pages[6]!.rotate = 90;
    },
  ],
  [
    'pages',
    'a report that starts off its lock',
    (c) => {
      c.pageMap.reports[1]!.lock = 9;
    },
    'b',
  ],
  [
    'pages',
    'an odd folio on a verso',
    (c) => {
      c.pageMap.pages[8]!.folio = 4;
    },
  ],
  [
    'pages',
    'a page whose text begins too late',
    (c) => {
      pageOf(c, (p) => p.flow === 'a' && p.flowPage === 1).start!.char += 1;
    },
    'a',
  ],
  [
    'pages',
    'text that is on no page',
    (c) => {
      pageOf(c, (p) => p.flow === 'b').end!.char -= 1;
    },
    'b',
  ],
  [
    'pages',
    'a note that is on no page',
    (c) => {
      pageOf(c, (p) => p.notes.length > 0).notes = [];
    },
    'a',
  ],
  [
    'front',
    'a cover without title',
    (c) => {
      runsOf(c, 1).splice(0);
    },
  ],
  [
    'contents',
    'a wrong number',
    (c) => {
      runWith(c, contentsSheet(c), '11').text = '12';
    },
    'c',
  ],
  [
    'contents',
    'a title changed',
    (c) => {
      runWith(c, contentsSheet(c), '乙省').text = '乙省工作综述';
    },
    'b',
  ],
  [
    'contents',
    'a part left out',
    (c) => {
      runWith(c, contentsSheet(c), '二、市级').text = '';
    },
    'c',
  ],
  [
    'contents',
    'a link to another page',
    (c) => {
      c.pdfReading.links.find((l) => l.target === 17)!.target = 18;
    },
    'c',
  ],
  [
    'contents',
    'no links',
    (c) => {
      c.pdfReading.links = [];
    },
    'a',
  ],
  [
    'contents',
    'another folio on the page it leads to',
    (c) => {
      runWith(c, 14, '— 8 —').text = '— 9 —';
    },
    'b',
  ],
  [
    'contents',
    'another title on the page it leads to',
    (c) => {
      runWith(c, 14, '乙省双拥').text = '戊省双拥';
    },
    'b',
  ],
  [
    'pdf-text',
    'a missing notice',
    (c) => {
      runsOf(c, 17).splice(
        runsOf(c, 17).findIndex((r) => r.text.includes('原稿待补')),
        1,
      );
    },
    'c',
  ],
  [
    'pdf-text',
    'something on a reserved page',
    (c) => {
      runsOf(c, 18).push({ ...runsOf(c, 18)[0]!, text: '字', y: 300 });
    },
    'c',
  ],
  [
    'marks',
    'a sentence passed off as a list number',
    (c) => {
      pageOf(c, (p) => p.marks.some((m) => m.kind === 'list')).marks.at(-1)!.text = '漏排的一句。';
    },
    'a',
  ],
  [
    'marks',
    'a table head that was never printed',
    (c) => {
      pageOf(c, (p) => p.marks.some((m) => m.kind === 'table-head')).marks.at(-1)!.text = '新表头';
    },
    'a',
  ],
  [
    'marks',
    'a notice of another report',
    (c) => {
      pageOf(c, (p) => p.kind === 'notice').marks.at(-1)!.text = '（已到）';
    },
    'c',
  ],
  [
    'pdf-text',
    'a number without note',
    (c) => {
      const labelled = (p: { notes: { label: string }[] }) => p.notes.find((note) => note.label !== '');
      labelled(pageOf(c, (p) => p.flow === 'a' && labelled(p) !== undefined))!.label = '';
    },
    'a',
  ],
  [
    'page-refs',
    'another number in print',
    (c) => {
      pageOf(c, (p) => p.flow === 'b').marks.find((m) => m.kind === 'page-ref')!.text = '2';
    },
    'b',
  ],
  [
    'page-refs',
    'no number in print',
    (c) => {
      pageOf(c, (p) => p.flow === 'b').marks = [];
    },
    'b',
  ],
  [
    'page-refs',
    'a link to another report',
    (c) => {
      const manuscript = manuscriptOf(c, 1);
      manuscript.body = manuscript.body.replace('page:a#一、正文', 'page:d');
    },
    'b',
  ],
  [
    'page-refs',
    'another number in the EPUB',
    (c) => {
      documentOf(c, 'b').pageRefs[0]!.label = '2';
    },
    'b',
  ],
  [
    'page-refs',
    'a link of the EPUB to another file',
    (c) => {
      documentOf(c, 'b').pageRefs[0]!.file = 'report-d.xhtml';
    },
    'b',
  ],
  [
    'page-refs',
    'a link of the EPUB to another paragraph',
    (c) => {
      const { file, id } = documentOf(c, 'b').pageRefs[0]!;
      c.epubReading.referred[`${file}#${id}`] = '军民同心';
    },
    'b',
  ],
  [
    'page-refs',
    'a link of the EPUB to nothing',
    (c) => {
      c.epubReading.referred = {};
    },
    'b',
  ],
  [
    'page-refs',
    'another number on the site',
    (c) => {
      sitePageOf(c, 'b').pageRefs[0]!.label = '2';
    },
    'b',
  ],
  [
    'page-refs',
    'a link of the site to another page',
    (c) => {
      sitePageOf(c, 'b').pageRefs[0]!.file = 'd.html';
    },
    'b',
  ],
  [
    'page-refs',
    'a link of the site to another paragraph',
    (c) => {
      const { file, id } = sitePageOf(c, 'b').pageRefs[0]!;
      c.siteReading.referred[`${file}#${id}`] = '军民同心';
    },
    'b',
  ],
  [
    'page-refs',
    'a reference that the site does not show',
    (c) => {
      sitePageOf(c, 'b').pageRefs = [];
    },
    'b',
  ],
  [
    'folios',
    'a running head changed',
    (c) => {
      runWith(c, 8, '核对样书').text = '核对样本　一、省级';
    },
    'a',
  ],
  [
    'folios',
    'a folio where none is due',
    (c) => {
      runsOf(c, 12).push({ ...runWith(c, 8, '— 2 —') });
    },
    'a',
  ],
  [
    'folios',
    'a mark of a draft in a final',
    (c) => {
      c.book.manifest.state = 'final';
    },
  ],
  [
    'folios',
    'a page of a draft without its mark',
    (c) => {
      const isMark = ({ text }: PdfText) => /^[样稿\s]+$/.test(text);
      for (const run of runsOf(c, 8).filter(isMark)) run.text = '';
    },
    'a',
  ],
  ['labels', 'labels that count on from the cover', (c) => c.pdfReading.labels!.unshift('0')],
  [
    'labels',
    'no labels',
    (c) => {
      c.pdfReading.labels = null;
    },
  ],
  [
    'outline',
    'a bookmark to another page',
    (c) => {
      c.pdfReading.outline.find((item) => item.title.startsWith('丁市'))!.target = 3;
    },
    'd',
  ],
  [
    'outline',
    'a part without bookmark',
    (c) => {
      c.pdfReading.outline = c.pdfReading.outline.filter((i) => i.title !== '二、市级');
    },
    'c',
  ],
  [
    'outline',
    'a foreword without bookmark',
    (c) => {
      c.pdfReading.outline = c.pdfReading.outline.filter((i) => i.title !== '编印说明');
    },
    'front-foreword',
  ],
  [
    'outline',
    'an afterword, named by its file, whose bookmark opens another page',
    (c) => {
      c.pdfReading.outline.find((item) => item.title === 'after')!.target = 1;
    },
    'back-after',
  ],
  ['blanks', 'ink on a blank page', (c) => c.pdfReading.painted.push(12), 'a'],
  [
    'blanks',
    'a page without its text',
    (c) => {
      runsOf(c, 8).splice(0);
    },
    'a',
  ],
  [
    'fonts',
    'a font left to the machine',
    (c) => {
      c.pdfReading.fonts[0]!.embedded = false;
    },
  ],
  [
    'fonts',
    'Type 3',
    (c) => {
      c.pdfReading.fonts[0]!.isType3 = true;
    },
  ],
  [
    'fonts',
    'a Type 3 font that no text uses',
    (c) => {
      c.pdfReading.fontObjects.type3 = 1;
    },
  ],
  [
    'fonts',
    'a descriptor without file',
    (c) => {
      c.pdfReading.fontObjects.withoutFile = 1;
    },
  ],
  [
    'fonts',
    'fonts that the file itself does not show',
    (c) => {
      c.pdfReading.fontObjects.descriptors = 0;
    },
  ],
  [
    'glyphs',
    'a box',
    (c) => {
      runsOf(c, 14).at(-1)!.text = '双\u0000';
    },
    'b',
  ],
  [
    'epub-text',
    'a document missing',
    (c) => {
      c.epubReading.documents = c.epubReading.documents.filter((d) => d.file !== 'report-b.xhtml');
    },
    'b',
  ],
  [
    'epub-text',
    'another date',
    (c) => {
      documentOf(c, 'a').head += '（2025年）';
    },
    'a',
  ],
  [
    'epub-text',
    'a notice missing',
    (c) => {
      documentOf(c, 'c').notices = [];
    },
    'c',
  ],
  [
    'epub-text',
    'notes in another order',
    (c) => {
      documentOf(c, 'a').notes.reverse();
    },
    'a',
  ],
  [
    'epub-text',
    'a note referred to twice',
    (c) => {
      documentOf(c, 'a').noteRefs.push('②');
    },
    'a',
  ],
  [
    'epub-text',
    'a note that is not there',
    (c) => {
      documentOf(c, 'a').notes.pop();
    },
    'a',
  ],
  [
    'epub-contents',
    'an entry missing',
    (c) => {
      c.epubReading.contents = c.epubReading.contents.filter((e) => !e.label.includes('乙省'));
    },
    'b',
  ],
  [
    'epub-contents',
    'an entry that leads elsewhere',
    (c) => {
      c.epubReading.contents.find((e) => e.label.includes('乙省'))!.file = 'report-a.xhtml';
    },
    'b',
  ],
  [
    'epub-contents',
    'a section that leads to no heading of its words',
    (c) => {
      c.epubReading.contents.find((e) => e.fragment !== '')!.fragment = 'elsewhere';
    },
  ],
  [
    'epub-pages',
    'a marker a character too late',
    (c) => {
      const [first, second] = documentOf(c, 'a').pages.slice(1);
      first!.body += second!.body[0];
      second!.body = second!.body.slice(1);
    },
    'a',
  ],
  [
    'epub-pages',
    'a marker missing',
    (c) => {
      const { pages } = documentOf(c, 'a');
      const [lost] = pages.splice(2, 1);
      pages[1]!.body += lost!.body;
    },
    'a',
  ],
  [
    'epub-pages',
    'a marker with another label',
    (c) => {
      documentOf(c, 'a').pages[2]!.label = '3';
    },
    'a',
  ],
  [
    'epub-pages',
    'a marker below the title',
    (c) => {
      const [before, first] = documentOf(c, 'b').pages;
      before!.head = first!.head;
      first!.head = '';
    },
    'b',
  ],
  [
    'epub-pages',
    'a page without its notice',
    (c) => {
      documentOf(c, 'd').pages.at(-1)!.notice = '';
    },
    'd',
  ],
  [
    'epub-pages',
    'a marker too many',
    (c) => {
      documentOf(c, 'b').pages.push({ label: '9', id: 'p9', head: '', body: '', notice: '' });
    },
    'b',
  ],
  [
    'epub-page-list',
    'an entry missing',
    (c) => {
      c.epubReading.pageList = c.epubReading.pageList.filter(({ label }) => label !== '8');
    },
    'b',
  ],
  [
    'epub-page-list',
    'an entry of a page that only waits for its text',
    (c) => {
      const at = c.epubReading.pageList.findIndex(({ label }) => label === '11');
      c.epubReading.pageList.splice(at + 1, 0, { label: '12', file: 'report-c.xhtml', id: 'p11' });
    },
    'd',
  ],
  [
    'epub-page-list',
    'an entry that leads to another page',
    (c) => {
      c.epubReading.pageList.find(({ label }) => label === '2')!.id = 'p3';
    },
    'a',
  ],
  [
    'epub-page-list',
    'an entry that leads nowhere',
    (c) => {
      c.epubReading.pageList.find(({ label }) => label === '14')!.id = '';
    },
    'd',
  ],
  [
    'epub-page-list',
    'the title page taken for the imprint',
    (c) => {
      const at = (label: string) => c.epubReading.pageList.find((entry) => entry.label === label)!;
      at('ii').id = at('i').id;
      at('ii').file = at('i').file;
    },
  ],
  [
    'epub-page-list',
    'a title page without the title',
    (c) => {
      c.epubReading.documents.find(({ file }) => file === 'title.xhtml')!.pages[1]!.body = '';
    },
  ],
  [
    'epub-page-list',
    'contents that begin with another report',
    (c) => {
      c.epubReading.contentsPages[0]!.files = ['report-b.xhtml'];
    },
  ],
  [
    'epub-page-list',
    'an entry that only newer readers have',
    (c) => {
      c.epubReading.ncxPageList.pop();
    },
  ],
  [
    'epub-page-list',
    'an entry that leads older readers elsewhere',
    (c) => {
      c.epubReading.ncxPageList.at(-1)!.id = 'p1';
    },
  ],
  [
    'epub-page-list',
    'no word of the print',
    (c) => {
      c.epubReading.pageSources = [];
    },
  ],
  [
    'site-text',
    'a report without a page',
    (c) => {
      c.siteReading.documents = c.siteReading.documents.filter((d) => d.file !== 'b.html');
    },
    'b',
  ],
  [
    'site-text',
    'a character changed',
    (c) => {
      sitePageOf(c, 'b').body = sitePageOf(c, 'b').body.replace('一', '二');
    },
    'b',
  ],
  [
    'site-text',
    'a note that lost its last word',
    (c) => {
      const [note] = sitePageOf(c, 'a').notes;
      note!.text = note!.text.slice(0, -2);
    },
    'a',
  ],
  [
    'site-text',
    'a notice left out',
    (c) => {
      sitePageOf(c, 'c').notices = [];
    },
    'c',
  ],
  [
    'site-pages',
    'a folio a character too late',
    (c) => {
      const [first, second] = sitePageOf(c, 'a').pages.slice(1);
      first!.body += second!.body[0];
      second!.body = second!.body.slice(1);
    },
    'a',
  ],
  [
    'site-pages',
    'a folio of another page',
    (c) => {
      sitePageOf(c, 'd').pages[1]!.label = '15';
    },
    'd',
  ],
  [
    'site-links',
    'a link to a place that is not there',
    (c) => {
      c.siteReading.links.push({ from: 'a.html', href: 'b.html#nowhere', file: 'b.html', id: 'nowhere' });
    },
  ],
  [
    'site-links',
    'a file that is not there',
    (c) => {
      c.siteReading.files.delete('cover.png');
    },
  ],
  [
    'site-links',
    'an anchor that stands twice',
    (c) => {
      c.siteReading.ids.get('b.html')!.push('p8');
    },
  ],
  [
    'site-links',
    'a page kept for missing text that cannot be cited',
    (c) => {
      const ids = c.siteReading.ids.get('c.html')!;
      ids.splice(ids.indexOf('p12'), 1);
      c.siteReading.links = c.siteReading.links.filter(({ id }) => id !== 'p12');
    },
  ],
];
