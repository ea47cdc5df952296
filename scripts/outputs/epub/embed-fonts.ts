/** The faces that an EPUB brings along: always one for its rare characters, and all of them where the manifest says so. */
import { fontFaceCss } from '../../fonts/font-css.ts';
import type { Role } from '../../fonts/roles.ts';
import type { SubsetFace } from '../../fonts/subset-faces.ts';
import { rareClass } from './rare-characters.ts';

/** Cuts faces to the characters of each role, as `subsetFaces` does. */
export type CutFaces = (characters: Map<Role, Set<number>>) => Promise<SubsetFace[]>;

export interface EmbeddedFonts {
  /** Rules that name the files, relative to the style sheet. */
  css: string;
  /** TrueType. */
  files: { id: string; name: string; bytes: Uint8Array }[];
}

const rareFamily = 'Huibian Rare';

/**
 * @param rare characters in the spans of rare ones; none, no file
 * @param roles characters of each role for the whole faces; null embeds none
 * @param style rules that set the text in the whole faces
 */
export async function embedFonts(
  rare: Set<number>,
  roles: Map<Role, Set<number>> | null,
  style: string,
  cutFaces: CutFaces,
): Promise<EmbeddedFonts> {
  const whole = roles ? await cutFaces(roles) : [];
  const few = rare.size > 0 ? await cutFaces(new Map([['body', rare]])) : [];
  const named = [
    ...nameFiles(whole),
    ...nameFiles(
      few.map((face) => ({ ...face, family: rareFamily })),
      'rare',
    ),
  ];
  const names = new Map(named.map(({ face, name }) => [face, name]));
  // A reader that knows no unicode-range takes the last file of a family: that of the role's own face.
  const rules = fontFaceCss(named.map(({ face }) => face).reverse(), (face) => names.get(face)!);
  const css = [
    ...(named.length > 0 ? [rules] : []),
    ...(roles ? [style] : []),
    ...(few.length > 0 ? [`.${rareClass}{font-family:"${rareFamily}";}`] : []),
  ];
  return {
    css: css.join('\n'),
    files: named.map(({ face, name }) => ({ id: name.replace(/^.*\/|\..*$/g, ''), name, bytes: face.data })),
  };
}

/** By role and number: names say nothing of the content, and stay. */
function nameFiles(faces: SubsetFace[], fixed?: string): { face: SubsetFace; name: string }[] {
  const counts = new Map<string, number>();
  return faces.map((face) => {
    const kind = fixed ?? face.role;
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    return { face, name: `fonts/${kind}-${number}.ttf` };
  });
}
