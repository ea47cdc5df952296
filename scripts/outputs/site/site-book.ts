/** book.json: what a book says of itself to the shelf, and to whoever wants to check a download. */
import { createHash } from 'node:crypto';
import type { Manifest } from '../../model/manifest-schema.ts';
import { type SiteBook, type SiteEdition, type SiteFile, siteBookSchema } from '../../model/site-book.ts';

/** A file of the site that readers download. */
export interface Download {
  name: string;
  mediaType: string;
  data: Uint8Array;
}

/** Size and digest of a file. */
export function describeDownload({ name, mediaType, data }: Download): SiteFile {
  return { name, mediaType, size: data.byteLength, sha256: createHash('sha256').update(data).digest('hex') };
}

/** What a site tells of the editions before this one, and of this one. */
export interface EditionsTold {
  before: SiteEdition[];
  /** Null in a book never issued before. */
  summary: string | null;
}

/** The data of book.json. Keys that the manifest leaves out are left out. */
export function siteBookOf(manifest: Manifest, files: SiteFile[], told: EditionsTold): SiteBook {
  const { slug, title, subtitle, creator, publisher, description, language, identifier, issued, edition } = manifest;
  const modified = manifest.modified ?? issued;
  const own: SiteEdition = { ...edition, issued, title, ...(told.summary !== null && { summary: told.summary }) };
  return siteBookSchema.parse({
    ...{ slug, title, subtitle, creator: creator ?? manifest.imprint.compiler, publisher, description },
    ...{ language, identifier, issued, modified, edition },
    ...{ editions: [...told.before, own], distribution: manifest.distribution, files },
  });
}
