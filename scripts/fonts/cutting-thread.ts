/** Hands faces to the thread that cuts them. */
import { Worker } from 'node:worker_threads';
import { keptFeatures } from './read-substitutions.ts';

export interface CuttingThread {
  /** Cuts a face, given as a path or as bytes, down to the characters of `text`. Rejects where HarfBuzz cannot read it. */
  cut(source: string | Uint8Array, text: string): Promise<Buffer>;
  close(): Promise<void>;
}

interface Answer {
  id: number;
  data?: Uint8Array;
  error?: string;
}

/** Starts a thread. It keeps the process alive until it is closed. */
export function startCutting(): CuttingThread {
  const worker = new Worker(new URL('./cutting-thread.mjs', import.meta.url), { execArgv: [] });
  const waiting = new Map<number, { resolve: (data: Buffer) => void; reject: (error: Error) => void }>();
  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', ({ id, data, error }: Answer) => {
    const asked = waiting.get(id)!;
    waiting.delete(id);
    if (data) asked.resolve(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    else asked.reject(new Error(error));
  });
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error('the thread that cuts faces has ended')));
  let last = 0;
  return {
    cut(source, text) {
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, source, text, keepFeatures: keptFeatures });
      });
    },
    close: async () => void (await worker.terminate()),
  };
}
