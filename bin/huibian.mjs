#!/usr/bin/env node
// Starts huibian: the TypeScript of scripts/, compiled once by esbuild and kept until the sources change.
// Written so that old versions of Node can read it and be told that they are too old.
const version = process.versions.node;
if (Number(version.split('.')[0]) < 20) {
  const said = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
  // The words of `node-too-old` in scripts/diagnostics/machine.ts, which this Node cannot load; a test compares them.
  process.stderr.write(
    /^zh/i.test(said)
      ? `错误[node-too-old] Node.js 版本过低：现为 ${version}，需要 20 或更高。\n  办法：请安装 Node.js 20 或更高版本后再试。\n`
      : `error[node-too-old] Node.js ${version} is too old: huibian needs 20 or newer.\n  hint: Install Node.js 20 or newer and try again.\n`,
  );
  process.exit(3);
}

import('./compile.mjs').then(({ compiledEntry }) => compiledEntry()).then((entry) => import(entry));
