/** What has changed within a text that both editions have. */
import type { EditionParagraph } from '../../model/edition-types.ts';
import type { ParagraphRevision, ScriptStep } from '../../model/revision-types.ts';
import { diffCharacters } from './diff-characters.ts';
import { increasingRun } from './increasing-run.ts';
import { isTypography } from './is-typography.ts';
import { matchParagraphs } from './match-paragraphs.ts';

export interface ComparedText {
  paragraphs: ParagraphRevision[];
  script: ScriptStep[];
}

/** Paragraphs with the same permanent id are the same, whatever became of their words; the rest is matched by the words. */
export function compareTexts(from: readonly EditionParagraph[], to: readonly EditionParagraph[]): ComparedText {
  const match = matchByIds(from, to);
  const stayed = match.flatMap((j, i) => (j === null ? [] : [{ i, j }]));
  const ordered = increasingRun(stayed.map(({ j }) => j));
  const moved = new Set(stayed.filter((_, at) => !ordered.has(at)).map(({ i }) => i));
  const revised = to.flatMap((paragraph, i) => {
    const j = match[i] ?? null;
    const revision = j === null ? addition(paragraph) : change(from[j]!, paragraph, moved.has(i));
    if (!revision) return [];
    const after = j === null || moved.has(i) ? (to[i - 1]?.id ?? null) : null;
    return [{ at: i, revision: { ...revision, after } }];
  });
  const matched = new Set(match);
  const removedAt = (j: number, paragraph: EditionParagraph) => {
    const before = placeOfRemoved(j, stayed);
    return { at: before + 0.5, revision: removal(paragraph, to[before]?.id ?? null) };
  };
  const removed = from.flatMap((paragraph, j) => (matched.has(j) ? [] : [removedAt(j, paragraph)]));
  // A removed paragraph stands behind the one it followed, and before what is new there.
  const paragraphs = [...removed, ...revised].sort((a, b) => a.at - b.at).map(({ revision }) => revision);
  return { paragraphs, script: scriptOf(from, to, match) };
}

function matchByIds(from: readonly EditionParagraph[], to: readonly EditionParagraph[]): (number | null)[] {
  const places = new Map(from.map(({ id }, j) => [id, j]));
  const match = to.map(({ id }) => places.get(id) ?? null);
  const taken = new Set(match);
  const [oldLeft, newLeft] = [
    from.flatMap((_, j) => (taken.has(j) ? [] : [j])),
    to.flatMap((_, i) => (match[i] === null ? [i] : [])),
  ];
  const rest = matchParagraphs(
    oldLeft.map((j) => from[j]!),
    newLeft.map((i) => to[i]!),
  );
  rest.forEach((j, i) => {
    if (j !== null) match[newLeft[i]!] = oldLeft[j]!;
  });
  return match;
}

/** Where in the new text the paragraph stands that stood before it in the old one; -1 where none does. */
function placeOfRemoved(j: number, stayed: { i: number; j: number }[]): number {
  let [best, at] = [-1, -1];
  for (const { i, j: old } of stayed) if (old < j && old > best) [best, at] = [old, i];
  return at;
}

const addition = ({ id, kind, page, text, pictures = [] }: EditionParagraph): ParagraphRevision => ({
  kind: 'added',
  moved: false,
  // A paragraph without a word is a picture.
  substance: text === '' || pictures.length > 0 || !isTypography(text, ''),
  element: kind,
  id,
  oldId: null,
  oldPage: null,
  newPage: page,
  after: null,
  pieces: text === '' ? [] : [['added', text]],
});

const removal = (paragraph: EditionParagraph, after: string | null): ParagraphRevision => ({
  ...addition(paragraph),
  kind: 'removed',
  id: null,
  oldId: paragraph.id,
  oldPage: paragraph.page,
  newPage: null,
  after,
  pieces: paragraph.text === '' ? [] : [['removed', paragraph.text]],
});

/** An older ledger does not know its pictures: then nothing can be said of them. */
const haveOtherPictures = ({ pictures: a }: EditionParagraph, { pictures: b }: EditionParagraph): boolean =>
  a !== undefined && b !== undefined && JSON.stringify(a) !== JSON.stringify(b);

/** Null where nothing is to be told: the same words and pictures of the same kind, in their place. */
function change(from: EditionParagraph, to: EditionParagraph, moved: boolean): ParagraphRevision | null {
  const picture = haveOtherPictures(from, to);
  const isSame = from.text === to.text && from.kind === to.kind && !picture;
  if (isSame && !moved) return null;
  return {
    kind: isSame ? 'moved' : 'changed',
    moved,
    substance: moved || picture || !isTypography(from.text, to.text),
    ...(picture && { picture }),
    element: to.kind,
    id: to.id,
    oldId: from.id,
    oldPage: from.page,
    newPage: to.page,
    after: null,
    pieces: diffCharacters(from.text, to.text),
  };
}

function scriptOf(
  from: readonly EditionParagraph[],
  to: readonly EditionParagraph[],
  match: readonly (number | null)[],
): ScriptStep[] {
  const steps: ScriptStep[] = [];
  to.forEach((paragraph, i) => {
    const j = match[i] ?? null;
    const old = j === null ? undefined : from[j];
    const isOld = old?.text === paragraph.text && old.kind === paragraph.kind && old.id === paragraph.id;
    if (j === null || !old || !isOld || haveOtherPictures(old, paragraph)) {
      steps.push(paragraph);
      return;
    }
    const last = steps.at(-1);
    if (Array.isArray(last) && last[0] + last[1] === j) last[1] += 1;
    else steps.push([j, 1]);
  });
  return steps;
}
