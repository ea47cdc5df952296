/** Every font is in the file, as outlines that printers take: none is left to the reader's machine, none Type 3. */
import type { Finding, PageCheck } from '../proof-check.ts';

export const fonts: PageCheck = {
  name: 'fonts',
  run({ pdf }) {
    const { fonts: used, fontObjects } = pdf;
    const findings = used.flatMap((font): Finding[] => {
      if (font.embedded && !font.isType3) return [];
      const found = font.isType3 ? 'Type 3' : 'not embedded';
      return [{ difference: { sheet: font.sheet, before: font.name, expected: 'embedded TrueType', found } }];
    });
    const expect = (expected: string, found: number, isRight: boolean) => {
      if (!isRight) findings.push({ difference: { before: '', expected, found: String(found) } });
    };
    // Fonts that no text uses are seen in the file's objects alone.
    if (findings.length === 0) {
      expect('0 Type 3', fontObjects.type3, fontObjects.type3 === 0);
      expect('0 not embedded', fontObjects.withoutFile, fontObjects.withoutFile === 0);
      expect(`≥ ${used.length}`, fontObjects.descriptors, fontObjects.descriptors >= used.length);
    }
    return { count: used.length, findings };
  },
};
