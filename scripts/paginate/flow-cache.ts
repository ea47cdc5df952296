/**
 * Pages by content: a flow whose HTML, styles, faces, engine and fit are unchanged is read back instead of paginated.
 * The key holds the original faces and this flow's own characters (they are in its HTML), never the book's subset,
 * so that a new character in one report leaves the others' pages where they are.
 */
import { createHash } from 'node:crypto';
import type { BlobCache } from '../lib/blob-cache.ts';
import type { FlowRequest, FlowResult } from './in-page/main.ts';

export interface FlowCache {
  get(request: FlowRequest): Promise<FlowResult | null>;
  put(request: FlowRequest, result: FlowResult): Promise<void>;
}

/** A cache of flows; `engine` names whatever else moves a line: browser, Paged.js, in-page code, faces, how they are cut. */
export function flowCache(blobs: BlobCache, engine: string[]): FlowCache {
  const engineHash = sha256(engine.join('\n'));
  const keyOf = (request: FlowRequest) => sha256(engineHash + JSON.stringify(request));
  return {
    async get(request) {
      const found = await blobs.get(keyOf(request));
      try {
        return found && (JSON.parse(new TextDecoder().decode(found)) as FlowResult);
      } catch {
        return null;
      }
    },
    put: (request, result) => blobs.put(keyOf(request), JSON.stringify(result)),
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
