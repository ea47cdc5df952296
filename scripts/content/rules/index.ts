/** What a manifest must be beyond its shape. Each rule stands in a file of its name; they run in this order. */
import { acceptedEmendations } from './accepted-emendations.ts';
import { lastPage } from './last-page.ts';
import { lockMissing } from './lock-missing.ts';
import { manuscriptTwice } from './manuscript-twice.ts';
import { modifiedEarly } from './modified-early.ts';
import { namedFiles } from './named-files.ts';
import { overflowIgnored } from './overflow-ignored.ts';
import { pageIgnored } from './page-ignored.ts';
import { pageOrder } from './page-order.ts';
import { pieceNames } from './piece-names.ts';
import type { Rule } from './rule.ts';
import { titleLines } from './title-lines.ts';
import { uniqueIds } from './unique-ids.ts';

export const rules: readonly Rule[] = [
  namedFiles,
  manuscriptTwice,
  uniqueIds,
  pieceNames,
  titleLines,
  modifiedEarly,
  pageIgnored,
  overflowIgnored,
  lockMissing,
  pageOrder,
  lastPage,
  acceptedEmendations,
];
