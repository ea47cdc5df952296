/** What the typeset stage can say about a manuscript. */
import { entry } from './diagnostic.ts';

/** An address as far as it is of use: data: addresses run over whole pages. */
function shorten(address: string): string {
  return address.length > 80 ? `${[...address].slice(0, 60).join('')}…` : address;
}

export const typesetMessages = {
  'note-unreferenced': entry<{ label: string }>({
    severity: 'error',
    zh: (p) => ({
      message: `脚注 [^${p.label}] 有注文，正文中却没有引用它，注文将会丢失。`,
      hint: `在正文中应加注的地方写上 [^${p.label}]，或删去这条注文。`,
    }),
    en: (p) => ({
      message: `Note [^${p.label}] has a text but nothing in the report refers to it, so its text would be lost.`,
      hint: `Write [^${p.label}] where the note belongs, or delete the note.`,
    }),
  }),
  'note-undefined': entry<{ label: string }>({
    severity: 'error',
    zh: (p) => ({
      message: `正文引用了脚注 [^${p.label}]，却没有它的注文。`,
      hint: `在文末另起一行写「[^${p.label}]: 注文」。`,
    }),
    en: (p) => ({
      message: `The text refers to note [^${p.label}], which is not there.`,
      hint: `Add a line "[^${p.label}]: text of the note" at the end.`,
    }),
  }),
  'note-repeated': entry<{ label: string }>({
    severity: 'error',
    zh: (p) => ({
      message: `脚注 [^${p.label}] 被引用了两次；脚注按页编号，一条注只能有一处引用。`,
      hint: '为第二处另写一条注，如「同前注」。',
    }),
    en: (p) => ({
      message: `Note [^${p.label}] is referred to twice; notes are numbered afresh on each page, so a note has one reference.`,
      hint: 'Write a second note for the second place.',
    }),
  }),
  'note-defined-twice': entry<{ label: string }>({
    severity: 'error',
    zh: (p) => ({
      message: `脚注 [^${p.label}] 有两条注文，只能印出一条，另一条将会丢失。`,
      hint: '给其中一条另起一个标号，正文中的引用也相应改动；若是重复，删去一条。',
    }),
    en: (p) => ({
      message: `Note [^${p.label}] has two texts; only one could be printed and the other would be lost.`,
      hint: 'Give one of them another label, also where the text refers to it; or delete the one that is too many.',
    }),
  }),
  'note-misplaced': entry<{ label: string | null; within: 'note' | 'image' | 'removed' }>({
    severity: 'error',
    zh: (p) => {
      const note = p.label === null ? '就地写的脚注 ^[…]' : `脚注 [^${p.label}]`;
      const where = {
        note: '写在另一条脚注里，页脚排不出注中之注',
        image: '写在图片的替代文字里，那里的文字不印出来',
        removed: '所在的文字没有印出来（被去掉的标记，或与稿件标题重复的一级标题）',
      }[p.within];
      return {
        message: `${note}${where}，注文将会丢失。`,
        hint: {
          note: '把内容并入前一条注，或移到正文中。',
          image: '移到图片后面的正文中。',
          removed: '移到会印出来的正文中。',
        }[p.within],
      };
    },
    en: (p) => {
      const note = p.label === null ? 'The note written in place (^[…])' : `The reference to note [^${p.label}]`;
      const where = {
        note: "stands in another note, and a page's foot cannot hold notes to notes",
        image: "stands in an image's alternative text, which is not printed",
        removed: 'stands in text that is not printed (a tag taken out, or a heading that repeats the title)',
      }[p.within];
      return {
        message: `${note} ${where}: the text of the note would be lost.`,
        hint: {
          note: 'Join its words to the other note, or move it into the text.',
          image: 'Move it into the text after the image.',
          removed: 'Move it into text that is printed.',
        }[p.within],
      };
    },
  }),
  'html-removed': entry<{ tag: string; content: boolean }>({
    severity: 'warning',
    zh: (p) => ({
      message: p.content
        ? `<${p.tag}> 不能用在书里，已连同其内容去掉。`
        : `<${p.tag}> 标记不能用在书里，已去掉，其中文字保留。`,
      hint: '可用的标记只有 br、sup、sub、ruby 和表格；其余请用 Markdown 写法。',
    }),
    en: (p) => ({
      message: p.content
        ? `<${p.tag}> has no place in a book: taken out together with what it holds.`
        : `The tag <${p.tag}> has no place in a book: taken out; the text in it stays.`,
      hint: 'The tags allowed are br, sup, sub, ruby and those of tables; write the rest in Markdown.',
    }),
  }),
  'attribute-removed': entry<{ tag: string; attribute: string }>({
    severity: 'warning',
    zh: (p) => ({
      message: `<${p.tag}> 的属性 ${p.attribute} 已去掉。`,
      hint: '删去这个属性，样式请写在书的 styles/ 里。',
    }),
    en: (p) => ({
      message: `The attribute ${p.attribute} of <${p.tag}> was taken out.`,
      hint: "Delete it; put styling into the book's styles/ folder.",
    }),
  }),
  'link-removed': entry<{ href: string }>({
    severity: 'warning',
    zh: (p) => ({
      message: `链接地址 ${shorten(p.href)} 不能用在书里，只留下文字。`,
      hint: '链接只可用 http、https、mailto、书内的 #位置，或 page: 加报告的 id。',
    }),
    en: (p) => ({
      message: `The link ${shorten(p.href)} has no place in a book: only its text stays.`,
      hint: "Links may begin with http:, https:, mailto:, # (a place in the same text) or page: (a report's page).",
    }),
  }),
  'page-ref-number': entry<{ target: string; count: number }>({
    severity: 'error',
    zh: (p) => ({
      message:
        p.count === 0
          ? `页码引用 page:${shorten(p.target)} 的方括号里没有数字，不知道页码印在哪里。`
          : `页码引用 page:${shorten(p.target)} 的方括号里有${p.count}个数字，不知道哪一个是页码。`,
      hint: `方括号里写一个数字，成书时换成实际页码：[第0页](page:${shorten(p.target)})。`,
    }),
    en: (p) => ({
      message:
        p.count === 0
          ? `The page reference page:${shorten(p.target)} has no number in its brackets: there is no place for the page number.`
          : `The page reference page:${shorten(p.target)} has several numbers in its brackets (${p.count}): it is not clear which one is the page's.`,
      hint: `Write one number in the brackets; the page's own takes its place: [第0页](page:${shorten(p.target)}).`,
    }),
  }),
  'page-ref-unknown': entry<{ name: string; near: string | null }>({
    severity: 'error',
    zh: (p) => ({
      message: `页码引用的「${shorten(p.name)}」不是书中任何一篇的 id 或标题。`,
      hint: p.near
        ? `是不是 page:${p.near} ？`
        : '冒号后面写报告在 book.yaml 里的 id 或标题，前言、后记写标题，或 front-、back- 加文件名（front-foreword）。',
    }),
    en: (p) => ({
      message: `The page reference names "${shorten(p.name)}", which is neither id nor title of anything in the book.`,
      hint: p.near
        ? `Did you mean page:${p.near}?`
        : "After the colon goes a report's id or title from book.yaml; front- or back- and the file's name for a piece before or after them (front-foreword).",
    }),
  }),
  'page-ref-heading': entry<{ heading: string; name: string; count: number; near: string | null }>({
    severity: 'error',
    zh: (p) => ({
      message:
        p.count === 0
          ? `页码引用的「${shorten(p.heading)}」不是 ${p.name} 的标题（原稿未到的报告没有标题可引）。`
          : `页码引用的「${shorten(p.heading)}」在 ${p.name} 里有${p.count}处，不知道引哪一处。`,
      hint:
        p.count > 1
          ? '给要引的那个标题起个名字，如 ## 一、概况 {#gaikuang}，引用写 page:…#gaikuang。'
          : p.near
            ? `是不是「${p.near}」？`
            : '井号后面照抄标题全文（可省空格），或写标题后花括号里的名字。',
    }),
    en: (p) => ({
      message:
        p.count === 0
          ? `The page reference names "${shorten(p.heading)}", which is no heading of ${p.name} (a report whose manuscript is missing has none).`
          : `The page reference names "${shorten(p.heading)}", and ${p.name} has several such headings (${p.count}).`,
      hint:
        p.count > 1
          ? 'Give the heading that is meant a name, as in ## 一、概况 {#gaikuang}, and write page:…#gaikuang.'
          : p.near
            ? `Did you mean "${p.near}"?`
            : 'After the # goes the whole heading (white space may be left out), or the name in braces behind it.',
    }),
  }),
  'heading-level': entry<{ level: number; text: string }>({
    severity: 'error',
    zh: (p) => ({
      message:
        p.level === 1
          ? `正文中的一级标题（#）与稿件标题不同：「${p.text}」。`
          : `标题「${p.text}」的级别（${'#'.repeat(p.level)}）太低，书中没有这一级。`,
      hint:
        p.level === 1
          ? '稿件标题写在 book.yaml 里；文中标题从 ## 开始（## 一、 ### （一） #### 1. ##### （1））。若稿件自有标题，写在文首 title: 中。'
          : '标题最多四级：## 一、 ### （一） #### 1. ##### （1）。',
    }),
    en: (p) => ({
      message:
        p.level === 1
          ? `A heading with one # differs from the report's title: "${p.text}".`
          : `The heading "${p.text}" (${'#'.repeat(p.level)}) is deeper than the book has levels.`,
      hint:
        p.level === 1
          ? 'The title stands in book.yaml; headings begin with ## . A title of its own goes into the front matter as title.'
          : 'There are four levels: ##, ###, ####, #####.',
    }),
  }),
  'heading-skipped': entry<{ from: number; to: number; text: string }>({
    severity: 'warning',
    zh: (p) => ({
      message: `标题「${p.text}」从 ${'#'.repeat(p.from)} 一下跳到 ${'#'.repeat(p.to)}，漏了一级。`,
      hint: `改为 ${'#'.repeat(p.from + 1)}。`,
    }),
    en: (p) => ({
      message: `The heading "${p.text}" skips a level: from ${'#'.repeat(p.from)} to ${'#'.repeat(p.to)}.`,
      hint: `Make it ${'#'.repeat(p.from + 1)}.`,
    }),
  }),
  'image-missing': entry<{ src: string }>({
    severity: 'error',
    zh: (p) => ({
      message: `找不到图片 ${shorten(p.src)}。`,
      hint: '路径从稿件所在的文件夹算起；请核对文件名（区分大小写）。',
    }),
    en: (p) => ({
      message: `There is no image ${shorten(p.src)}.`,
      hint: "The path counts from the manuscript's folder; check the name, capitals too.",
    }),
  }),
  'image-outside': entry<{ src: string }>({
    severity: 'error',
    zh: (p) => ({
      message: `图片 ${shorten(p.src)} 不在书的文件夹内，不会读取。`,
      hint: '把图片复制到书的文件夹里，再改路径。',
    }),
    en: (p) => ({
      message: `The image ${shorten(p.src)} lies outside the book's folder and is not read.`,
      hint: "Copy it into the book's folder and change the path.",
    }),
  }),
  'image-format': entry<{ src: string; reason: 'unknown' | 'unsafe-svg' | 'format'; format?: string }>({
    severity: 'error',
    zh: (p) => ({
      message: `图片 ${shorten(p.src)} 不能使用：${
        {
          unknown: '文件已损坏，或不是图片',
          'unsafe-svg': '这个 SVG 里有脚本，或引用了别的文件',
          format: `格式是 ${p.format?.toUpperCase()}，印刷和电子书不能通用`,
        }[p.reason]
      }。`,
      hint: '请另存为 PNG、JPEG、GIF 或不含脚本和外部引用的 SVG。',
    }),
    en: (p) => ({
      message: `The image ${shorten(p.src)} cannot be used: ${
        {
          unknown: 'the file is damaged, or no image',
          'unsafe-svg': 'this SVG runs scripts or refers to other files',
          format: `its format is ${p.format?.toUpperCase()}, which not every reader of e-books shows`,
        }[p.reason]
      }.`,
      hint: 'Save it as PNG, JPEG, GIF, or SVG without scripts and outside references.',
    }),
  }),
  'image-alt': entry<{ src: string }>({
    severity: 'warning',
    zh: (p) => ({
      message: `图片 ${p.src} 没有替代文字，读屏软件的读者无从得知其内容。`,
      hint: '在方括号里写明图中内容：![图中内容](路径)。',
    }),
    en: (p) => ({
      message: `The image ${p.src} has no alternative text, so readers who cannot see it learn nothing of it.`,
      hint: 'Say what it shows between the brackets: ![what it shows](path).',
    }),
  }),
  'certified-without-alt': entry<Record<string, never>>({
    severity: 'warning',
    zh: () => ({
      message: '有图片没有替代文字，电子书里不会写上 certifiedBy 的符合声明：这样的书不符合 WCAG。',
      hint: '给每幅图片写上替代文字，或去掉 certifiedBy。',
    }),
    en: () => ({
      message:
        'Some images have no alternative text, so the EPUB does not carry the claim of certifiedBy: such a book does not conform to WCAG.',
      hint: 'Give every image its alternative text, or leave certifiedBy out.',
    }),
  }),
  'piece-untitled': entry<{ file: string }>({
    severity: 'warning',
    zh: (p) => ({
      message: `${p.file} 没有标题，目录树和电子书目录中只能用文件名。`,
      hint: '在文首写「title: 编印说明」之类的标题。',
    }),
    en: (p) => ({
      message: `${p.file} has no title, so outlines and the e-book's contents can only name the file.`,
      hint: 'Give it a title in its front matter, such as "title: 编印说明".',
    }),
  }),
  'invisible-removed': entry<{ char: string; count: number }>({
    severity: 'warning',
    zh: (p) => ({
      message: `有看不见的字符 ${p.char}（共 ${p.count} 处），排版时去掉了。`,
      hint: '多由网页复制带来；删去后重新输入前后两个字即可。',
    }),
    en: (p) => ({
      message: `There is an invisible character ${p.char} (${p.count} times); it is left out.`,
      hint: 'It usually comes with text copied from a web page; delete it.',
    }),
  }),
  'joiner-idle': entry<{ char: string; count: number }>({
    severity: 'warning',
    zh: (p) => ({
      message: `有连接符 ${p.char}（共 ${p.count} 处）夹在汉字之间：看不见，不起作用，检索时却把前后的字断开。`,
      hint: '删去；它只在维吾尔文、梵文等连写的文字里才有用处。',
    }),
    en: (p) => ({
      message: `There is a joiner ${p.char} (${p.count} times) between Chinese characters: it shows nothing and keeps a search from finding them.`,
      hint: 'Delete it; only scripts whose letters join, such as Uyghur or Devanagari, have a use for it.',
    }),
  }),
  'character-refused': entry<{ char: string; count: number }>({
    severity: 'error',
    zh: (p) => ({
      message: `有不能排印的字符 ${p.char}（共 ${p.count} 处）。`,
      hint: '控制字符、私用区字符在别的机器上没有字形：请删去，或换成正式编码的字。',
    }),
    en: (p) => ({
      message: `There is a character that cannot be printed: ${p.char} (${p.count} times).`,
      hint: 'Control and private-use characters have no form elsewhere: delete it, or use the proper character.',
    }),
  }),
};
