/** What the shelf, and the server that hands it out, can say. */
import { entry } from './diagnostic.ts';

/** How a book gets onto a shelf. */
const turnOn = {
  zh: '要有网页版，请在 book.yaml 中写 distribution: intranet（内部）或 public（公开），再运行 huibian build',
  en: 'For a web edition write distribution: intranet or public in book.yaml and run huibian build',
};

export const shelfMessages = {
  'serve-no-site': entry<{ folder: string }>({
    severity: 'error',
    exit: 2,
    zh: ({ folder }) => ({
      message: `${folder} 中没有书架：没有找到任何一本书的网页。`,
      hint: `${turnOn.zh}；书架若在别处，用 --dir 写明其文件夹。`,
    }),
    en: ({ folder }) => ({
      message: `There is no shelf in ${folder}: no book's pages were found.`,
      hint: `${turnOn.en}; if the shelf lies elsewhere, name its folder with --dir.`,
    }),
  }),
  'serve-book-missing': entry<{ title: string; folder: string }>({
    severity: 'error',
    zh: ({ title, folder }) => ({
      message: `《${title}》不在 ${folder} 的书架上。`,
      hint: '请先用 huibian build 生成它；书架若在别处，用 --dir 写明其文件夹。',
    }),
    en: ({ title, folder }) => ({
      message: `${title} is not on the shelf in ${folder}.`,
      hint: 'Build it first with huibian build; if the shelf lies elsewhere, name its folder with --dir.',
    }),
  }),
  'serve-port-taken': entry<{ host: string; port: number }>({
    severity: 'error',
    exit: 3,
    zh: ({ host, port }) => ({
      message: `${host} 的端口 ${port} 已被另一个程序占用。`,
      hint: `请停止那个程序（也许是另一个 huibian serve），或换一个端口，如 --port ${another(port)}；--port 0 自动选择。`,
    }),
    en: ({ host, port }) => ({
      message: `Another program is using port ${port} of ${host}.`,
      hint: `Stop it (it may be another huibian serve), or choose another port, such as --port ${another(port)}; --port 0 takes any that is free.`,
    }),
  }),
  'serve-port-forbidden': entry<{ port: number }>({
    severity: 'error',
    exit: 3,
    zh: ({ port }) => ({
      message: `系统不许使用端口 ${port}。`,
      hint: '1024 以下的端口归系统管理，请换一个，如 --port 8010。',
    }),
    en: ({ port }) => ({
      message: `The system does not allow port ${port}.`,
      hint: 'Ports below 1024 are the administrator’s: choose another, such as --port 8010.',
    }),
  }),
  'serve-host-wrong': entry<{ host: string }>({
    severity: 'error',
    exit: 2,
    zh: ({ host }) => ({
      message: `${host} 不是本机的地址。`,
      hint: '--host 后写本机在局域网中的地址或名称；0.0.0.0 表示本机的所有地址。',
    }),
    en: ({ host }) => ({
      message: `${host} is not an address of this machine.`,
      hint: 'Give --host an address or a name that this machine has in the network; 0.0.0.0 means all of them.',
    }),
  }),
  'serve-intranet-open': entry<{ host: string }>({
    severity: 'warning',
    zh: ({ host }) => ({
      message: `书架上有内部资料，而 ${host} 上的书架凡能连到本机的人都能打开。`,
      hint: '请确认这个网络只有应看到它的人能用。不写 --host，就只有本机能打开。',
    }),
    en: ({ host }) => ({
      message: `The shelf holds internal matter, and everyone who can reach this machine on ${host} can open it.`,
      hint: 'Make sure that the network is only for those who may see it. Without --host, this machine alone can open it.',
    }),
  }),
  'shelf-book-unreadable': entry<{ fault: 'syntax' | 'shape'; key: string }>({
    severity: 'error',
    zh: ({ fault, key }) => ({
      message: fault === 'syntax' ? '此文件不是完整的 JSON。' : `此文件的 ${key} 缺失或不合规定，不是 huibian 所写。`,
      hint: '请用 huibian build 重新生成这本书的网页；这个文件不要手工修改。',
    }),
    en: ({ fault, key }) => ({
      message:
        fault === 'syntax'
          ? 'This file is not whole JSON.'
          : `${key} is missing or wrong in this file: huibian did not write it so.`,
      hint: "Make the book's pages again with huibian build; this file is not for editing.",
    }),
  }),
  'shelf-nothing-to-add': entry<{ folder: string }>({
    severity: 'error',
    exit: 2,
    zh: ({ folder }) => ({
      message: `${folder} 中没有可以上架的书：没有找到任何一本书的网页。`,
      hint: `--add 后写另一次生成的输出文件夹。${turnOn.zh}；distribution 为 none 的书不能上架。`,
    }),
    en: ({ folder }) => ({
      message: `There is no book to put on the shelf in ${folder}: no book's pages were found.`,
      hint: `Give --add the folder of outputs of another build. ${turnOn.en}; a book with distribution: none stays off the shelf.`,
    }),
  }),
  'shelf-nothing-asked': entry<Record<string, never>>({
    severity: 'error',
    exit: 2,
    zh: () => ({
      message: '没有说明要怎样改动书架。',
      hint: '上架用 --book（先生成）或 --add（已生成），下架用 --remove，改名用 --title。',
    }),
    en: () => ({
      message: 'Nothing was said of how to change the shelf.',
      hint: 'Put books on it with --book (built first) or --add (built already), take them off with --remove, name it with --title.',
    }),
  }),
  'shelf-book-private': entry<{ title: string }>({
    severity: 'error',
    zh: ({ title }) => ({
      message: `《${title}》的 distribution 是 none，不能上架。`,
      hint: '要上架，请在它的 book.yaml 中写 distribution: intranet（内部）或 public（公开）。',
    }),
    en: ({ title }) => ({
      message: `${title} has distribution: none, so it stays off the shelf.`,
      hint: 'To put it there, write distribution: intranet or public in its book.yaml.',
    }),
  }),
  'shelf-book-absent': entry<{ slug: string; known: string[] }>({
    severity: 'error',
    exit: 2,
    zh: ({ slug, known }) => ({
      message: `书架上没有 slug 为 ${slug} 的书。`,
      hint: known.length > 0 ? `书架上有：${known.join('、')}。` : '书架上没有书。',
    }),
    en: ({ slug, known }) => ({
      message: `No book on the shelf has the slug ${slug}.`,
      hint: known.length > 0 ? `There are: ${known.join(', ')}.` : 'The shelf is empty.',
    }),
  }),
  'shelf-book-twice': entry<{ slug: string; title: string }>({
    severity: 'error',
    exit: 2,
    zh: ({ slug, title }) => ({
      message: `《${title}》（${slug}）被要求上架两次。`,
      hint: '同一本书只写一次：--book 和 --add 不要指向同一本书。',
    }),
    en: ({ slug, title }) => ({
      message: `${title} (${slug}) is to be put on the shelf twice.`,
      hint: 'Name each book once: --book and --add must not lead to the same one.',
    }),
  }),
  'shelf-slug-taken': entry<{ slug: string; title: string; other: string }>({
    severity: 'error',
    zh: ({ slug, title, other }) => ({
      message: `两本不同的书用了同一个 slug（${slug}）：《${other}》和《${title}》。`,
      hint: `请给其中一本换一个 slug；如果《${other}》不再要，先 huibian site --remove ${slug}。`,
    }),
    en: ({ slug, title, other }) => ({
      message: `Two different books have the slug ${slug}: ${other} and ${title}.`,
      hint: `Give one of them another slug; if ${other} is no longer wanted, first huibian site --remove ${slug}.`,
    }),
  }),
  'shelf-identifier-taken': entry<{
    slug: string;
    title: string;
    identifier: string;
    other: string;
    otherSlug: string;
  }>({
    severity: 'error',
    zh: ({ slug, title, identifier, other, otherSlug }) => ({
      message: `《${title}》（${slug}）和《${other}》（${otherSlug}）的永久标识相同（${identifier}），阅读器会把它们当作同一本书。`,
      hint: `如果是两本书，请换掉复制来的 identifier；如果是同一本书改了 slug，先 huibian site --remove ${otherSlug}。`,
    }),
    en: ({ slug, title, identifier, other, otherSlug }) => ({
      message: `${title} (${slug}) and ${other} (${otherSlug}) have the same identifier (${identifier}), so readers would take them for one book.`,
      hint: `If they are two books, replace the identifier that was copied; if it is one book whose slug has changed, first huibian site --remove ${otherSlug}.`,
    }),
  }),
  'shelf-file-differs': entry<{ name: string }>({
    severity: 'error',
    zh: ({ name }) => ({
      message: `${name} 与生成时不同，或者已不在：它的校验码与 book.json 所记不符。`,
      hint: '请重新生成这本书，或重新完整地复制它的输出文件夹。',
    }),
    en: ({ name }) => ({
      message: `${name} is missing or is not what was built: its digest is not the one in book.json.`,
      hint: 'Build the book again, or copy its folder of outputs again and whole.',
    }),
  }),
  'shelf-folder-foreign': entry<{ folder: string }>({
    severity: 'error',
    exit: 3,
    zh: ({ folder }) => ({
      message: `${folder} 里有别的东西，不是书架，没有写入。`,
      hint: '请把这个文件夹移走，或用 --out 换一个输出文件夹；书架建在其中的 site/ 里。',
    }),
    en: ({ folder }) => ({
      message: `${folder} holds other things and is no shelf, so nothing was written there.`,
      hint: 'Move that folder away, or choose another folder of outputs with --out: the shelf stands in its site/.',
    }),
  }),
};

const another = (port: number) => (port < 65535 ? port + 1 : port - 1);
