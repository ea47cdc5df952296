/**
 * What the EPUB says of its own accessibility (EPUB Accessibility 1.1, https://www.w3.org/TR/epub-a11y-11/, in the words
 * of https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary-20230718/). Only what is true of this
 * very book: each statement is read off its texts and pictures.
 */
import type { Nodes } from 'hast';
import { visit } from 'unist-util-visit';
import type { TypesetText } from '../../model/types.ts';

export interface Accessibility {
  modes: string[];
  /** Sets of modes, each enough to read everything. */
  sufficient: string[];
  features: string[];
  hazards: string[];
  summary: string;
  /** Present only with a certifier: 3.5.2 allows no claim without one. */
  conformsTo: string | null;
  certifiedBy: string | null;
}

export interface AccessibilityFacts {
  texts: Iterable<TypesetText>;
  /** The pictures' files, the cover apart: it bears the title as its alternative text. */
  images: Uint8Array[];
  hasPageList: boolean;
  certifiedBy: string | undefined;
}

/** States modes, features and hazards; claims conformance only where a certifier is named and no picture is mute. */
export function describeAccessibility(facts: AccessibilityFacts): Accessibility {
  const { images, hasPageList, certifiedBy = null } = facts;
  const trees = [...facts.texts].flatMap(({ tree, notes }) => [tree, ...notes]);
  const hasImages = images.length > 0;
  const isDescribed = trees.every(describesImages);
  const hasRuby = trees.some((tree) => has(tree, 'rt'));
  const isCertified = certifiedBy !== null && isDescribed;
  return {
    modes: ['textual', ...(hasImages ? ['visual'] : [])],
    sufficient: [...(isDescribed ? ['textual'] : []), ...(hasImages ? ['textual,visual'] : [])],
    features: [
      ...['tableOfContents', 'readingOrder', 'structuralNavigation', 'displayTransformability'],
      ...(hasPageList ? ['pageBreakMarkers', 'pageNavigation'] : []),
      ...(hasImages && isDescribed ? ['alternativeText'] : []),
      ...(hasRuby ? ['rubyAnnotations'] : []),
    ],
    hazards: images.some(mayMove)
      ? ['unknownFlashingHazard', 'unknownMotionSimulationHazard', 'noSoundHazard']
      : ['none'],
    summary: summarise(hasPageList, hasImages, isDescribed),
    conformsTo: isCertified ? 'EPUB Accessibility 1.1 - WCAG 2.1 Level AA' : null,
    certifiedBy: isCertified ? certifiedBy : null,
  };
}

function summarise(hasPageList: boolean, hasImages: boolean, isDescribed: boolean): string {
  const pictures = isDescribed ? '图片均有替代文字。' : '部分图片没有替代文字。';
  return [
    '全书为可重排的文字，字体、字号、颜色可由读者设定，可由读屏软件按顺序朗读；各级标题有标记，可由目录到达各篇各节。',
    ...(hasPageList ? ['文中标有纸质版的页码，可按页码跳转。'] : []),
    ...(hasImages ? [pictures] : []),
  ].join('');
}

function describesImages(tree: Nodes): boolean {
  let isDescribed = true;
  visit(tree, 'element', ({ tagName, properties }) => {
    if (tagName === 'img' && !String(properties.alt ?? '').trim()) isDescribed = false;
  });
  return isDescribed;
}

function has(tree: Nodes, name: string): boolean {
  let found = false;
  visit(tree, 'element', ({ tagName }) => {
    found ||= tagName === name;
  });
  return found;
}

/** Marks of movement: GIF that loops, animated PNG and WebP, SVG with animation or style rules of its own. */
const moving = /NETSCAPE2\.0|acTL|ANIM|<(animate|set)|@keyframes/;

function mayMove(image: Uint8Array): boolean {
  return moving.test(Buffer.from(image.buffer, image.byteOffset, image.byteLength).toString('latin1'));
}
