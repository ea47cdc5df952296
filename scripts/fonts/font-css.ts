/** Writes the @font-face rules of the subsets. */
import type { SubsetFace } from './subset-faces.ts';

/**
 * @font-face rules. `addressOf` says where the browser finds a file; by default the file is in the rule itself, as a
 * data: URL, so that nothing has to be fetched.
 */
export function fontFaceCss(subsets: SubsetFace[], addressOf: (subset: SubsetFace) => string = dataAddress): string {
  return subsets.map((subset) => faceRule(subset, addressOf(subset))).join('\n');
}

/** A file as a data: URL. */
export function dataAddress({ data }: SubsetFace): string {
  return `data:font/ttf;base64,${Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64')}`;
}

function faceRule({ family, weight, unicodeRange }: SubsetFace, address: string): string {
  const range = unicodeRange === undefined ? '' : `unicode-range:${unicodeRange};`;
  return (
    `@font-face{font-family:"${family}";font-weight:${weight};font-style:normal;font-display:block;${range}` +
    `src:url(${address}) format("truetype");}`
  );
}
