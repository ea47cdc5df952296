/**
 * The one schema of book.yaml. It validates, gives the TypeScript types, is exported as a JSON Schema for editors'
 * YAML plug-ins (schemas/book.schema.json), and is the source of the manifest reference in both READMEs:
 * `description` is the English of a key, `zh` its Chinese.
 */
import * as z from 'zod';
import {
  about,
  date,
  expects,
  fontPath,
  form,
  oneOf,
  path,
  plainText,
  text,
  tracking,
  whole,
} from './manifest-kinds.ts';

const folio = whole(1);

const report = z
  .strictObject({
    id: form(
      /^[a-z][a-z0-9-]{0,39}$/,
      'a letter a–z, then up to 39 letters, digits or hyphens',
      '小写字母开头，后接至多39个小写字母、数字或连字符',
    )
      .optional()
      .meta(
        about(
          'Permanent name in file names and links (letters a–z, digits, hyphens). Default: made from the title.',
          '文件名和链接中的固定名称（小写字母、数字、连字符），省略则由标题生成。',
        ),
      ),
    title: text.meta(about('As it stands in the contents.', '目录所列标题。')),
    titleLines: z
      .array(text)
      .min(1)
      .optional()
      .meta(
        about('The title broken by sense; joined, it must equal the title.', '按词义分行的标题，连起来须与标题相同。'),
      ),
    shortTitle: text.optional().meta(about('For running heads.', '书眉用的短标题。')),
    page: folio
      .optional()
      .meta(about('The folio it starts on; required in a locked book.', '起始页码；锁定页码的书必填。')),
    manuscript: path
      .optional()
      .meta(about('Its Markdown file; left out while it has not arrived.', '稿件文件（Markdown）；未到则不写。')),
  })
  .meta(about('A report.', '一篇稿件。'));

const part = z
  .strictObject({
    title: text.meta(about("The part's heading in the contents.", '目录中的部分标题。')),
    reports: z.array(report).min(1).meta(about('Its reports, in order.', '所含稿件，按次序。')),
  })
  .meta(about('A part of the book.', '书的一个部分。'));

const imprintFields = {
  compiler: about('Compiled by (编印单位).', '编印单位。'),
  recipients: about('Distributed to (发送对象).', '发送对象。'),
  printer: about('Printed by (印刷单位).', '印刷单位。'),
  copies: about('Number of copies (印数).', '印数。'),
  permit: about('Permit number (准印证号).', '准印证号。'),
  notice: about(
    'A line for internal matter, such as 内部资料，免费交流; also on the cover.',
    '内部资料提示语，同时印在封面。',
  ),
} as const;
/** The fields of the imprint, in the order in which they are printed. */
export const imprintKeys = Object.keys(imprintFields) as (keyof typeof imprintFields)[];

const imprintField = (key: keyof typeof imprintFields) => plainText.optional().meta(imprintFields[key]);

const imprint = z
  .strictObject({
    compiler: imprintField('compiler'),
    recipients: imprintField('recipients'),
    printer: imprintField('printer'),
    copies: imprintField('copies'),
    permit: imprintField('permit'),
    notice: imprintField('notice'),
  })
  .meta(
    about(
      'Fields of the imprint page; an empty one prints （待填） in a draft and stops a final.',
      '版本记录；未填的在样稿中印「（待填）」，定稿时报错。',
    ),
  );

const page = z
  .strictObject({
    size: oneOf('A4', 'A5', 'B5', '16K')
      .default('A4')
      .meta(
        about(
          'Trim size: A4, A5, B5 (176×250 mm) or 16K (185×260 mm).',
          '成品尺寸：A4、A5、B5（176×250毫米）、16K（185×260毫米）。',
        ),
      ),
    measure: whole(10, 60).default(34).meta(about('Characters a line.', '每行字数。')),
    lines: whole(10, 60).default(32).meta(about('Lines a page.', '每页行数。')),
    fontSize: oneOf('8pt', '9pt', '10pt', '10.5pt', '11pt', '12pt', '13.5pt', '14pt', '15pt', '16pt', '18pt')
      .default('12pt')
      .meta(about('Body size in pt.', '正文字号（pt）。')),
  })
  .meta(about('The page.', '版面。'));

