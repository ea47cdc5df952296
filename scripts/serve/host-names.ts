/**
 * The names under which a server lets itself be addressed. A page of the web whose name is made to point at this
 * machine (DNS rebinding) would otherwise read the shelf through a visitor's browser; its requests carry its own name
 * in the Host header. Addresses in digits cannot be rebound.
 */
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

/** True where a Host header names this machine: by address, as localhost, by its own name, or by one of `names`. */
export function createHostCheck(names: string[]): (host: string) => boolean {
  const own = hostname().toLowerCase();
  const allowed = new Set(['localhost', own, `${own}.local`, ...names.map((name) => name.toLowerCase())]);
  return (host) => {
    const parsed = /^(?:\[([0-9a-f:.]+)\]|([^\s:/@[\]]+?)\.?)(?::\d{1,5})?$/i.exec(host);
    const name = (parsed?.[1] ?? parsed?.[2] ?? '').toLowerCase();
    return isIP(name) !== 0 || allowed.has(name);
  };
}

/** True for an address that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * The hosts, as addresses write them, under which a server listening on `address` can be reached: the address itself,
 * or for "all of them" this machine's own.
 */
export function reachableHosts(address: string): string[] {
  if (address !== '0.0.0.0' && address !== '::') return [inAddress(address)];
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const v4 = all.filter((one) => one.family === 'IPv4' && !one.internal).map((one) => one.address);
  return [...v4.sort(), '127.0.0.1'];
}

const inAddress = (host: string) => (isIP(host) === 6 ? `[${host}]` : host);
