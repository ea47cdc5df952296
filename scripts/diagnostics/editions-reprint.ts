/** What can be said of a replacement kit (换页). */
import { entry } from './diagnostic.ts';

const errata = (from: number, to: number | null) => `huibian edition errata ${from}${to === null ? '' : ` ${to}`}`;

interface Kit {
  /** Printings; null for the book as it stands. */
  from: number;
  to: number | null;
}

export const editionReprintMessages = {
  'reprint-bound': entry<Kit & { binding: 'glued' | 'stitched' }>({
    severity: 'error',
    zh: ({ binding, from, to }) => ({
      message: `这本书是${binding === 'glued' ? '胶装' : '订装'}的（binding: ${binding}）：装订好的书抽不出旧页，也夹不牢新页，因此没有生成换页。`,
      hint: `给已有旧书的人印勘误表：${errata(from, to)}。如果书其实是活页装订，在 book.yaml 里写 binding: loose-leaf。`,
    }),
    en: ({ binding, from, to }) => ({
      message: `The book is ${binding} (binding: ${binding}): a bound book gives up no leaf and holds no new one, so no replacement kit was made.`,
      hint: `Print an errata sheet for those who hold the old book: ${errata(from, to)}. If it is in fact a loose-leaf book, write binding: loose-leaf in book.yaml.`,
    }),
  }),
  'reprint-binding-unknown': entry<Kit>({
    severity: 'error',
    zh: ({ from, to }) => ({
      message: 'book.yaml 没有写明装订方式，而只有活页装订的书才能换页，因此没有生成换页。',
      hint: `活页装订的，写 binding: loose-leaf；胶装或订装的，写 binding: glued 或 stitched，另印勘误表：${errata(from, to)}。`,
    }),
    en: ({ from, to }) => ({
      message:
        'book.yaml does not say how the book is bound, and only a loose-leaf book can take new leaves: no replacement kit was made.',
      hint: `Write binding: loose-leaf for a binder. For a bound book write glued or stitched, and print an errata sheet: ${errata(from, to)}.`,
    }),
  }),
  'reprint-order': entry<Kit>({
    severity: 'error',
    exit: 2,
    zh: ({ from, to }) => ({
      message: `换页须由旧书换成新书，而第${from}次印刷不在${to === null ? '现在这本' : `第${to}次印刷`}之前。`,
      hint: '先写旧书的印次，再写新书的印次；新书省略则为现在这本。',
    }),
    en: ({ from, to }) => ({
      message: `A kit leads from an old book to a newer one, and printing ${from} is not before ${to === null ? 'the book as it stands' : `printing ${to}`}.`,
      hint: 'Name the printing of the old book first, then that of the new one; left out, it is the book as it stands.',
    }),
  }),
  'reprint-nothing': entry<Kit>({
    severity: 'note',
    zh: ({ from, to }) => ({
      message: `第${from}次印刷与${to === null ? '现在这本' : `第${to}次印刷`}每一张都相同。`,
      hint: '不用换页，没有生成文件。',
    }),
    en: ({ from, to }) => ({
      message: `Every leaf of printing ${from} is that of ${to === null ? 'the book as it stands' : `printing ${to}`}.`,
      hint: 'Nothing is to be replaced, and no file was made.',
    }),
  }),
  'reprint-costs-more': entry<{ kit: number; book: number }>({
    severity: 'note',
    zh: ({ kit, book }) => ({
      message: `换页要印${kit}张，整本重印只要${book}张。`,
      hint: '换页不省纸，可以整本重印。',
    }),
    en: ({ kit, book }) => ({
      message: `The kit takes ${kit} sheets, the whole book only ${book}.`,
      hint: 'The kit saves no paper: the book may as well be printed anew.',
    }),
  }),
};
