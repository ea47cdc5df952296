/** What we use of subset-font 2.9, which comes without types (its README, "API"). */
declare module 'subset-font' {
  interface Options {
    targetFormat: 'truetype' | 'woff' | 'woff2';
    /** OpenType features to keep; all others go. */
    keepFeatures?: string[];
  }
  /** The face cut down to the characters of `text`. Throws Error where HarfBuzz cannot. */
  export default function subsetFont(face: Buffer, text: string, options: Options): Promise<Buffer>;
}
