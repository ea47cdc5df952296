/**
 * A thread that reads pages of a PDF with pdf.js: text with places, fonts, links, labels, outline. Plain JavaScript, so
 * that it starts without a loader: its start is a good part of the proof's time in a small book.
 *
 * Four pages in flight are as fast as any number.
 */
import { parentPort } from 'node:worker_threads';
import { inflateSync } from 'node:zlib';

// pdf.js draws on a native canvas, which takes longer to load than a small book to read. Nothing is drawn here: while
// it is imported, classes that do nothing take the canvas package's place.
const { getBuiltinModule } = process;
const canvas = { DOMMatrix: class {}, ImageData: class {}, Path2D: class {} };
process.getBuiltinModule = (name) => (name === 'module' ? { createRequire: () => () => canvas } : getBuiltinModule(name));
// It also brings a polyfill of push that works around a fault in V8 before 12.1 with arrays of fixed length; there
// are none of those, and a quarter of the time went there.
const { push } = Array.prototype;
const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
globalThis.pdfjsWorker = await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
Array.prototype.push = push;
process.getBuiltinModule = getBuiltinModule;
// Nor is text drawn as paths: it is told that faces can be loaded.
globalThis.FontFace = class {
  loaded = Promise.resolve();
};
// It unpacks every stream through a chain of web streams and helper threads, which costs more than the unpacking.
globalThis.DecompressionStream = class {
  constructor() {
    const done = Promise.resolve();
    let packed;
    const write = (bytes) => {
      packed = bytes;
      return done;
    };
    this.writable = { getWriter: () => ({ ready: done, write, close: () => done }) };
    this.readable = {
      async *[Symbol.asyncIterator]() {
        yield inflateSync(packed);
      },
    };
  }
};

