/** Makes the new text of the old one and what has changed: shows that a comparison has left nothing out. */
import type { EditionParagraph, EditionState, EditionText } from '../../model/edition-types.ts';
import type { Revisions } from '../../model/revision-types.ts';

/** What a text says, apart from the pages on which it stands. */
export type BareText = Pick<EditionText, 'id' | 'title' | 'part' | 'status'> & {
  paragraphs: Pick<EditionParagraph, 'id' | 'kind' | 'text' | 'pictures'>[];
};

export const bareText = ({ id, title, part, status, paragraphs }: EditionText): BareText => ({
  id,
  title,
  part,
  status,
  paragraphs: paragraphs.map(({ id, kind, text, pictures }) => ({ id, kind, text, ...(pictures && { pictures }) })),
});

/** The texts of the new edition, in its order. */
export function applyRevisions(old: EditionState, { texts, order }: Revisions): BareText[] {
  const oldTexts = new Map(old.texts.map((text) => [text.id, text]));
  const revised = new Map(texts.flatMap((text) => (text.kind === 'removed' ? [] : [[text.id, text] as const])));
  return order.map((id) => {
    const revision = revised.get(id);
    if (!revision) return bareText(oldTexts.get(id)!);
    const from = oldTexts.get(revision.oldId ?? '')?.paragraphs ?? [];
    const paragraphs = revision.script.flatMap((step) =>
      Array.isArray(step) ? from.slice(step[0], step[0] + step[1]) : [step],
    );
    const { title, part, status } = revision;
    return bareText({ id, title, part, status, paragraphs, start: null, end: null });
  });
}
