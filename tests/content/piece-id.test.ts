/** Front and back pieces keep their names when others come before them. */
import { describe, expect, it } from 'vitest';
import { pieceId } from '../../scripts/model/piece-id.ts';

describe('pieceId', () => {
  it.each([
    ['foreword.md', 'front-foreword'],
    ['front/Foreword.MD', 'front-foreword'],
    ['front/01-foreword.md', 'front-foreword'],
    ['1.md', 'front-1'],
    ['a b.c.md', 'front-a-b-c'],
    ['前言.md', 'front-668ca8fa'],
    ['序/前言.md', 'front-668ca8fa'],
  ])('%s', (file, id) => {
    expect(pieceId('front', { file })).toBe(id);
  });

  it('is the same however a file system writes an accent', () => {
    expect(pieceId('back', { file: 'é.md' })).toBe(pieceId('back', { file: 'e\u0301.md' }));
  });

  it('is the name that a build gave to what it wrote', () => {
    expect(pieceId('back', { file: '修订说明', generated: 'back-revisions' })).toBe('back-revisions');
  });
});
