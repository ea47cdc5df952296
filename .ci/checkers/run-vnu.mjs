/**
 * node run-vnu.mjs BOOK.epub …: the Nu Html Checker on every XHTML document; any error fails. It knows HTML alone:
 * the attribute epub:type, which EPUB adds to it, is taken out first.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';

const jar = fileURLToPath(new URL('node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'huibian-vnu-'));
try {
  const documents = process.argv.slice(2).flatMap((epub) => {
    const files = Object.entries(unzipSync(readFileSync(epub))).filter(([name]) => name.endsWith('.xhtml'));
    if (files.length === 0) throw new Error(`no documents in ${epub}`);
    return files.map(([name, data]) => {
      const copy = path.join(folder, `${path.basename(epub)}-${path.basename(name)}`);
      writeFileSync(copy, strFromU8(data).replace(/ epub:type="[^"]*"/g, ''));
      return copy;
    });
  });
  const { status, error } = spawnSync('java', ['-jar', jar, '--errors-only', ...documents], { stdio: 'inherit' });
  if (error) throw error;
  console.log(`${documents.length} documents: ${status === 0 ? 'no error' : 'errors'}`);
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
