/**
 * The packager: epub-gen-memory's class with our documents in the place of its own, and without what would make two
 * builds differ (random identifier, today's date, entries for folders, the platform's file attributes).
 */
import { EPub } from 'epub-gen-memory';

export interface PackageParts {
  title: string;
  /** ISO date that every file of the archive bears. */
  date: string;
  style: string;
  packageDocument: string;
  navigation: string;
  /** The navigation as EPUB 2 readers know it. */
  ncx: string;
  /** Content documents other than the navigation, in reading order. */
  documents: { file: string; xhtml: string }[];
  /** Images by name, already compressed. */
  images: { name: string; bytes: Uint8Array }[];
  fonts: { name: string; bytes: Uint8Array }[];
}

/** The packager's templates only point at our parts: text of a book is never read as a template. */
const pointers = {
  contentOPF: '<%- parts.packageDocument %>',
  tocXHTML: '<%- parts.navigation %>',
  tocNCX: '<%- parts.ncx %>',
  chapterXHTML: '<%- content %>',
};

class OwnPackage extends EPub {
  constructor(parts: PackageParts) {
    // Empty content: the packager would parse what it is given as HTML and take out most attributes.
    const chapters = parts.documents.map(({ file }) => ({ title: file, filename: file, content: '' }));
    super(
      { title: parts.title, css: parts.style, version: 3, verbose: false, date: parts.date, ...pointers },
      chapters,
    );
    parts.documents.forEach(({ xhtml }, i) => {
      this.content[i]!.content = xhtml;
    });
    Object.assign(this.options, { parts });
    for (const { name, bytes } of parts.images) this.zip.file(`OEBPS/${name}`, bytes, { compression: 'STORE' });
    for (const { name, bytes } of parts.fonts) this.zip.file(`OEBPS/${name}`, bytes);
  }

  /** Dates of ZIP begin with 1980 (APPNOTE 4.4.6); JSZip writes them in UTC. */
  async pack(date: string): Promise<Uint8Array> {
    await this.render();
    const stamp = new Date(`${date < '1980-01-01' ? '1980-01-01' : date}T00:00:00Z`);
    const { files } = this.zip;
    for (const name of Object.keys(files)) {
      if (files[name]!.dir) delete files[name];
      else files[name]!.date = stamp;
    }
    return this.zip.generateAsync({
      type: 'uint8array',
      platform: 'DOS',
      compression: 'DEFLATE',
      compressionOptions: { level: 3 },
    });
  }
}

/** Packs the parts into an EPUB: mimetype first and stored, the same bytes for the same parts. */
export async function packEpub(parts: PackageParts): Promise<Uint8Array> {
  return new OwnPackage(parts).pack(parts.date);
}
