/** The PostScript name of a face, by which a PDF's fonts are called. Layout: OpenType 1.9, "name". */

const postScript = 6;
const windows = 3;

/** Name 6 of a `name` table, the Windows form (UTF-16) before others (ASCII); null where there is none. */
export function readPostScriptName(table: DataView | undefined): string | null {
  if (!table || table.byteLength < 6) return null;
  const [count, storage] = [table.getUint16(2), table.getUint16(4)];
  const found: { platform: number; text: string }[] = [];
  for (let i = 0, at = 6; i < count && at + 12 <= table.byteLength; i++, at += 12) {
    const [platform, name] = [table.getUint16(at), table.getUint16(at + 6)];
    const [length, offset] = [table.getUint16(at + 8), storage + table.getUint16(at + 10)];
    if (name !== postScript || offset + length > table.byteLength) continue;
    const bytes = new Uint8Array(table.buffer, table.byteOffset + offset, length);
    // The name is ASCII in either form: UTF-16 puts a zero before each of its bytes.
    found.push({ platform, text: String.fromCharCode(...bytes.filter((byte) => byte !== 0)) });
  }
  return (found.find(({ platform }) => platform === windows) ?? found[0])?.text ?? null;
}
