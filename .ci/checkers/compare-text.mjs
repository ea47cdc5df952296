/**
 * node compare-text.mjs BEFORE.epub AFTER.epub: that a converter has lost, added or moved no text of the documents.
 * What the contents hide from the page (page list, landmarks, sections) is the readers' own, and left out on both sides.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { XmlDocument } from 'libxml2-wasm';

const names = {
  c: 'urn:oasis:names:tc:opendocument:xmlns:container',
  opf: 'http://www.idpf.org/2007/opf',
  x: 'http://www.w3.org/1999/xhtml',
};

function read(files, name, use) {
  const document = XmlDocument.fromBuffer(files[name]);
  try {
    return use((xpath) => document.find(xpath, names).map((node) => ('value' in node ? node.value : node.content)));
  } finally {
    document.dispose();
  }
}

/** The documents' text in the order of the spine, without white space. */
function textOf(epub) {
  const files = unzipSync(readFileSync(epub));
  const opf = read(files, 'META-INF/container.xml', (find) => find('//c:rootfile/@full-path')[0]);
  const spine = read(files, opf, (find) =>
    find('//opf:itemref/@idref').map((id) => find(`//opf:item[@id="${id}"]/@href`)[0]),
  );
  const nameOf = (href) => path.posix.join(path.posix.dirname(opf), decodeURIComponent(href));
  return spine
    .flatMap((href) => read(files, nameOf(href), (find) => find('//x:body//text()[not(ancestor::*[@hidden])]')))
    .join('')
    .replace(/\s/gu, '');
}

const [before, after] = process.argv.slice(2).map(textOf);
if (before.length === 0) throw new Error('no text to compare');
if (before !== after) {
  let at = 0;
  while (before[at] === after[at]) at += 1;
  const from = Math.max(0, at - 20);
  console.error(`text differs after ${at} of ${before.length} characters (${after.length} afterwards):`);
  console.error(`  before: ${before.slice(from, from + 80)}\n  after:  ${after.slice(from, from + 80)}`);
  process.exit(1);
}
console.log(`${before.length} characters, none lost`);