const fit = z
  .strictObject({
    extraLines: whole(0, 2).default(1).meta(about('Lines more a page, at most.', '每页最多增加的行数。')),
    headingSpace: z
      .number()
      .min(0)
      .max(1)
      .meta(expects('a number from 0 to 1', '0到1的数'))
      .default(0.5)
      .meta(
        about(
          'How much of the blank line before a heading may go (0 to 1 line).',
          '标题前空行最多可减的量（0到1行）。',
        ),
      ),
    tracking: tracking
      .prefault('-0.15pt')
      .meta(
        about(
          'How far a paragraph may be tightened to pull in a short last line; down to -0.3pt.',
          '为收回段末短行可收紧的字距，不得超过-0.3pt。',
        ),
      ),
  })
  .meta(
    about(
      'Limits of what may be done to a report longer than its pages; 0 forbids.',
      '稿件超出原页数时允许的调整限度；0为不许。',
    ),
  );

const fonts = z
  .strictObject({
    body: fontPath.optional().meta(about('Body face (仿宋 or 宋).', '正文字体。')),
    heading: fontPath.optional().meta(about('Face of 一、 headings (黑体).', '一级标题字体（黑体）。')),
    subheading: fontPath.optional().meta(about('Face of （一） headings (楷体).', '二级标题字体（楷体）。')),
    title: fontPath.optional().meta(about('Face of titles (小标宋).', '大标题字体（小标宋）。')),
    fallback: z
      .array(fontPath)
      .optional()
      .meta(about('Faces for rare characters that the others lack.', '补充生僻字的字体。')),
  })
  .meta(
    about(
      "Files in the book's fonts/ folder: static TrueType faces.",
      '书内 fonts/ 文件夹中的静态 TrueType 字体文件。',
    ),
  );

const epub = z
  .strictObject({
    embedFonts: z
      .boolean()
      .meta(expects('true or false', 'true 或 false'))
      .default(false)
      .meta(
        about(
          'true: the EPUB brings its faces along, for readers without Chinese fonts. Rare characters always bring theirs.',
          'true：内嵌字体，供没有中文字体的阅读器使用。生僻字总是自带字形。',
        ),
      ),
    certifiedBy: text
      .optional()
      .meta(
        about(
          'Who found that the EPUB conforms to EPUB Accessibility 1.1 at WCAG 2.1 Level AA; without it no conformance is claimed.',
          '认定电子书符合 EPUB Accessibility 1.1、WCAG 2.1 AA 级的单位或个人；不填则不作符合声明。',
        ),
      ),
  })
  .meta(about('The EPUB.', '电子书。'));

const accept = z.strictObject({
  emendation: text.meta(about('Its id in EMENDATIONS.md.', 'EMENDATIONS.md 中的编号。')),
  reason: text.meta(about('Why it is accepted.', '认可的理由。')),
});

/** Values that the office may still have to confirm. */
export const provisionalKeys = ['title', 'subtitle', 'creator', 'publisher', 'issued', 'lastPage'] as const;

