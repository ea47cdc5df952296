/**
 * Takes the READMEs' pictures of screens: the EPUB's page list in a reader, the shelf, a report on a phone. See
 * docs/images/README.md. Usage: npx tsx tests/support/take-screens.ts OUTPUTS FOLDER
 * OUTPUTS is where the features sample was built, FOLDER is for the PNG files.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageFolder } from '../../scripts/lib/package-folder.ts';
import { openReader } from './open-reader.ts';
import { serveReader } from './serve-reader.ts';

const [outputs, folder] = process.argv.slice(2).map((name) => path.resolve(name)) as [string, string];
const temporary = await mkdtemp(path.join(tmpdir(), 'huibian-screens-'));
const reader = await openReader(await writeFontConfig());
const server = await serveReader(path.join(outputs, 'features.epub'));
try {
  const { page } = await reader.open(server.addressOf('page-list'), { width: 720, height: 900 });
  await page.waitForFunction('window.choosePage');
  await page.evaluate('choosePage("9")');
  await page.screenshot({ path: path.join(folder, 'page-list.png') });
  for (const [name, width, height, address] of [
    ['shelf', 760, 620, 'index.html'],
    ['report', 420, 900, 'features/wanghuai.html#p9'],
  ] as const) {
    const url = `${pathToFileURL(path.join(outputs, 'site')).href}/${address}`;
    const shown = await reader.open(url, { width, height });
    await shown.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }
} finally {
  await server[Symbol.asyncDispose]();
  await reader[Symbol.asyncDispose]();
  await rm(temporary, { recursive: true, force: true });
}

/** A reader's machine has Chinese faces: here, those that huibian prints with. */
async function writeFontConfig(): Promise<string> {
  const faces = ['serif', 'sans'].map((kind) => packageFolder(`@expo-google-fonts/noto-${kind}-sc`));
  const file = path.join(temporary, 'fonts.conf');
  const dirs = [...faces, temporary].map((dir, i) => (i < 2 ? `<dir>${dir}</dir>` : `<cachedir>${dir}</cachedir>`));
  await writeFile(file, `<?xml version="1.0"?><fontconfig>${dirs.join('')}</fontconfig>`);
  return file;
}
