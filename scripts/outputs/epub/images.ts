/** Names of the images in an EPUB. */
import { createHash } from 'node:crypto';
import type { ImageAsset, TypesetText } from '../../model/types.ts';

const extensions: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/svg+xml': 'svg',
  'image/webp': 'webp',
};

export interface PackedImage {
  asset: ImageAsset;
  /** In the manifest. */
  id: string;
  /** In the package: ASCII, and different for different paths, whatever their names. */
  name: string;
}

/** Every image that a text shows, once, sorted by name. */
export function listImages(texts: Iterable<TypesetText>): PackedImage[] {
  const assets = new Map([...texts].flatMap((t) => t.images).map((asset) => [asset.file, asset]));
  const packed = [...assets.values()].map((asset) => {
    const hash = createHash('sha256').update(asset.file).digest('hex').slice(0, 16);
    return { asset, id: `image-${hash}`, name: `images/${hash}.${extensions[asset.mediaType] ?? 'bin'}` };
  });
  return packed.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The cover's file name and media type, from its first bytes. */
export function describeCover(bytes: Uint8Array): { name: string; mediaType: string } {
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return { name: 'cover.png', mediaType: 'image/png' };
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return { name: 'cover.jpg', mediaType: 'image/jpeg' };
  throw new Error('the cover is neither PNG nor JPEG');
}
