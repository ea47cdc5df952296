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
};

const another = (port: number) => (port < 65535 ? port + 1 : port - 1);
