/** What the manifest accepts is an inferred emendation of EMENDATIONS.md. */
import { diagnose } from '../../diagnostics/catalogue.ts';
import { findNearest } from '../../lib/nearest-word.ts';
import type { Rule } from './rule.ts';

export const acceptedEmendations: Rule = ({ manifest, emendations, source }) => {
  if (!emendations) return [];
  const byId = new Map(emendations.map((emendation) => [emendation.id, emendation]));
  return (manifest.accept ?? []).flatMap((entry, i) => {
    const id = entry?.emendation;
    if (id === undefined) return [];
    const spot = source.locate(['accept', i, 'emendation']);
    const found = byId.get(id);
    if (!found) {
      const nearest = findNearest(id, [...byId.keys()]);
      return [diagnose('accept-unknown', { id, ...(nearest && { nearest }) }, ...spot)];
    }
    return found.certainty === 'certain' ? [diagnose('accept-certain', { id }, ...spot)] : [];
  });
};
