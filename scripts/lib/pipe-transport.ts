/**
 * The DevTools protocol over a pair of pipes, one JSON message after another, each ended by a zero byte
 * (https://chromium.googlesource.com/chromium/src/+/main/content/browser/devtools/devtools_pipe_handler.cc).
 * Unlike a WebSocket no other user of the machine can reach it.
 */
import type { Readable, Writable } from 'node:stream';
import type { ConnectionTransport } from 'puppeteer';

/** Puppeteer's transport over the pipes that the browser reads from and writes to. */
export function pipeTransport(toBrowser: Writable, fromBrowser: Readable): ConnectionTransport {
  let pending: Buffer[] = [];
  const transport: ConnectionTransport = {
    send: (message) => void toBrowser.write(`${message}\0`),
    close: () => {
      toBrowser.destroy();
      fromBrowser.destroy();
    },
  };
  fromBrowser.on('data', (data: Buffer) => {
    let start = 0;
    for (let end = data.indexOf(0); end >= 0; end = data.indexOf(0, start)) {
      const message = Buffer.concat([...pending, data.subarray(start, end)]).toString('utf8');
      pending = [];
      start = end + 1;
      // Each message in a turn of its own, as Puppeteer's own transports do: handlers await between them.
      setImmediate(() => transport.onmessage?.(message));
    }
    if (start < data.length) pending.push(data.subarray(start));
  });
  fromBrowser.on('close', () => transport.onclose?.());
  // A browser that dies breaks the pipe; `close` tells it.
  fromBrowser.on('error', () => undefined);
  toBrowser.on('error', () => undefined);
  return transport;
}
