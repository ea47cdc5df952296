/** What the machine, the command line and the folders of outputs and cache can say. */
import { entry } from './diagnostic.ts';
import { usageMessages } from './usage.ts';

/** How a reason from the system is joined to a sentence. */
const because = (reason: string, lang: 'zh' | 'en') =>
  reason ? (lang === 'zh' ? `（${reason}）` : ` (${reason})`) : '';

const otherBrowser = {
  zh: '也可安装 Chrome、Edge 或 Chromium，并用环境变量 HUIBIAN_BROWSER 写明其路径。',
  en: 'Or install Chrome, Edge or Chromium and name its path in the environment variable HUIBIAN_BROWSER.',
};

export const machineMessages = {
  ...usageMessages,
  'node-too-old': entry<{ version: string }>({
    severity: 'error',
    exit: 3,
    zh: ({ version }) => ({
      message: `Node.js 版本过低：现为 ${version}，需要 20 或更高。`,
      hint: '请安装 Node.js 20 或更高版本后再试。',
    }),
    en: ({ version }) => ({
      message: `Node.js ${version} is too old: huibian needs 20 or newer.`,
      hint: 'Install Node.js 20 or newer and try again.',
    }),
  }),
  'package-missing': entry<{ name: string; file?: string }>({
    severity: 'error',
    exit: 3,
    zh: ({ name, file }) => ({
      message: file ? `npm 包 ${name} 不完整：缺少或损坏 ${file}。` : `缺少 npm 包 ${name}。`,
      hint: '请在 huibian 的文件夹中重新运行 npm ci。',
    }),
    en: ({ name, file }) => ({
      message: file
        ? `The npm package ${name} is incomplete: ${file} is missing or damaged.`
        : `The npm package ${name} is missing.`,
      hint: "Run npm ci again in huibian's folder.",
    }),
  }),
  'package-differs': entry<{ name: string; installed: string; wanted: string }>({
    severity: 'warning',
    zh: ({ name, installed, wanted }) => ({
      message: `npm 包 ${name} 的版本是 ${installed}，应为 ${wanted}；分页结果可能不同。`,
      hint: '请在 huibian 的文件夹中重新运行 npm ci。',
    }),
    en: ({ name, installed, wanted }) => ({
      message: `The npm package ${name} is at ${installed} and should be at ${wanted}; page breaks may differ.`,
      hint: "Run npm ci again in huibian's folder.",
    }),
  }),
  'browser-missing': entry<{ platform: string }>({
    severity: 'error',
    exit: 3,
    zh: ({ platform }) => ({
      message: `没有可用的浏览器：自带的浏览器不能在本机（${platform}）运行，也没有找到已安装的 Chrome、Edge 或 Chromium。`,
      hint: '请安装 Chrome、Edge 或 Chromium；如已装在别处，用环境变量 HUIBIAN_BROWSER 写明其路径。',
    }),
    en: ({ platform }) => ({
      message: `There is no browser to lay the book out: the embedded one does not run on this machine (${platform}), and no Chrome, Edge or Chromium was found.`,
      hint: 'Install Chrome, Edge or Chromium; if one is in an unusual place, name its path in the environment variable HUIBIAN_BROWSER.',
    }),
  }),
  'browser-path-wrong': entry<{ path: string; reason: string }>({
    severity: 'error',
    exit: 3,
    zh: ({ path, reason }) => ({
      message: `环境变量 HUIBIAN_BROWSER 所指的 ${path} 不是可以运行的浏览器${because(reason, 'zh')}。`,
      hint: '请改正该路径，或取消这个环境变量，改用自带的浏览器。',
    }),
    en: ({ path, reason }) => ({
      message: `HUIBIAN_BROWSER names ${path}, which is not a browser that can be run${because(reason, 'en')}.`,
      hint: 'Correct the path, or unset the variable to use the embedded browser.',
    }),
  }),
  'browser-not-started': entry<{ executable: string; reason: string }>({
    severity: 'error',
    exit: 3,
    zh: ({ executable, reason }) => ({
      message: `浏览器 ${executable} 无法启动${because(reason, 'zh')}。`,
      hint: `运行 huibian doctor 查看详情。若所在磁盘不许运行程序，用环境变量 HUIBIAN_CACHE 另指一个文件夹。${otherBrowser.zh}`,
    }),
    en: ({ executable, reason }) => ({
      message: `The browser ${executable} does not start${because(reason, 'en')}.`,
      hint: `See huibian doctor. If its disk forbids programs, set HUIBIAN_CACHE to another folder. ${otherBrowser.en}`,
    }),
  }),
  'browser-crashed': entry<{ reason: string }>({
    severity: 'error',
    exit: 3,
    zh: ({ reason }) => ({
      message: `浏览器在排版途中崩溃${because(reason === 'tab' ? '标签页' : reason, 'zh')}，没有改动任何输出文件。`,
      hint: '多半是内存不足：请关闭其他程序，或用 --jobs 1 再试。若总在同一处崩溃，请报告。',
    }),
    en: ({ reason }) => ({
      message: `The browser crashed during the build${because(reason === 'tab' ? 'a tab' : reason, 'en')}; no output was touched.`,
      hint: 'Most often memory has run out: close other programs or try --jobs 1. If it dies in the same place again, please report it.',
    }),
  }),
  'browser-not-pinned': entry<{ executable: string; version: string; source: 'env' | 'installed' }>({
    severity: 'warning',
    zh: ({ executable, version, source }) => ({
      message: `所用浏览器未固定：${executable}（${version}）。页码照常核对，但不保证每次生成的文件逐字节相同。`,
      hint:
        source === 'env'
          ? '取消环境变量 HUIBIAN_BROWSER，即用自带的浏览器。'
          : '在 x86-64 Linux（glibc）上生成，即用自带的固定版本。',
    }),
    en: ({ executable, version, source }) => ({
      message: `The browser is not pinned: ${executable} (${version}). Page locks are checked as ever; identical bytes are not promised.`,
      hint:
        source === 'env'
          ? 'Unset HUIBIAN_BROWSER to use the embedded browser.'
          : 'Build on x86-64 Linux with glibc to use the pinned one.',
    }),
  }),
  'disk-full': entry<{ folder: string }>({
    severity: 'error',
    exit: 3,
    zh: ({ folder }) => ({
      message: `磁盘已满，无法写入 ${folder}；原有的输出文件没有改动。`,
      hint: '请腾出空间后再试，或用 --out 换一个磁盘。',
    }),
    en: ({ folder }) => ({
      message: `The disk is full: nothing more can be written to ${folder}. Earlier outputs are untouched.`,
      hint: 'Free some space and try again, or choose another disk with --out.',
    }),
  }),
  'output-not-writable': entry<{ folder: string; reason: string }>({
    severity: 'error',
    exit: 3,
    zh: ({ folder, reason }) => ({
      message: `不能写入输出位置 ${folder}${because(reason, 'zh')}；原有的输出文件没有改动。`,
      hint: '请检查该文件夹的权限，关闭正打开着这些文件的程序，或用 --out 换一个文件夹。',
    }),
    en: ({ folder, reason }) => ({
      message: `The outputs cannot be written to ${folder}${because(reason, 'en')}. Earlier outputs are untouched.`,
      hint: "Check the folder's permissions, close any program that has the files open, or choose another folder with --out.",
    }),
  }),
  'output-locked': entry<{ file: string; pid: number }>({
    severity: 'error',
    exit: 3,
    zh: ({ file, pid }) => ({
      message: `另一个 huibian（进程 ${pid}）正在写入同一个输出文件夹。`,
      hint: `请等它结束后再试；如确认没有别的 huibian 在运行，删除 ${file}。`,
    }),
    en: ({ file, pid }) => ({
      message: `Another huibian (process ${pid}) is writing to the same output folder.`,
      hint: `Wait until it has finished; if you are sure that none is running, delete ${file}.`,
    }),
  }),
  'cache-not-writable': entry<{ folder: string; reason: string }>({
    severity: 'error',
    exit: 3,
    zh: ({ folder, reason }) => ({
      message: `不能使用缓存文件夹 ${folder}${because(reason, 'zh')}。`,
      hint: '用环境变量 HUIBIAN_CACHE 指定一个属于您、可写的文件夹。',
    }),
    en: ({ folder, reason }) => ({
      message: `The cache folder ${folder} cannot be used${because(reason, 'en')}.`,
      hint: 'Set HUIBIAN_CACHE to a folder that is yours and writable.',
    }),
  }),
};
