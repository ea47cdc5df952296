/** A server for a site's folder: on this machine alone unless a host is given. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { diagnose } from '../diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';
import { systemCode } from '../lib/system-error.ts';
import { answerFrom } from './answer-request.ts';
import { createHostCheck, reachableHosts } from './host-names.ts';

export interface ServeOptions {
  /** Absolute path of the folder that is served. */
  root: string;
  /** Address or name to listen on; undefined for loopback. */
  host: string | undefined;
  /** 0 for any that is free. */
  port: number;
  /** Asks search engines to stay out. */
  hidden: boolean;
}

export interface SiteServer {
  /** The site's addresses, each ending in a slash. */
  addresses: string[];
  port: number;
  /** Takes no more requests, lets answers under way end for `patience` ms, and cuts off the rest. */
  close: (patience: number) => Promise<void>;
}

/** Only this machine reaches it. */
export const loopback = '127.0.0.1';

/**
 * Starts a server. Throws DiagnosticError `serve-port-taken`, `serve-port-forbidden` or `serve-host-wrong`.
 */
export async function startServer({ root, host = loopback, port, hidden }: ServeOptions): Promise<SiteServer> {
  const server = createServer(answerFrom({ root, hidden, isOurHost: createHostCheck([host]) }));
  await listen(server, host, port);
  const bound = server.address() as AddressInfo;
  return {
    addresses: reachableHosts(host === 'localhost' ? bound.address : host).map(
      (name) => `http://${name}:${bound.port}/`,
    ),
    port: bound.port,
    close: (patience) => closeServer(server, patience),
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host }, resolve);
    });
  } catch (error) {
    const told = diagnoseListening(error, host, port);
    throw told ? new DiagnosticError([told]) : error;
  }
}

/** What a failed listen says of the port or the host; null for any other fault. */
export function diagnoseListening(error: unknown, host: string, port: number): Diagnostic | null {
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return diagnose('serve-port-taken', { host, port });
    case 'EACCES':
      return diagnose('serve-port-forbidden', { port });
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return diagnose('serve-host-wrong', { host });
    default:
      return null;
  }
}

async function closeServer(server: Server, patience: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), patience);
  await closed;
  clearTimeout(cut);
}
