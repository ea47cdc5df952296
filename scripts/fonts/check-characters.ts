/** Checks the book's characters before layout: those that no face covers, that are not set, that a search will not find. */
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Place } from '../model/types.ts';
import { classOf } from './character-class.ts';
import { countCharacters, distinctCharacters, isMark, needsNoGlyph } from './characters.ts';
import type { BookFonts } from './faces.ts';
import type { Coverage } from './inspect-face.ts';
import type { Role } from './roles.ts';
import { unifiedForm } from './unified-form.ts';

/** Text set in one role: of a flow, or of anything else that is printed. */
export interface CharacterUse {
  role: Role;
  text: string;
  /** The first places of a character, for diagnostics; called only for those that have something wrong. */
  locate: (character: string) => Located[];
}

export interface Located {
  place: Place;
  /** The line of the file, as it stands. */
  excerpt?: string;
}

/** Places named in a message. */
const maxPlaces = 3;

interface Finding {
  count: number;
  roles: Set<Role>;
  uses: CharacterUse[];
}

/**
 * The characters that no face of their role covers, and the combining marks that the face of the character before
 * them lacks: one `missing-glyph` each, in the order of code points.
 */
export function findUncovered(fonts: BookFonts, uses: CharacterUse[]): Diagnostic[] {
  const isWrong = (role: Role, codePoint: number) => !needsNoGlyph(codePoint) && !isCovered(fonts, role, codePoint);
  const findings = collect(suspects(uses, isWrong), ({ role, text }) => {
    const loose = findLooseMarks(fonts, role, text, (face, mark) => !face.has(mark));
    return new Map([...[...countCharacters(text)].filter(([codePoint]) => isWrong(role, codePoint)), ...loose]);
  });
  return findings.map(([codePoint, finding]) => {
    const { params, located } = describe(codePoint, finding);
    return diagnose('missing-glyph', { ...params, roles: [...finding.roles] }, located?.place, located?.excerpt);
  });
}

/**
 * Scripts written from right to left or downwards. Their letters take shapes that a PDF's text layer does not know,
 * so that it would hold other characters than the manuscript.
 */
const unset =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Phags_Pa}]/u;

/**
 * Characters of scripts that are not set, and marks that cannot be drawn with the letter before them, although a face
 * has them: one `script-unset` each, in the order of code points.
 */
export function findUnset(fonts: BookFonts, uses: CharacterUse[]): Diagnostic[] {
  const isUnset = (role: Role, codePoint: number) =>
    !(codePoint >= 0x3400 && codePoint <= 0x9fff) &&
    unset.test(String.fromCodePoint(codePoint)) &&
    isCovered(fonts, role, codePoint);
  const findings = collect(suspects(uses, isUnset), ({ role, text }) => {
    const parted = findLooseMarks(
      fonts,
      role,
      text,
      (face, mark, base) => face.has(mark) && face.layerOf(mark) !== face.layerOf(base),
    );
    return new Map([...[...countCharacters(text)].filter(([codePoint]) => isUnset(role, codePoint)), ...parted]);
  });
  return findings.map(([codePoint, finding]) => {
    const { params, located } = describe(codePoint, finding);
    return diagnose('script-unset', params, located?.place, located?.excerpt);
  });
}

/**
 * The uses in which a character may be wrong, or a mark loose. Most books have none: the distinct characters of each
 * role tell so sooner than every use would.
 */
function suspects(uses: CharacterUse[], isWrong: (role: Role, codePoint: number) => boolean): CharacterUse[] {
  const suspect = [...new Set(uses.map(({ role }) => role))].filter((role) => {
    const texts = uses.flatMap((use) => (use.role === role ? [use.text] : []));
    return [...distinctCharacters(texts)].some((codePoint) => isMark(codePoint) || isWrong(role, codePoint));
  });
  return uses.filter(({ role }) => suspect.includes(role));
}

