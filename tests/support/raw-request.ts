/** Sends bytes to a server on this machine as they are: what no well-behaved client would send. */
import { connect } from 'node:net';

export interface RawAnswer {
  /** Of the first answer; null where the server hung up without a word. */
  status: number | null;
  head: string;
  body: string;
}

/** Sends `bytes` to 127.0.0.1 and reads until the server closes, 5 s at most. */
export function rawRequest(port: number, bytes: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const chunks: Buffer[] = [];
    const done = () => {
      const text = Buffer.concat(chunks).toString('latin1');
      const [head = '', ...rest] = text.split('\r\n\r\n');
      const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1];
      resolve({ status: status ? Number(status) : null, head, body: rest.join('\r\n\r\n') });
    };
    socket.setTimeout(5000, () => socket.destroy(new Error('the server neither answered nor closed')));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? done() : reject(error)));
    socket.on('end', done);
    socket.on('connect', () => socket.write(Buffer.from(bytes, 'latin1')));
  });
}

/** A GET with this target as it is. */
export const rawGet = (port: number, target: string, host = `127.0.0.1:${port}`): Promise<RawAnswer> =>
  rawRequest(port, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
