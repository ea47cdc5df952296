/** What a shelf knows of itself: the file shelf.json, written when its first book is put on it and kept from then on. */
import * as z from 'zod';

export const shelfFactsSchema = z.object({
  title: z.string().trim().min(1),
  /** The same as long as the shelf is there, whichever books come and go: feed readers know it by this. */
  identifier: z.string().regex(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  /** BCP 47. */
  language: z.string().min(2),
});

export type ShelfFacts = z.infer<typeof shelfFactsSchema>;
