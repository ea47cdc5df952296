/** The table of departures from the source. */
import { describe, expect, it } from 'vitest';
import { parseEmendations } from '../../scripts/content/parse-emendations.ts';

const head = '| id | line | before | after | reason | certainty |\n| --- | --- | --- | --- | --- | --- |\n';

describe('the table of emendations', () => {
  it('may have an English head', () => {
    const { emendations, diagnostics } = parseEmendations(`${head}| E1 | 14-15 | a | b | typo | inferred |\n`, 'E.md');
    expect(diagnostics).toEqual([]);
    expect(emendations).toEqual([
      {
        id: 'E1',
        sourceLine: '14-15',
        before: 'a',
        after: 'b',
        reason: 'typo',
        certainty: 'inferred',
        place: { file: 'E.md', line: 3, column: 1 },
      },
    ]);
  });

  it('shows cells as a reader sees them: escapes, code, emphasis', () => {
    const { emendations } = parseEmendations(`${head}| E1 | 3 | \`a  b\` | a\\|\\*b | **新** | certain |`, 'E.md');
    expect(emendations).toEqual([expect.objectContaining({ before: 'a  b', after: 'a|*b', reason: '新' })]);
  });

  it('lets text be added or taken out, but not left as it is', () => {
    const rows = '| E1 | 3 |  | 加 | r | certain |\n| E2 | 3 | 减 |  | r | certain |\n| E3 | 3 |  |  | r | certain |\n';
    const { emendations, diagnostics } = parseEmendations(head + rows, 'E.md');
    expect(emendations.map(({ before, after }) => [before, after])).toEqual([
      ['', '加'],
      ['减', ''],
    ]);
    expect(diagnostics.map(({ place }) => place?.line)).toEqual([5]);
  });

  it('may come in several tables, with words between', () => {
    const text = `# 甲\n\n${head}| E1 | 3 | a | b | r | certain |\n\n说明\n\n${head}| E2 | 4 | c | d | r | certain |\n`;
    const { emendations, diagnostics } = parseEmendations(text, 'E.md');
    expect(diagnostics).toEqual([]);
    expect(emendations.map(({ id, place }) => [id, place.line])).toEqual([
      ['E1', 5],
      ['E2', 11],
    ]);
  });
});
