/**
 * The ledger on disk. `editions/` in the book's folder holds one folder an issued printing (`e2-p3`) of plain files, and
 * `blobs/`, where files that are no text are kept once, under their SHA-256:
 *
 *     edition.json         what was issued, and the SHA-256 of everything else
 *     edition.json.sha256  its own, as `sha256sum -c` reads it
 *     pages.json           the page map
 *     paragraphs.jsonl     the text, a line a paragraph
 *     prints.jsonl         what the pages show, a line a page
 *     files/               every file that the build read
 *
 * Each edition.json names the SHA-256 of the one before: a chain. Nothing is ever rewritten.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { EditionName } from '../model/edition-types.ts';

export const ledgerFolder = 'editions';
export const blobFolder = 'blobs';
export const recordFile = 'edition.json';
export const sealFile = 'edition.json.sha256';
export const dataFiles = ['pages.json', 'paragraphs.jsonl', 'prints.jsonl'] as const;
export type DataFile = (typeof dataFiles)[number];

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.number().int().nonnegative();

const keptFile = z.strictObject({
  /** Path in the book's folder. */
  path: z
    .string()
    .regex(/^[^/\\\0][^\\\0]*$/)
    .refine((path) => path.split('/').every((step) => step !== '' && step !== '.' && step !== '..')),
  bytes: size,
  sha256: digest,
  /** Where it lies: `files/` of this printing, or `blobs/`. */
  kept: z.enum(['files', 'blobs']),
  /** Whose it was: the book's, or the tool's own default. */
  from: z.enum(['book', 'tool']),
});

export const recordSchema = z.strictObject({
  format: z.literal(1),
  edition: z.strictObject({ number: z.number().int().positive(), printing: z.number().int().positive() }),
  issued: z.string(),
  slug: z.string(),
  title: z.string(),
  numbering: z.enum(['locked', 'flowing']),
  /** What it changed, as the feed tells it; left out where nothing was issued before. */
  summary: z.string().min(1).optional(),
  /** SHA-256 of the edition.json before; null for the first. */
  previous: digest.nullable(),
  fingerprint: z.strictObject({
    huibian: z.string(),
    browser: z.string(),
    pagedjs: z.string(),
    fonts: z.record(z.string(), digest),
  }),
  data: z.strictObject({
    'pages.json': z.strictObject({ bytes: size, sha256: digest }),
    'paragraphs.jsonl': z.strictObject({ bytes: size, sha256: digest }),
    'prints.jsonl': z.strictObject({ bytes: size, sha256: digest }),
  }),
  /** Every file that the build read, in the order of their paths. */
  files: z.array(keptFile),
  outputs: z.array(z.strictObject({ name: z.string(), bytes: size, sha256: digest })),
});

/** What edition.json says. */
export type EditionRecord = z.infer<typeof recordSchema>;
export type KeptFile = EditionRecord['files'][number];

/** Name of a printing's folder: e2-p3. */
export const folderOf = ({ number, printing }: EditionName): string => `e${number}-p${printing}`;

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
