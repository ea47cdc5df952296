/** 版次 on the imprint: when each edition appeared, and this printing, which counts on over all editions. */
import { expect, it } from 'vitest';
import type { Manifest } from '../../scripts/model/manifest-schema.ts';
import { editionHistory } from '../../scripts/outputs/imprint.ts';

const named = (number: number, printing: number, issued: string) => ({ edition: { number, printing }, issued });
const manifest = (...name: Parameters<typeof named>) => named(...name) as Manifest;
const first = named(1, 1, '2024-12-31');

it.each([
  ['alone', [], manifest(1, 1, '2024-12-31'), '2024年12月第1版第1次印刷'],
  ['a printing', [first], manifest(1, 2, '2025-03-01'), '2024年12月第1版　2025年3月第2次印刷'],
  ['an edition', [first], manifest(2, 2, '2025-06-01'), '2024年12月第1版　2025年6月第2版　2025年6月第2次印刷'],
  [
    'a printing of the second edition',
    [first, named(1, 2, '2025-03-01'), named(2, 3, '2025-06-01')],
    manifest(2, 4, '2026-01-05'),
    '2024年12月第1版　2025年6月第2版　2026年1月第4次印刷',
  ],
  [
    'a ledger that begins late claims nothing of the edition’s first appearance',
    [named(1, 3, '2025-03-01')],
    manifest(1, 4, '2025-06-01'),
    '2025年6月第1版第4次印刷',
  ],
])('%s', (_, before, own, expected) => {
  expect(editionHistory(own, before)).toBe(expected);
});
