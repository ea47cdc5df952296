/**
 * A thread that cuts faces down with HarfBuzz, while the main one goes on talking to the browser. Plain JavaScript, so
 * that it starts without a loader.
 */
import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { parentPort } from 'node:worker_threads';

// V8 would spend 400 ms of background threads on optimising HarfBuzz for work that takes 100 ms without, while the
// browser starts on the same cores.
setFlagsFromString('--wasm-tiering-budget=1000000000');
const subsetFont = (await import('subset-font')).default;

parentPort.on('message', async ({ id, source, text, keepFeatures }) => {
  try {
    const original = typeof source === 'string' ? await readFile(source) : Buffer.from(source);
    const data = await subsetFont(original, text, { targetFormat: 'truetype', keepFeatures });
    parentPort.postMessage({ id, data });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error?.message ?? error) });
  }
});
