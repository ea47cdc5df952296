/** Where something stands in a file of the book. */
import type { Place } from '../model/types.ts';

/** A place and the line that stands there, as `diagnose` takes them. */
export type Spot = [place: Place, excerpt?: string];
