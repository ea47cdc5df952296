/** node --import tsx run-ace.mjs BOOK.epub …: DAISY Ace on our own browser; any violation fails. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findBrowser } from '../../scripts/lib/browser.ts';

const { executable, env } = await findBrowser();
// Ace's own Puppeteer reads these when it is loaded and when it launches.
Object.assign(process.env, env, { PUPPETEER_EXECUTABLE_PATH: executable });
const require = createRequire(import.meta.url);
const winston = require('winston');
winston.configure({ transports: [new winston.transports.Console({ level: 'error' })] });
const ace = require('@daisy/ace-core');
const runner = require('@daisy/ace-axe-runner-puppeteer');

let failed = false;
for (const epub of process.argv.slice(2)) {
  const outdir = mkdtempSync(path.join(tmpdir(), 'huibian-ace-'));
  await ace(epub, { outdir, silent: true, verbose: false, jobId: '' }, runner);
  const report = JSON.parse(readFileSync(path.join(outdir, 'report.json'), 'utf8'));
  rmSync(outdir, { recursive: true });
  const violations = listViolations(report.assertions, '');
  const outcome = report['earl:result']['earl:outcome'];
  const documents = report.assertions.length;
  console.log(`${path.basename(epub)}: ${outcome}, ${documents} documents, ${violations.length} violations`);
  for (const violation of violations) console.error(`  ${violation}`);
  failed ||= outcome !== 'pass' || violations.length > 0 || documents === 0;
}
process.exit(failed ? 1 : 0);

function listViolations(assertions, document) {
  return assertions.flatMap((one) =>
    one.assertions
      ? listViolations(one.assertions, one['earl:testSubject'].url)
      : `${document}: ${one['earl:test']['dct:title']} (${one['earl:test']['earl:impact']}): ${one['earl:result']['dct:description']}`,
  );
}
