/** A PDF by the letter of ISO 32000-1, 7.5, for tests that need no browser: blank pages, written as Chrome writes. */

/** Objects 1, 2, … and a trailer put together with a right cross-reference table. */
export function joinPdf(objects: string[], trailer = '/Root 1 0 R /Info 2 0 R'): Buffer {
  let text = '%PDF-1.4\n%\xd3\xeb\xe9\xe1\n';
  const entries = objects.map((object, i) => {
    const offset = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries.join('')}`;
  return Buffer.from(
    `${text}${table}trailer\n<</Size ${size} ${trailer}>>\nstartxref\n${text.length}\n%%EOF`,
    'latin1',
  );
}

export function blankPages(count: number): Buffer {
  const kids = Array.from({ length: count }, (_, i) => `${i + 5} 0 R`).join(' ');
  const page = '<</Type /Page /Parent 3 0 R /MediaBox [0 0 594.95996 841.91998] /Contents 4 0 R>>';
  return joinPdf([
    '<</Type /Catalog /Pages 3 0 R>>',
    '<</Producer (Skia)>>',
    `<</Type /Pages /Count ${count} /Kids [${kids}]>>`,
    '<</Length 18>> stream\nendobj 5 0 obj q Q\nendstream',
    ...Array.from({ length: count }, () => page),
  ]);
}
