/** What `huibian doctor` found, as a person reads it. */
import type { Lang } from '../diagnostics/diagnostic.ts';
import { displayWidth } from '../terminal/display-width.ts';
import type { MachineReport } from './machine-report.ts';

const labels = {
  zh: {
    browser: '浏览器',
    file: '程序',
    trial: '试印',
    fonts: '字体',
    packages: '软件包',
    cache: '缓存',
    system: '系统',
    none: '没有',
    pinned: '已固定',
    notPinned: '未固定',
    failed: '失败',
    fine: '一切正常。',
    missing: '缺少',
    wanted: '应为',
  },
  en: {
    browser: 'browser',
    file: 'program',
    trial: 'trial page',
    fonts: 'fonts',
    packages: 'packages',
    cache: 'cache',
    system: 'system',
    none: 'none',
    pinned: 'pinned',
    notPinned: 'not pinned',
    failed: 'failed',
    fine: 'Everything is in order.',
    missing: 'missing',
    wanted: 'should be',
  },
};

/** A table of what a build would use; `fine` when nothing is wrong. */
export function formatMachine(machine: MachineReport, lang: Lang, fine: boolean): string {
  const w = labels[lang];
  const { browser, trial } = machine;
  const state = browser && (browser.pinned ? w.pinned : w.notPinned);
  const packages = machine.packages.map(({ name, installed, wanted }) =>
    installed === wanted ? `${name} ${wanted}` : `${name} ${installed ?? w.missing} (${w.wanted} ${wanted})`,
  );
  const rows: [string, string[]][] = [
    ['huibian', [machine.huibian]],
    ['Node.js', [machine.node]],
    [w.system, [machine.platform]],
    [w.browser, [browser ? `${browser.version} (${browser.source}, ${state})` : w.none]],
    [w.file, browser ? [browser.executable] : []],
    [w.trial, browser ? [trial === null ? w.failed : `${Math.round(trial)} ms`] : []],
    [w.fonts, machine.fonts.map((font) => font.name)],
    [w.packages, packages],
    [w.cache, [machine.cache ?? w.none]],
  ];
  const margin = Math.max(...rows.map(([label]) => displayWidth(label))) + 2;
  const lines = rows.flatMap(([label, values]) =>
    values.map((value, i) => {
      const shown = i === 0 ? label : '';
      return `${shown}${' '.repeat(margin - displayWidth(shown))}${value}`;
    }),
  );
  return [...lines, ...(fine ? ['', w.fine] : [])].join('\n');
}
