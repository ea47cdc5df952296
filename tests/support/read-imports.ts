/** Reads the relative imports of a folder of sources, as the tests of the architecture need them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Import {
  /** Both relative to the folder, with forward slashes. */
  from: string;
  to: string;
  /** `import type`: nothing is left of it at run time. */
  typeOnly: boolean;
}

export interface Sources {
  files: string[];
  imports: Import[];
  /** Imports of packages, by file. */
  packages: { from: string; name: string; typeOnly: boolean }[];
}

/** `import … from '…'`, `export … from '…'`, `import '…'`: each begins a line, and may run over several. */
const statement = /^\s*(?:import|export)\s(?:([^'";]*?)\sfrom\s+)?'([^']+)'/gm;
/** `import('…')`, and a worker's file named by `new URL('…', import.meta.url)`. */
const call = /\bimport\('([^']+)'\)|\bnew URL\('([^']+)', import\.meta\.url\)/g;

/** Reads all .ts and .mjs files below `root`, an absolute path. */
export function readSources(root: string): Sources {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .sort();
  const all = files.flatMap((from) => listImports(from, readFileSync(path.join(root, from), 'utf8')));
  const isOurs = ({ to }: Import) => to.startsWith('.');
  return {
    files,
    imports: all
      .filter(isOurs)
      .map((one) => ({ ...one, to: path.posix.join(path.posix.dirname(one.from), one.to) }))
      .filter(({ to }) => files.includes(to)),
    packages: all.filter((one) => !isOurs(one)).map(({ from, to, typeOnly }) => ({ from, name: to, typeOnly })),
  };
}

/** The imports of one file as they are written. */
export function listImports(from: string, text: string): Import[] {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const stated = [...bare.matchAll(statement)].map(([, what = '', to]) => ({
    from,
    to: to!,
    typeOnly: /^\s*type\b/.test(what) || isTypesAlone(what),
  }));
  const called = [...bare.matchAll(call)].map(([, module, url]) => ({ from, to: module ?? url!, typeOnly: false }));
  return [...stated, ...called];
}

/** `{ type A, type B }`: all that is named is a type. */
function isTypesAlone(what: string): boolean {
  const named = /^\s*\{([^}]*)\}\s*$/.exec(what)?.[1];
  const names = named?.split(',').filter((name) => name.trim() !== '') ?? [];
  return names.length > 0 && names.every((name) => /^\s*type\s/.test(name));
}

/** A circle of files, the first one again at its end; null where there is none. */
export function findCycle({ files, imports }: Pick<Sources, 'files' | 'imports'>): string[] | null {
  const next = new Map<string, Import[]>();
  for (const one of imports) next.set(one.from, [...(next.get(one.from) ?? []), one]);
  const done = new Set<string>();
  const visit = (file: string, way: string[]): string[] | null => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const { to } of next.get(file) ?? []) {
      const cycle = visit(to, [...way, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of files) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return null;
}
