/** Every manuscript's characters, read without the typesetter, are in the text that it made. */
import { accountFor } from '../account-for.ts';
import type { Finding, TextCheck } from '../proof-check.ts';
import { readManuscript } from '../read-manuscript.ts';

export const source: TextCheck = {
  name: 'source',
  textOnly: true,
  run({ flows }) {
    let count = 0;
    const findings: Finding[] = [];
    for (const { id, title, manuscript, typeset } of flows) {
      if (!manuscript) continue;
      const reading = readManuscript(manuscript, manuscript.frontMatter.title ?? title);
      const { difference, count: compared } = accountFor(manuscript, reading, typeset ?? { text: '', noteTexts: [] });
      count += compared;
      if (difference) findings.push({ report: id, difference });
    }
    return { count, findings };
  },
};
