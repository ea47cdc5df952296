/** The imprint (版本记录), the same in every output. */
import type { Manifest } from '../model/manifest-schema.ts';
import type { Book } from '../model/types.ts';
import { formatDate } from '../typeset/title-block.ts';

export interface ImprintRow {
  label: string;
  value: string;
  /** The office has yet to fill it in. */
  empty: boolean;
}

/** What stands on everything that must not leave the house. */
export const internalMatter = '内部资料，请勿外传';

/** What an empty field of a draft prints; a final is not built with one. */
const toBeFilledIn = '（待填）';

/** Marks a value of a draft that the office has yet to confirm. */
const toBeConfirmed = '（暂定）';

/**
 * Rows of the imprint in their customary order. `physical` are rows that only a printed book has, such as
 * 开本 and 印张; they stand after the printer.
 */
export function imprintRows(
  { manifest, issuedBefore }: Pick<Book, 'manifest' | 'issuedBefore'>,
  physical: { label: string; value: string }[] = [],
): ImprintRow[] {
  const { imprint, isbn } = manifest;
  const confirmed = (value: string, key: Manifest['provisional'][number]) =>
    manifest.state === 'draft' && manifest.provisional.includes(key) ? value + toBeConfirmed : value;
  const row = (label: string, value: string | undefined): ImprintRow => {
    return { label, value: value ?? toBeFilledIn, empty: value === undefined };
  };
  const { title, subtitle } = manifest;
  return [
    row('书名', confirmed(subtitle ? `${title}：${subtitle}` : title, 'title')),
    row('编印单位', imprint.compiler),
    row('发送对象', imprint.recipients),
    row('印刷单位', imprint.printer),
    ...physical.map(({ label, value }) => row(label, value)),
    row('版次', confirmed(editionHistory(manifest, issuedBefore), 'issued')),
    row('印数', imprint.copies),
    row('准印证号', imprint.permit),
    ...(isbn ? [row('书号', isbn)] : []),
  ];
}

/**
 * 2024年12月第1版　2025年6月第2版　2025年6月第2次印刷: when each edition first appeared, then this printing. An edition
 * whose first printing is in no ledger is left out: its date is not known.
 */
export function editionHistory(manifest: Manifest, before: Book['issuedBefore'] = []): string {
  const own = { edition: manifest.edition, issued: manifest.issued };
  const all = [...before, own];
  const firsts = all.filter(({ edition }, i) => {
    const last = all[i - 1]?.edition;
    return last ? edition.number > last.number : edition.number === 1 && edition.printing === 1;
  });
  if (before.length === 0) return editionStatement(manifest);
  const month = (date: string) => formatDate(date.slice(0, 7));
  const editions = firsts.map(({ edition, issued }) => `${month(issued)}第${edition.number}版`);
  const isNamed = firsts.some(({ edition }) => edition.number === own.edition.number);
  return [
    ...editions,
    isNamed ? `${month(own.issued)}第${own.edition.printing}次印刷` : editionStatement(manifest),
  ].join('　');
}

/** 2024年12月第1版第1次印刷: printings count on over all editions. */
export function editionStatement({ issued, edition }: Manifest): string {
  return `${formatDate(issued.slice(0, 7))}第${edition.number}版第${edition.printing}次印刷`;
}

/** The edition as the title page names it. */
export function editionName({ edition }: Manifest): string {
  return `第${edition.number}版`;
}

/**
 * The printed book as other outputs name it, the source of their page numbers: in words, and by its ISBN if it has one
 * (pageBreakSource, EPUB Accessibility 1.1).
 */
export function printEdition(manifest: Manifest): { printEdition: string; pageBreakSource: string } {
  const { title, subtitle, imprint, creator, isbn } = manifest;
  const by = imprint.compiler ?? creator;
  const statement = `${by ? `${by}，` : ''}${editionStatement(manifest)}`;
  const words = `《${subtitle ? `${title}：${subtitle}` : title}》纸质版（${statement}）`;
  return { printEdition: words, pageBreakSource: isbn ? `urn:isbn:${isbn.replace(/^ISBN|\s/gi, '')}` : words };
}

/** What stands on every page of the site, and in the EPUB, of a compilation that is not to leave the house. */
export function internalNotice({ distribution }: Manifest): string | null {
  return distribution === 'intranet' ? internalMatter : null;
}
