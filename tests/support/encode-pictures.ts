/** Encoders for the sample books' pictures: PNG and GIF by the letter of their specifications, JPEG by MuPDF. */
import { crc32, deflateSync } from 'node:zlib';
import * as mupdf from 'mupdf';

/** Pixels, three bytes each, row by row from the top. */
export interface Raster {
  width: number;
  height: number;
  rgb: Uint8Array;
}

/** PNG, 8-bit RGB, no filter (https://www.w3.org/TR/png-3/). */
export function encodePng({ width, height, rgb }: Raster): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) rows.set(rgb.subarray(y * width * 3, (y + 1) * width * 3), y * (1 + width * 3) + 1);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(typed.length + 8);
  out.writeUInt32BE(data.length, 0);
  typed.copy(out, 4);
  out.writeUInt32BE(crc32(typed), typed.length + 4);
  return out;
}

/** JPEG; quality 0 to 100. */
export function encodeJpeg(raster: Raster, quality: number): Buffer {
  return Buffer.from(new mupdf.Image(encodePng(raster)).toPixmap().asJPEG(quality, false));
}

/** GIF89a of at most 256 colours (https://www.w3.org/Graphics/GIF/spec-gif89a.txt). Throws where there are more. */
export function encodeGif({ width, height, rgb }: Raster): Buffer {
  const palette = new Map<number, number>();
  const indices = new Uint8Array(width * height);
  for (let i = 0; i < indices.length; i++) {
    const colour = (rgb[i * 3]! << 16) | (rgb[i * 3 + 1]! << 8) | rgb[i * 3 + 2]!;
    if (!palette.has(colour)) palette.set(colour, palette.size);
    indices[i] = palette.get(colour)!;
  }
  if (palette.size > 256) throw new Error(`GIF holds 256 colours, not ${palette.size}`);
  const table = Buffer.alloc(256 * 3);
  for (const [colour, i] of palette) table.writeUIntBE(colour, i * 3, 3);
  const screen = Buffer.from([...u16(width), ...u16(height), 0xf7, 0, 0]);
  const image = Buffer.from([0x2c, 0, 0, 0, 0, ...u16(width), ...u16(height), 0, 8]);
  return Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    screen,
    table,
    image,
    subBlocks(lzw(indices)),
    Buffer.from([0x3b]),
  ]);
}

const u16 = (n: number): [number, number] => [n & 255, n >> 8];

/** LZW of appendix F with 8-bit codes: the table is cleared whenever it is full. */
function lzw(indices: Uint8Array): Buffer {
  const clear = 256;
  const out: number[] = [];
  let held = 0;
  let bits = 0;
  let size = 9;
  const write = (code: number) => {
    held |= code << bits;
    for (bits += size; bits >= 8; bits -= 8, held >>>= 8) out.push(held & 255);
  };
  let table = new Map<number, number>();
  let next = clear + 2;
  write(clear);
  let prefix = indices[0]!;
  for (const value of indices.subarray(1)) {
    const known = table.get((prefix << 8) | value);
    if (known !== undefined) {
      prefix = known;
      continue;
    }
    write(prefix);
    table.set((prefix << 8) | value, next++);
    if (next > 1 << size) size += 1;
    if (next > 4095) {
      write(clear);
      table = new Map();
      next = clear + 2;
      size = 9;
    }
    prefix = value;
  }
  write(prefix);
  write(clear + 1);
  if (bits > 0) out.push(held & 255);
  return Buffer.from(out);
}

function subBlocks(data: Buffer): Buffer {
  const blocks: Buffer[] = [];
  for (let i = 0; i < data.length; i += 255) {
    const part = data.subarray(i, i + 255);
    blocks.push(Buffer.from([part.length]), part);
  }
  return Buffer.concat([...blocks, Buffer.from([0])]);
}
