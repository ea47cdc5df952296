/** How much has changed, in numbers. */
import type { ParagraphRevision, Revisions } from '../../model/revision-types.ts';

export interface RevisionCounts {
  /** Texts with any change. */
  texts: number;
  /** Texts that came, went, whose manuscript arrived, that moved or have another title. */
  added: number;
  removed: number;
  arrived: number;
  moved: number;
  retitled: number;
  /** Paragraphs changed in substance, and in typography alone. */
  substance: number;
  typography: number;
  /** Paragraphs by what became of them. */
  paragraphs: Record<ParagraphRevision['kind'], number>;
}

export function tallyRevisions({ texts }: Revisions): RevisionCounts {
  const paragraphs = texts.flatMap((text) => text.paragraphs);
  const textsOf = (kind: string) => texts.filter((text) => text.kind === kind).length;
  const paragraphsOf = (kind: string) => paragraphs.filter((paragraph) => paragraph.kind === kind).length;
  const substance = paragraphs.filter((paragraph) => paragraph.substance).length;
  return {
    texts: texts.length,
    added: textsOf('added'),
    removed: textsOf('removed'),
    arrived: textsOf('arrived'),
    moved: texts.filter(({ moved }) => moved).length,
    retitled: texts.filter(({ oldTitle }) => oldTitle !== null).length,
    substance,
    typography: paragraphs.length - substance,
    paragraphs: {
      added: paragraphsOf('added'),
      removed: paragraphsOf('removed'),
      moved: paragraphsOf('moved'),
      changed: paragraphsOf('changed'),
    },
  };
}
