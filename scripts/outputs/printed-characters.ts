/** Every character that the printed book may show, by role of type: what the faces are subset to. */
import { distinctCharacters } from '../fonts/characters.ts';
import type { CharacterUse } from '../fonts/check-characters.ts';
import { type Role, roles } from '../fonts/roles.ts';
import type { Templates } from '../lib/templates.ts';
import type { Book } from '../model/types.ts';

/** What page map and paginator add in any role: folios, notices, note marks, list marks, 续表, the imprint's words. */
const furniture =
  ' \u30000123456789—ivxlcdm第版次印刷年月日原稿待补以下书至页止起（），。①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳' +
  '㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿•.()续表暂定填样千字毫米×书名来源编印单位发送对象开本张数准证号：目录';

/** Names of the manifest's keys are made of these. */
const ascii = Array.from({ length: 0x5f }, (_, i) => String.fromCharCode(0x20 + i)).join('');

/**
 * The characters of each role. `uses` are those of the manuscripts and titles; templates, manifest and front matter
 * may be set in any role, and are few; so may those `added`, of pieces that are written once the pages are known.
 */
export function printedCharacters(
  book: Book,
  uses: CharacterUse[],
  templates: Templates,
  added = '',
): Map<Role, Set<number>> {
  const fixed = distinctCharacters([
    furniture,
    added,
    JSON.stringify({ ...book.manifest, parts: book.parts.map((part) => part.title) }),
    ...[...book.front, ...book.back].map((m) => JSON.stringify(m.frontMatter)),
    ...book.parts.flatMap((part) => part.reports.map((report) => JSON.stringify(report.manuscript?.frontMatter ?? ''))),
    ...printTexts(templates),
  ]);
  return new Map(
    roles.map((role) => [
      role,
      new Set([
        ...fixed,
        ...distinctCharacters(uses.filter((u) => role === 'body' || u.role === role).map((u) => u.text)),
      ]),
    ]),
  );
}

/**
 * All that the book's files and the templates hold, before any of it has been typeset: hardly anything else is printed.
 */
export function sourceCharacters(book: Book, templates: Templates, added = ''): Set<number> {
  return distinctCharacters([ascii, furniture, added, ...Object.values(book.texts), ...printTexts(templates)]);
}

const printTexts = ({ sources }: Templates): string[] =>
  sources.filter(({ name }) => name.startsWith('print/')).map(({ text }) => text);
