/** What the fonts stage can say. */
import type { Place } from '../model/types.ts';
import { entry } from './diagnostic.ts';
import { type CharacterClass, classNames, roleNames } from './font-words.ts';

export type { CharacterClass } from './font-words.ts';

const askForStatic = {
  zh: '请向字体商索取静态 TrueType（.ttf）版本，并在 book.yaml 的 fonts 中改写文件名；也可删去该项，使用自带字体。',
  en: 'Ask the foundry for a static TrueType (.ttf) version and name it under fonts in book.yaml, or remove the entry to use the faces that come with huibian.',
};

const type3 = {
  zh: '浏览器只能把它作为 Type 3 字体写入 PDF：文件大近一倍，打印慢，印刷厂也不接受',
  en: 'the browser can only embed it as Type 3, which makes the PDF nearly twice as large and slow to print, and print shops refuse it',
};

/** An error about a face whose format cannot be used: the reason, and the way to a usable one. */
const unusable = (zh: (file: string) => string, en: (file: string) => string, hint = askForStatic) =>
  entry<{ file: string }>({
    severity: 'error',
    zh: ({ file }) => ({ message: zh(file), hint: hint.zh }),
    en: ({ file }) => ({ message: en(file), hint: hint.en }),
  });

const problems = {
  'not-a-font': { zh: '不是字体文件', en: 'is not a font' },
  damaged: { zh: '文件不完整或已损坏', en: 'is incomplete or damaged' },
  'no-unicode-map': { zh: '没有 Unicode 字符表', en: 'has no Unicode character map' },
  'no-outlines': { zh: '没有 TrueType 轮廓', en: 'has no TrueType outlines' },
  'not-opened': { zh: '无法打开', en: 'cannot be opened' },
};

const restrictions = {
  restricted: { zh: '不许嵌入（受限许可）', en: 'forbids embedding (restricted licence)' },
  noSubsetting: { zh: '不许只嵌入部分字符', en: 'forbids embedding a part of it' },
  bitmapOnly: { zh: '只许嵌入点阵', en: 'allows only its bitmaps to be embedded' },
};

const showCode = (codePoint: number) => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
const showPlace = ({ file, line, column }: Place) =>
  [file, line, column].filter((part) => part !== undefined).join(':');

