/** The site of a book among its outputs: whether there is one, and where it stands. */
import { diagnose } from '../../diagnostics/catalogue.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { loadStyle } from '../../lib/styles.ts';
import type { OutputData } from '../publish.ts';
import { coverDownload, renderSite, type SiteInput } from './render-site.ts';

/** A site under way. */
export interface BookSite {
  /** The book's folder below the outputs'; it holds nothing else, or is gone where there is no site. */
  folder: string;
  /** Says how a site is to be had where there is none. */
  diagnostics: Diagnostic[];
  /** All files, by their names in `folder`; none where there is no site. */
  finish: (made: { epub: Uint8Array; pdf: Uint8Array; cover: Uint8Array }) => OutputData[];
}

/** Begins a book's site: everything that can be made before its downloads are there. */
export async function makeSite(input: Omit<SiteInput, 'style'>): Promise<BookSite> {
  const { slug, distribution } = input.book.manifest;
  const folder = `site/${slug}`;
  if (distribution === 'none') {
    return { folder, diagnostics: [diagnose('site-not-written', {}, { file: 'book.yaml' })], finish: () => [] };
  }
  const finish = await renderSite({ ...input, style: await loadStyle('site.css', input.book.dir) });
  return {
    folder,
    diagnostics: [],
    finish: ({ epub, pdf, cover }) =>
      finish([
        { name: `${slug}.epub`, mediaType: 'application/epub+zip', data: epub },
        { name: `${slug}.pdf`, mediaType: 'application/pdf', data: pdf },
        coverDownload(cover),
      ]),
  };
}