export const manifestSchema = z
  .strictObject({
    slug: form(
      /^[a-z0-9][a-z0-9-]{0,59}$/,
      'up to 60 letters a–z, digits or hyphens',
      '至多60个小写字母、数字或连字符',
    ).meta(
      about('Names the files in dist/ (letters a–z, digits, hyphens).', '输出文件的名称（小写字母、数字、连字符）。'),
    ),
    title: text.meta(about("The book's title.", '书名。')),
    titleLines: z
      .array(text)
      .min(1)
      .optional()
      .meta(about('The title broken by sense for cover and title page.', '封面、书名页上按词义分行的书名。')),
    subtitle: text.optional().meta(about('Subtitle.', '副书名。')),
    creator: text
      .optional()
      .meta(about('Body or person responsible, on cover and title page.', '编者，印在封面和书名页。')),
    publisher: text.optional().meta(about('Publisher.', '出版者。')),
    description: text
      .optional()
      .meta(about('A sentence or two on the book, for EPUB and PDF metadata.', '内容简介，写入元数据。')),
    rights: text.optional().meta(about('Rights statement.', '版权说明。')),
    isbn: plainText.optional().meta(about('ISBN, if there is one.', '书号（如有）。')),
    language: form(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as zh-CN', '语言代码，如 zh-CN')
      .default('zh-CN')
      .meta(about('BCP 47 language tag.', '语言代码。')),
    identifier: form(
      /^urn:(uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|isbn:[0-9Xx-]{10,17})$/,
      'urn:uuid: and a UUID in small letters, or urn:isbn: and an ISBN',
      'urn:uuid: 加小写的 UUID，或 urn:isbn: 加书号',
    ).meta(
      about(
        'urn:uuid:… or urn:isbn:…; written once, never changed over re-issues.',
        '永久标识（urn:uuid:… 或 urn:isbn:…），再版不变。',
      ),
    ),
    issued: date.meta(about('Date of issue, YYYY-MM-DD.', '编印日期，YYYY-MM-DD。')),
    modified: date
      .optional()
      .meta(
        about(
          'Date of the last change to the text, YYYY-MM-DD; tells reading systems of an update. Default: issued.',
          '正文最后改动的日期，YYYY-MM-DD，供阅读软件辨认更新；省略则为 issued。',
        ),
      ),
    edition: z
      .strictObject({
        number: whole(1).default(1).meta(about('Edition (版次).', '版次。')),
        printing: whole(1).default(1).meta(about('Printing, counted over all editions (印次).', '印次，各版累计。')),
      })
      .prefault({})
      .meta(about('Edition and printing.', '版次与印次。')),
    numbering: oneOf('locked', 'flowing')
      .default('flowing')
      .meta(
        about(
          'locked: every report starts on its page; flowing: one after another.',
          'locked：各篇锁定在指定页码；flowing：依次排下。',
        ),
      ),
    missing: oneOf('reserve', 'notice')
      .default('reserve')
      .meta(
        about(
          'A report not arrived: keep all its pages, or print one page of notice.',
          '未到稿件：reserve保留全部页码，notice只印一页说明。',
        ),
      ),
    overflow: oneOf('error', 'insert')
      .default('error')
      .meta(
        about(
          'A report that outgrows its locked pages: stop, or insert pages numbered after its last one (6-1, 6-2), two by two.',
          '稿件超出锁定的页数：error报错；insert在其末页之后插页，编为6-1、6-2，成对增加。',
        ),
      ),
    state: oneOf('draft', 'final')
      .default('draft')
      .meta(
        about('draft prints 样稿; final refuses whatever is open.', 'draft：样稿；final：定稿，有未决事项即报错。'),
      ),
    distribution: oneOf('none', 'intranet', 'public')
      .default('none')
      .meta(
        about(
          'Who may read the web edition: none writes none; intranet marks every page and the EPUB 内部资料，请勿外传 and asks search engines to stay out; public.',
          '网络版的发布范围：none不生成；intranet在网页和电子书上标注「内部资料，请勿外传」，并请搜索引擎勿收录；public公开。',
        ),
      ),
    provisional: z
      .array(oneOf(...provisionalKeys))
      .default([])
      .meta(about('Values that the office has yet to confirm.', '有待确认的项目。')),
    accept: z
      .array(accept)
      .default([])
      .meta(about('Inferred emendations accepted, one by one.', '逐条认可的推定校改。')),
    page: page.prefault({}),
    binding: oneOf('loose-leaf', 'glued', 'stitched')
      .optional()
      .meta(
        about(
          'How the printed book is bound; only a loose-leaf one can take new leaves (edition reprint). Left out: not known.',
          '装订方式：loose-leaf活页、glued胶装、stitched订装；只有活页的书可以换页（edition reprint）。省略则为未知。',
        ),
      ),
    front: z
      .array(path)
      .default([])
      .meta(about('Markdown before the contents (编印说明, 前言).', '目录前的文稿（编印说明、前言等）。')),
    back: z.array(path).default([]).meta(about('Markdown after the reports (后记).', '正文后的文稿（后记等）。')),
    revisionNotes: z
      .boolean()
      .meta(expects('true or false', 'true 或 false'))
      .default(false)
      .meta(
        about(
          'true: a book that has been issued before gets 修订说明 at its end, written from what has changed since the edition before; a reprint of an edition repeats it.',
          'true：曾经印行的书，书末加「修订说明」，由程序按与上一版的差别写成；同一版重印时照印。',
        ),
      ),
    imprint: imprint.prefault({}),
    lastPage: folio.optional().meta(about('The folio on which the last report ends.', '最后一篇的末页页码。')),
    fonts: fonts.prefault({}),
    fit: fit.prefault({}),
    epub: epub.prefault({}),
    parts: z.array(part).min(1).meta(about('The parts of the book, in order.', '书的各部分，按次序。')),
  })
  .meta({ title: 'book.yaml', ...about('Manifest of a compilation.', '汇编的清单文件。') });

/** A manifest as validated, defaults filled in. */
export type Manifest = z.infer<typeof manifestSchema>;