export const fontMessages = {
  'font-cff': unusable(
    (file) => `字体 ${file} 是 CFF（PostScript）轮廓：${type3.zh}。`,
    (file) => `The face ${file} has CFF (PostScript) outlines: ${type3.en}.`,
  ),
  'font-variable': unusable(
    (file) => `字体 ${file} 是可变字体：${type3.zh}。`,
    (file) => `The face ${file} is a variable font: ${type3.en}.`,
  ),
  'font-colour': unusable(
    (file) => `字体 ${file} 是彩色或点阵字体：${type3.zh}。`,
    (file) => `The face ${file} is a colour or bitmap font: ${type3.en}.`,
  ),
  'font-collection': unusable(
    (file) => `字体 ${file} 是字体集（.ttc），含多个字体，无法确定用哪一个。`,
    (file) => `${file} is a collection (.ttc) of several faces, and nothing says which of them to use.`,
    {
      zh: '请用字体工具从中导出所需的一个，存为静态 TrueType（.ttf）文件，并在 book.yaml 的 fonts 中改写文件名。',
      en: 'Export the face you need from it as a static TrueType (.ttf) file, and name that under fonts in book.yaml.',
    },
  ),
  'font-webfont': unusable(
    (file) => `字体 ${file} 是网页字体（WOFF），不能用于印刷。`,
    (file) => `${file} is a web font (WOFF), which is not for print.`,
  ),
  'font-unreadable': entry<{ file: string; problem: keyof typeof problems; reason?: string }>({
    severity: 'error',
    zh: ({ file, problem, reason }) => ({
      message: `字体 ${file} ${problems[problem].zh}${reason ? `（${reason}）` : ''}。`,
      hint: '请重新复制或下载该文件，并确认能在系统的字体查看器中打开；需要静态 TrueType（.ttf）字体。',
    }),
    en: ({ file, problem, reason }) => ({
      message: `The face ${file} ${problems[problem].en}${reason ? ` (${reason})` : ''}.`,
      hint: "Copy or download it again, and see whether the system's font viewer opens it; a static TrueType (.ttf) face is needed.",
    }),
  }),
  'font-restricted': entry<{ file: string; restriction: keyof typeof restrictions }>({
    severity: 'warning',
    zh: ({ file, restriction }) => ({
      message: `字体 ${file} 的授权标记${restrictions[restriction].zh}，而 PDF 必须嵌入所用的字符。`,
      hint: '付印或发送 PDF 之前，请查对字体的授权书；如无嵌入许可，请换用其他字体。',
    }),
    en: ({ file, restriction }) => ({
      message: `The licence flag of the face ${file} ${restrictions[restriction].en}, and a PDF must embed the characters it uses.`,
      hint: 'Check the licence of the face before the PDF is printed or sent; without a right to embed it, use another face.',
    }),
  }),
  'missing-glyph': entry<{
    character: string;
    codePoint: number;
    kind: CharacterClass;
    count: number;
    roles: (keyof typeof roleNames)[];
    places: Place[];
  }>({
    severity: 'error',
    zh: ({ character, codePoint, kind, count, roles, places }) => ({
      message:
        `${roles.map((role) => roleNames[role].zh).join('、')}的字体都没有「${character}」` +
        `（${showCode(codePoint)}，${classNames[kind].zh}），共 ${count} 处：${places.map(showPlace).join('、')}` +
        `${count > places.length ? ' 等' : ''}。`,
      hint:
        kind === 'private-use' || kind === 'broken' || kind === 'unassigned'
          ? '这不是通用字符，换一台电脑就不能显示：请在稿件中改为正式编码的字符；自造字可做成图片插入。'
          : '请把含有此字符的静态 TrueType 字体放入书的 fonts 文件夹，写在 book.yaml 的 fonts.fallback 中；或在稿件中改用别的写法。',
    }),
    en: ({ character, codePoint, kind, count, roles, places }) => ({
      message:
        `No face of the ${roles.map((role) => roleNames[role].en).join(', ')} has “${character}” ` +
        `(${showCode(codePoint)}, ${classNames[kind].en}), used ${count === 1 ? 'once' : `${count} times`}: ` +
        `${places.map(showPlace).join(', ')}${count > places.length ? ' …' : ''}.`,
      hint:
        kind === 'private-use' || kind === 'broken' || kind === 'unassigned'
          ? 'It is no standard character, and no other computer will show it: write an encoded character in the manuscript, or insert a picture.'
          : "Put a static TrueType face that has it into the book's fonts folder and name it under fonts.fallback in book.yaml, or write it differently.",
    }),
  }),
  'script-unset': entry<{ character: string; codePoint: number; kind: CharacterClass; count: number; places: Place[] }>(
    {
      severity: 'error',
      zh: ({ character, codePoint, kind, count, places }) => ({
        message:
          `「${character}」（${showCode(codePoint)}，${classNames[kind].zh}）要随前后字母变形、连写，huibian 排不了，` +
          `共 ${count} 处：${places.map(showPlace).join('、')}${count > places.length ? ' 等' : ''}。`,
        hint: '请用汉字或拉丁字母转写；一定要原文的，做成图片，写明替代文字。',
      }),
      en: ({ character, codePoint, kind, count, places }) => ({
        message:
          `“${character}” (${showCode(codePoint)}, ${classNames[kind].en}) takes its shape from the letters beside it, ` +
          `which huibian does not set; used ${count === 1 ? 'once' : `${count} times`}: ` +
          `${places.map(showPlace).join(', ')}${count > places.length ? ' …' : ''}.`,
        hint: 'Write it in Chinese or Latin letters; where the original is wanted, insert a picture with its text.',
      }),
    },
  ),
  'kangxi-radical': entry<{ characters: { character: string; unified: string; count: number }[] }>({
    severity: 'warning',
    zh: ({ characters }) => ({
      message:
        `稿中有 ${total(characters)} 处用了部首或兼容区的码位：` +
        `${characters.map(({ character, unified, count }) => `${character}（应为${unified}）×${count}`).join('、')}。` +
        '看上去一样，但检索不到；已照原样保留。',
      hint: '这类字多半是从 PDF 复制或转换来的：核对后请在稿件中改为通用的字。',
    }),
    en: ({ characters }) => ({
      message:
        `The manuscript has code points of the radical or compatibility blocks in ${total(characters)} place${total(characters) === 1 ? '' : 's'}: ` +
        `${characters.map(({ character, unified, count }) => `${character} (for ${unified}) ×${count}`).join(', ')}. ` +
        'They look right, but a search will not find them; they are kept as they stand.',
      hint: 'They usually come from text copied or converted out of a PDF: check them and write the ordinary characters.',
    }),
  }),
};

function total(characters: { count: number }[]): number {
  return characters.reduce((sum, { count }) => sum + count, 0);
}
