/** The one schema of what stands between the --- lines at the head of a manuscript. */
import * as z from 'zod';
import { about, oneOf, plainText } from '../model/manifest-kinds.ts';

export const frontMatterSchema = z.strictObject({
  date: plainText.optional().meta(about('2024-08-01, 2024-08, or words.', '2024-08-01、2024-08，或文字。')),
  author: plainText.optional().meta(about('Author or body.', '作者或单位。')),
  source: plainText.optional().meta(about('Where the text comes from.', '来源。')),
  status: oneOf('complete', 'partial')
    .default('complete')
    .meta(about('partial: the text breaks off.', 'partial：稿件不全。')),
  title: plainText.optional().meta(about('Where it differs from the contents.', '与目录所列不同时写明。')),
});
