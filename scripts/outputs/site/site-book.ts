/** book.json: what a book says of itself to the shelf, and to whoever wants to check a download. */
import { createHash } from 'node:crypto';
import type { Manifest } from '../../model/manifest-schema.ts';
import { type SiteBook, type SiteFile, siteBookSchema } from '../../model/site-book.ts';

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

/** The data of book.json. Keys that the manifest leaves out are left out. */
export function siteBookOf(manifest: Manifest, files: SiteFile[]): SiteBook {
  const { slug, title, subtitle, creator, publisher, description, language, identifier, issued, edition } = manifest;
  return siteBookSchema.parse({
    ...{ slug, title, subtitle, creator: creator ?? manifest.imprint.compiler, publisher, description },
    ...{ language, identifier, issued, modified: issued, edition },
    ...{ distribution: manifest.distribution, files },
  });
}
