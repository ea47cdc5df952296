/** The office's editions, made again from the ledger alone: whether the bytes are those of then is told truly. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { takeFingerprint } from '../../scripts/editions/fingerprint.ts';
import { runHuibian } from '../support/run-huibian.ts';

const content = fileURLToPath(new URL('../../content', import.meta.url));
const names = readdirSync(join(content, 'editions')).filter((name) => /^e\d+-p\d+$/.test(name));
const out = mkdtempSync(join(tmpdir(), 'huibian-rebuilt-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe.each(names)('%s, made again', (name) => {
  test('says whether its bytes are those of then, and else which are not and why', { timeout: 300_000 }, async () => {
    const record = JSON.parse(readFileSync(join(content, 'editions', name, 'edition.json'), 'utf8'));
    const dir = join(out, name);
    const { printing } = record.edition;
    const args = ['edition', 'rebuild', String(printing), '--book', content, '--out', dir, '--json', '--lang', 'en'];
    const { code, stdout } = await runHuibian(args);
    const { edition, diagnostics } = JSON.parse(stdout);
    const differing = (record.outputs as { name: string; sha256: string }[])
      .filter((each) => sha256(join(dir, each.name)) !== each.sha256)
      .map((each) => each.name);
    expect(edition.rebuilt).toEqual(record.edition);
    expect(edition.same).toBe(differing.length === 0);
    expect(code).toBe(differing.length === 0 ? 0 : 1);
    const told = diagnostics.filter((each: { code: string }) => each.code === 'rebuild-differs');
    expect(told).toHaveLength(differing.length === 0 ? 0 : 1);
    for (const each of differing) expect(told[0].message).toContain(each);

    const { huibian } = await takeFingerprint(record.fingerprint.browser, record.fingerprint.fonts);
    const isOther = huibian !== record.fingerprint.huibian;
    const line = `huibian: ${record.fingerprint.huibian} → ${huibian}`;
    expect(edition.fingerprint.filter((part: string) => part.startsWith('huibian'))).toEqual(isOther ? [line] : []);
    if (isOther && told.length > 0) expect(told[0].hint).toContain(line);
  });
});