function describe(codePoint: number, { count, uses }: Finding) {
  const found = locateIn(uses, codePoint);
  const params = {
    character: String.fromCodePoint(codePoint),
    codePoint,
    kind: classOf(codePoint),
    count,
    places: found.map(({ place }) => place),
  };
  return { params, located: found[0] };
}

/** True where one of the role's faces has the character. */
export function isCovered(fonts: BookFonts, role: Role, codePoint: number): boolean {
  return coverageFor(fonts, role, codePoint) !== undefined;
}

function coverageFor({ stacks, coverage }: BookFonts, role: Role, codePoint: number): Coverage | undefined {
  return stacks[role].faces.map((face) => coverage.get(face.hash)!).find(({ has }) => has(codePoint));
}

/** Marks that are loose from the character they belong to: the browser takes a cluster from one file. */
function findLooseMarks(
  fonts: BookFonts,
  role: Role,
  text: string,
  isLoose: (face: Coverage, mark: number, base: number) => boolean,
): Map<number, number> {
  const loose = new Map<number, number>();
  for (const [cluster] of text.matchAll(/[^\p{M}\s]\p{M}+/gu)) {
    const [base, ...marks] = [...cluster].map((character) => character.codePointAt(0)!);
    const face = coverageFor(fonts, role, base!);
    for (const mark of marks) {
      if (needsNoGlyph(mark) || face === undefined) continue;
      if (isLoose(face, mark, base!)) loose.set(mark, (loose.get(mark) ?? 0) + 1);
    }
  }
  return loose;
}

/**
 * Characters of the radical and compatibility blocks, which PDF extraction leaves in manuscripts (⽓温 for 气温): one
 * `kangxi-radical` a file. They are kept as they stand.
 */
export function findRadicals(uses: CharacterUse[]): Diagnostic[] {
  const byFile = new Map<string, { located: Located[]; found: Map<number, number> }>();
  for (const use of suspects(uses, (_, codePoint) => unifiedForm(codePoint) !== null)) {
    for (const [codePoint, count] of countCharacters(use.text)) {
      if (unifiedForm(codePoint) === null) continue;
      const located = locateIn([use], codePoint);
      const file = located[0]?.place.file ?? '';
      const entry = byFile.get(file) ?? { located: [], found: new Map<number, number>() };
      entry.located.push(...located);
      entry.found.set(codePoint, (entry.found.get(codePoint) ?? 0) + count);
      byFile.set(file, entry);
    }
  }
  return [...byFile.values()].map(({ located, found }) => {
    const first = [...located].sort((a, b) => comparePlaces(a.place, b.place))[0];
    const inOrder = [...found].sort(([a], [b]) => a - b);
    const characters = inOrder.map(([codePoint, count]) => ({
      character: String.fromCodePoint(codePoint),
      unified: unifiedForm(codePoint)!,
      count,
    }));
    return diagnose('kangxi-radical', { characters }, first?.place, first?.excerpt);
  });
}

function comparePlaces(a: Place, b: Place): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** What is wrong with which characters, in the order of code points; `findWrong` counts them in one use. */
function collect(uses: CharacterUse[], findWrong: (use: CharacterUse) => Map<number, number>): [number, Finding][] {
  const findings = new Map<number, Finding>();
  for (const use of uses) {
    for (const [codePoint, count] of findWrong(use)) {
      const finding = findings.get(codePoint) ?? { count: 0, roles: new Set(), uses: [] };
      finding.count += count;
      finding.roles.add(use.role);
      finding.uses.push(use);
      findings.set(codePoint, finding);
    }
  }
  return [...findings].sort(([a], [b]) => a - b);
}

function locateIn(uses: CharacterUse[], codePoint: number): Located[] {
  const found: Located[] = [];
  for (const use of uses) {
    found.push(...use.locate(String.fromCodePoint(codePoint)));
    if (found.length >= maxPlaces) break;
  }
  return found.slice(0, maxPlaces);
}
