/**
 * Draws the sample books' pictures: `npx tsx tests/books/draw-pictures.ts`. Run again only to change a picture; the
 * files are committed. Every picture is a function from a place (x right, y down, both 0 to 1) to a colour.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeGif, encodeJpeg, encodePng, type Raster } from '../support/encode-pictures.ts';

type Colour = [number, number, number];
type Picture = (x: number, y: number) => Colour;

const mix = (a: Colour, b: Colour, t: number): Colour =>
  a.map((v, i) => Math.round(v + (b[i]! - v) * Math.min(1, Math.max(0, t)))) as Colour;

/** A row of hills: the height (0 to 1, from the top) of its ridge at x. */
const ridge = (x: number, seed: number, base: number, height: number): number =>
  base -
  height *
    (0.5 + 0.3 * Math.sin(seed + x * 7) + 0.14 * Math.sin(seed * 3 + x * 17) + 0.06 * Math.sin(seed * 5 + x * 41));

const landscape =
  (
    sky: [Colour, Colour],
    hills: Colour[],
    water: Colour,
    sun?: { x: number; y: number; r: number; colour: Colour },
  ): Picture =>
  (x, y) => {
    if (y > 0.78) return mix(water, sky[1], 0.25 + 0.2 * Math.sin(y * 140 + Math.sin(x * 23) * 2));
    const front = hills.findLastIndex((_, i) => y > ridge(x, i * 2.1 + 1, 0.62 + 0.13 * i, 0.3 - 0.05 * i));
    if (front >= 0) return mix(hills[front]!, sky[1], (0.78 - y) * 0.6);
    if (sun && Math.hypot((x - sun.x) * 1.6, y - sun.y) < sun.r) return sun.colour;
    return mix(sky[0], sky[1], y / 0.6);
  };

const dawn = landscape(
  [
    [142, 172, 204],
    [244, 214, 190],
  ],
  [
    [126, 148, 170],
    [84, 112, 134],
    [48, 74, 90],
  ],
  [150, 172, 186],
  { x: 0.66, y: 0.36, r: 0.06, colour: [255, 240, 214] },
);
const mist = landscape(
  [
    [216, 222, 224],
    [236, 236, 230],
  ],
  [
    [206, 212, 214],
    [186, 194, 198],
    [150, 162, 168],
  ],
  [204, 210, 210],
);

/** Few flat colours, so that PNG keeps it small. */
const flat =
  (picture: Picture, steps: number): Picture =>
  (x, y) =>
    picture(x, y).map((v) => Math.round((Math.round((v / 255) * steps) / steps) * 255)) as Colour;
const dusk = flat(
  landscape(
    [
      [70, 62, 110],
      [250, 160, 96],
    ],
    [
      [150, 84, 96],
      [98, 54, 80],
      [48, 32, 56],
    ],
    [120, 80, 104],
    { x: 0.4, y: 0.42, r: 0.11, colour: [255, 214, 120] },
  ),
  14,
);

/** A street by night: houses with lit windows, a lamp under each. */
const lanterns: Picture = (x, y) => {
  const column = Math.floor(x * 12);
  const u = x * 12 - column;
  const roof = 0.34 + 0.08 * ((column * 7) % 4);
  if (y < roof)
    return (column * 31 + Math.floor(u * 13) * 17 + Math.floor(y * 60) * 7) % 97 === 0 ? [220, 220, 200] : [28, 34, 62];
  if (y > 0.9) return [58, 54, 58];
  if (y < roof + 0.03) return [20, 22, 34];
  if (Math.hypot((u - 0.5) * 0.16, y - 0.8) < 0.022) return [255, 226, 150];
  const row = Math.floor((y - roof) / 0.13);
  const v = (y - roof) / 0.13 - row;
  const lit = y < 0.72 && v > 0.35 && v < 0.85 && (Math.abs(u - 0.28) < 0.13 || Math.abs(u - 0.72) < 0.13);
  return lit ? [240, 188, 96] : [52, 50, 68];
};

const scroll: Picture = (x, y) =>
  flat(
    landscape(
      [
        [238, 230, 210],
        [246, 240, 226],
      ],
      [
        [206, 202, 186],
        [160, 164, 152],
        [92, 104, 100],
      ],
      [222, 218, 200],
    ),
    20,
  )(x * 5, y);
const fall: Picture = (x, y) => {
  const edge = 0.1 * Math.sin(y * 9) + 0.03 * Math.sin(y * 37);
  const across = Math.abs(x - 0.5 - edge * 0.5) / (0.08 + 0.14 * y);
  if (across < 1) return Math.sin(x * 160 + y * 5) > 0.2 ? [236, 242, 244] : [204, 220, 226];
  return Math.sin(x * 31 + Math.sin(y * 26) * 2) > 0 ? [78, 92, 78] : [60, 74, 64];
};
const seal: Picture = (x, y) => {
  const frame = Math.min(x, y, 1 - x, 1 - y) < 0.1;
  const stroke = Math.abs(x - 0.5) < 0.06 || Math.abs(y - 0.35) < 0.06 || Math.abs(y - 0.68) < 0.06;
  return frame || (stroke && Math.min(x, y, 1 - x, 1 - y) > 0.2) ? [184, 40, 34] : [252, 246, 238];
};
const stripes: Colour[] = [
  [178, 34, 52],
  [240, 200, 80],
  [38, 92, 140],
  [246, 244, 236],
  [60, 130, 90],
  [226, 120, 60],
  [96, 60, 120],
  [30, 30, 36],
];
const flags: Picture = (x, y) => {
  const wave = y + 0.05 * Math.sin(x * 9);
  const colour = stripes[(Math.floor(x * 4) + 2 * Math.floor(wave * 4) + 16) % 8]!;
  return Math.floor(x * 24 + wave * 24) % 6 === 0 ? mix(colour, [0, 0, 0], 0.25) : colour;
};

/** Paints a picture on a grid of pixels. */
function paint(picture: Picture, width: number, height: number): Raster {
  const rgb = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      rgb.set(picture((column + 0.5) / width, (row + 0.5) / height), (row * width + column) * 3);
  return { width, height, rgb };
}

const files: [string, Buffer][] = [
  ['features/images/dawn.jpg', encodeJpeg(paint(dawn, 640, 360), 70)],
  ['features/images/lanterns.png', encodePng(paint(lanterns, 432, 180))],
  ['images/images/dusk.png', encodePng(paint(dusk, 480, 320))],
  ['images/images/mist.jpg', encodeJpeg(paint(mist, 480, 320), 70)],
  ['images/images/flags.gif', encodeGif(paint(flags, 240, 160))],
  ['images/images/scroll.png', encodePng(paint(scroll, 960, 120))],
  ['images/images/fall.png', encodePng(paint(fall, 200, 600))],
  ['images/images/seal.png', encodePng(paint(seal, 48, 48))],
];
const here = path.dirname(fileURLToPath(import.meta.url));
for (const [file, data] of files) writeFileSync(path.join(here, file), data);