const pagesInFlight = 4;
const { OPS } = pdfjs;
const paintsPath = new Set([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const paints = new Set(
  Object.entries(OPS).flatMap(([name, op]) => (/^(show|nextLine.*Show|paint(Image|Inline|Solid)|shadingFill|rawFillPath)/.test(name) ? [op] : [])),
);

parentPort.on('message', async (task) => {
  try {
    parentPort.postMessage({ reading: task.again ? await readAgain(task.again) : await read(task) });
  } catch (error) {
    parentPort.postMessage({ error: String(error?.message ?? error) });
  }
});

/** The document read last: some of its pages may be asked for again. */
let doc;

/**
 * Reads whatever pages the other threads leave: `taken` counts them, in all, from the front and from the back. Threads
 * that go different ways read different parts of a long book, and only those parts' faces. The thread that is `first`
 * reads what concerns the whole document.
 */
async function read({ bytes, taken, first, backwards, linksOn, paintOn }) {
  await doc?.destroy();
  doc = await pdfjs.getDocument({
    data: new Uint8Array(bytes).slice(),
    disableFontFace: false,
    ownerDocument: { fonts: new Set() },
    useSystemFonts: false,
    isEvalSupported: false,
    isOffscreenCanvasSupported: false,
    fontExtraProperties: true,
    stopAtErrors: true,
    verbosity: 0,
  }).promise;
  const counters = new Int32Array(taken);
  const takeSheet = () => {
    if (Atomics.add(counters, 0, 1) >= doc.numPages) return null;
    return backwards ? doc.numPages - Atomics.add(counters, 2, 1) : 1 + Atomics.add(counters, 1, 1);
  };
  const pages = [];
  const fonts = new Map();
  const lane = async () => {
    for (let sheet = takeSheet(); sheet !== null; sheet = takeSheet()) {
      pages.push(await readPage(doc, sheet, fonts));
    }
  };
  // Before the pages: whatever time it takes, the other threads read more of them.
  const whole = first && {
    labels: await doc.getPageLabels(),
    outline: await readOutline(doc),
    links: (await Promise.all(linksOn.map((sheet) => readLinks(doc, sheet)))).flat(),
    painted: (await Promise.all(paintOn.map(async (sheet) => ((await hasPaint(doc, sheet)) ? [sheet] : [])))).flat(),
  };
  await Promise.all(Array.from({ length: pagesInFlight }, lane));
  return { pages, fonts: await Promise.all([...fonts.values()].map((use) => describeFont(doc, use))), ...whole };
}

/** Pages of the document read last, their text in the order of the structure tree. */
async function readAgain(sheets) {
  const pages = [];
  const fonts = new Map();
  for (const sheet of sheets) {
    const read = await readInOrder(sheet);
    noteFonts(read, fonts);
    pages.push(read);
  }
  return { pages, fonts: await Promise.all([...fonts.values()].map((use) => describeFont(doc, use))) };
}

/** Text that the tree does not name keeps its place behind whatever stands before it in the content stream. */
async function readInOrder(sheet) {
  const page = await doc.getPage(sheet);
  const tree = await page.getStructTree();
  const { items } = await page.getTextContent({ disableNormalization: true, includeMarkedContent: true });
  const order = new Map();
  const walk = (node) => {
    if (node.type === 'content') order.set(node.id, order.size);
    for (const child of node.children ?? []) walk(child);
  };
  if (tree) walk(tree);
  const open = [];
  const runs = [];
  let last = -1;
  for (const item of items) {
    if (item.type === 'endMarkedContent') open.pop();
    else if (item.type?.startsWith('beginMarkedContent')) open.push(item.id ?? null);
    else {
      last = order.get(open.findLast((id) => order.has(id))) ?? last;
      runs.push({ item, place: last });
    }
  }
  runs.sort((a, b) => a.place - b.place);
  return pageOf(page, sheet, runs.map((run) => run.item));
}

/** Text of a page in the order of its content stream. */
async function readPage(doc, sheet, fonts) {
  const page = await doc.getPage(sheet);
  const { items } = await page.getTextContent({ disableNormalization: true, includeMarkedContent: false });
  const read = pageOf(page, sheet, items);
  noteFonts(read, fonts);
  return read;
}

/** Keeps of each font the first sheet that uses it, and the one with the least on it. */
function noteFonts({ sheet, texts }, fonts) {
  const size = texts.length;
  for (const { font } of texts) {
    const use = fonts.get(font);
    if (!use) fonts.set(font, { font, sheet, small: { sheet, size } });
    else {
      use.sheet = Math.min(use.sheet, sheet);
      if (size < use.small.size) use.small = { sheet, size };
    }
  }
}

/** Places in pt, from the top left corner. */
function pageOf(page, sheet, items) {
  const [left, bottom, right, top] = page.view;
  const texts = [];
  for (const { str, transform, width, height, fontName } of items) {
    if (str.trim() === '') continue;
    texts.push({ text: str, x: transform[4] - left, y: top - transform[5], width, size: height, font: fontName });
  }
  return { sheet, width: right - left, height: top - bottom, rotate: page.rotate, userUnit: page.userUnit, texts };
}

/**
 * A font's name and kind, which pdf.js tells only with the drawing operators of a page that uses it: of those, the one
 * with the least on it.
 */
async function describeFont(doc, { font, sheet, small }) {
  const page = await doc.getPage(small.sheet);
  await page.getOperatorList({ annotationMode: pdfjs.AnnotationMode.DISABLE });
  const data = page.commonObjs.has(font) ? page.commonObjs.get(font) : null;
  return {
    font,
    name: data?.name ?? '?',
    type: data?.type ?? '?',
    isType3: Boolean(data?.isType3Font),
    embedded: data !== null && !data.missingFile && (data.data?.length > 0 || Boolean(data.isType3Font)),
    sheet,
  };
}

async function hasPaint(doc, sheet) {
  const page = await doc.getPage(sheet);
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: pdfjs.AnnotationMode.DISABLE });
  return fnArray.some((fn, i) => paints.has(fn) || (fn === OPS.constructPath && paintsPath.has(argsArray[i]?.[0])));
}

async function readLinks(doc, sheet) {
  const page = await doc.getPage(sheet);
  const [left, , , top] = page.view;
  const annotations = (await page.getAnnotations()).filter((a) => a.subtype === 'Link');
  return Promise.all(
    annotations.map(async ({ rect: [x0, y0, x1, y1], dest, url }) => ({
      sheet,
      left: x0 - left,
      right: x1 - left,
      top: top - y1,
      bottom: top - y0,
      target: await sheetOf(doc, dest),
      url: url ?? null,
    })),
  );
}

async function readOutline(doc) {
  const flatten = async (items, level) => {
    const out = [];
    for (const item of items ?? []) {
      out.push({ title: item.title, level, target: await sheetOf(doc, item.dest) });
      out.push(...(await flatten(item.items, level + 1)));
    }
    return out;
  };
  return flatten(await doc.getOutline(), 0);
}

/** The sheet that a destination shows; null where it leads nowhere. */
async function sheetOf(doc, dest) {
  try {
    const explicit = typeof dest === 'string' ? await doc.getDestination(dest) : dest;
    const target = explicit?.[0];
    if (typeof target === 'number') return target + 1;
    return target ? (await doc.getPageIndex(target)) + 1 : null;
  } catch {
    return null;
  }
}
