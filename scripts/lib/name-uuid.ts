/** Identifiers that follow from a name: UUIDs of version 5, RFC 9562, 5.5. */
import { createHash } from 'node:crypto';

/** The namespace of huibian's names; drawn once, never to be changed. */
const namespace = Buffer.from('5d0f6c0c1c5f4d0fb7a3e1f0c2a94be6', 'hex');

/** urn:uuid: and the UUID of `name`. */
export function nameUuid(name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name, 'utf8').digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}`;
}
