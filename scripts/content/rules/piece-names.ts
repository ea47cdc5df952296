/** Front and back pieces are called by the names of their files: each must have one of its own. */
import { diagnose } from '../../diagnostics/catalogue.ts';
import { generatedIds, pieceId } from '../../model/piece-id.ts';
import type { Rule } from './rule.ts';

export const pieceNames: Rule = ({ named, source }) => {
  const owners = new Map<string, string>();
  return named.flatMap(({ file, path }) => {
    const [kind] = path;
    if (kind !== 'front' && kind !== 'back') return [];
    const id = pieceId(kind, { file });
    const spot = source.locate(path);
    if (generatedIds.includes(id)) return [diagnose('piece-same-name', { file, id, other: null }, ...spot)];
    const other = owners.get(id);
    // The same file named twice is told as such.
    if (other !== undefined && other !== file) return [diagnose('piece-same-name', { file, id, other }, ...spot)];
    owners.set(id, file);
    return [];
  });
};
