/** Images of a manuscript: found in the book's folder, looked at, measured. Nothing outside the folder is read. */
import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Element, Root } from 'hast';
import { visit } from 'unist-util-visit';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ImageAsset, Place } from '../model/types.ts';
import { findSvgFault } from './safe-svg.ts';

const mediaTypes: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
};
/** Resolves each <img> to a file: `src` becomes its path in the book's folder. Images that fail are taken out. */
export async function findImages(
  tree: Root,
  manuscriptFile: string,
  bookDir: string,
): Promise<{ images: ImageAsset[]; diagnostics: Diagnostic[] }> {
  const found: Diagnostic[] = [];
  const elements: { node: Element; remove: () => void }[] = [];
  visit(tree, 'element', (node, _, parent) => {
    if (node.tagName === 'img')
      elements.push({ node, remove: () => parent?.children.splice(parent.children.indexOf(node as never), 1) });
  });
  const images = new Map<string, ImageAsset>();
  for (const { node, remove } of elements) {
    const place = { file: manuscriptFile, line: Number(node.properties.dataLine) };
    const asset = await readImage(String(node.properties.src ?? ''), manuscriptFile, bookDir, place);
    if ('code' in asset) {
      found.push(asset);
      remove();
      continue;
    }
    if (!String(node.properties.alt ?? '').trim()) found.push(diagnose('image-alt', { src: asset.file }, place));
    node.properties.src = asset.file;
    images.set(asset.file, asset);
  }
  return { images: [...images.values()], diagnostics: found };
}

async function readImage(src: string, from: string, bookDir: string, place: Place): Promise<ImageAsset | Diagnostic> {
  let wanted: string;
  try {
    wanted = path.resolve(bookDir, path.dirname(from), decodeURI(src));
  } catch {
    return diagnose('image-missing', { src }, place);
  }
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(src) || !isInside(bookDir, wanted))
    return diagnose('image-outside', { src }, place);
  try {
    if (!isInside(await realpath(bookDir), await realpath(wanted))) return diagnose('image-outside', { src }, place);
    const data = await readFile(wanted);
    const { imageSize } = await import('image-size');
    const size = imageSize(data);
    const mediaType = mediaTypes[size.type ?? ''];
    if (!mediaType)
      return diagnose(
        'image-format',
        size.type ? { src, reason: 'format', format: size.type } : { src, reason: 'unknown' },
        place,
      );
    const fault = size.type === 'svg' ? findSvgFault(data.toString('utf8')) : null;
    if (fault) return diagnose('image-format', { src, reason: fault }, place);
    const file = path.relative(bookDir, wanted).split(path.sep).join('/');
    // EXIF orientations 5 to 8 lie on their side; the browser shows them upright.
    const turned = (size.orientation ?? 1) >= 5;
    return {
      file,
      path: wanted,
      mediaType,
      sha256: createHash('sha256').update(data).digest('hex'),
      width: turned ? size.height : size.width,
      height: turned ? size.width : size.height,
    };
  } catch (error) {
    const isSystems = (error as NodeJS.ErrnoException).code !== undefined;
    return isSystems
      ? diagnose('image-missing', { src }, place)
      : diagnose('image-format', { src, reason: 'unknown' }, place);
  }
}

function isInside(dir: string, file: string): boolean {
  const relative = path.relative(dir, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
