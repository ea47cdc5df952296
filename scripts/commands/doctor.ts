/** `huibian doctor`: which browser, fonts and versions a build on this machine would use, and what is wrong with them. */
import { diagnose, exitStatus } from '../diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';
import { resolveFaces } from '../fonts/faces.ts';
import { noBlobCache } from '../lib/blob-cache.ts';
import { findBrowser, warnUnpinned } from '../lib/browser.ts';
import { withBrowser } from '../lib/browser-session.ts';
import { cacheDir } from '../lib/cache-dir.ts';
import { packageVersion, readPackage, rootFolder } from '../lib/package-folder.ts';
import type { BrowserInfo } from '../model/build-types.ts';
import type { Manifest } from '../model/manifest-schema.ts';
import type { MachineReport, PackageState } from './machine-report.ts';
import type { CommandContext, Outcome } from './outcome.ts';

/** Looks at everything and reports all that is wrong at once. */
export async function runDoctor({ signal }: Pick<CommandContext, 'signal'>): Promise<Outcome> {
  const found: Diagnostic[] = [];
  const attempt = async <T>(work: () => Promise<T> | T): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      found.push(...error.diagnostics);
      return null;
    }
  };
  const { version, dependencies = {} } = readPackage(rootFolder);
  const packages = checkPackages(dependencies, found);
  const cache = await attempt(cacheDir);
  const browser = await attempt(findBrowser);
  const unpinned = browser && warnUnpinned(browser);
  if (unpinned) found.push(unpinned);
  const trial = browser && (await attempt(() => tryBrowser(browser, signal)));
  const faces = await attempt(() => resolveFaces(bookWithoutFonts, noBlobCache));
  found.push(...(faces?.diagnostics ?? []));
  const machine: MachineReport = {
    huibian: version,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    browser,
    trial,
    fonts: (faces?.faces ?? []).map(({ name, file }) => ({ name, file })),
    packages,
    cache,
  };
  const diagnostics = withoutRepeats(found);
  // Whatever is wrong here is wrong with the machine.
  const exit = exitStatus(diagnostics) === 0 ? 0 : 3;
  return { command: 'doctor', exit, diagnostics, folder: '', machine };
}

const bookWithoutFonts = { dir: rootFolder, manifest: { fonts: {} } as Manifest };

/** Compares what is installed with what package.json fixes: page breaks depend on it. */
function checkPackages(wanted: Record<string, string>, found: Diagnostic[]): PackageState[] {
  return Object.entries(wanted).map(([name, version]) => {
    try {
      const installed = packageVersion(name);
      if (installed !== version) found.push(diagnose('package-differs', { name, installed, wanted: version }));
      return { name, installed, wanted: version };
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      found.push(...error.diagnostics);
      return { name, installed: null, wanted: version };
    }
  });
}

/** Starts the browser and has it print a page. Returns milliseconds. */
async function tryBrowser(info: BrowserInfo, signal: AbortSignal): Promise<number> {
  const start = performance.now();
  try {
    const pdf = await withBrowser(info, signal, async (browser) => {
      const page = await browser.newPage();
      await page.setContent('<!doctype html><p>huibian</p>');
      return page.pdf({ format: 'a4' });
    });
    if (Buffer.from(pdf.subarray(0, 5)).toString('latin1') !== '%PDF-') throw new Error('no PDF');
    return performance.now() - start;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DiagnosticError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DiagnosticError([diagnose('browser-not-started', { executable: info.executable, reason })]);
  }
}

/** A missing package is found by several looks; it is said once. */
function withoutRepeats(diagnostics: Diagnostic[]): Diagnostic[] {
  const keys = diagnostics.map((d) => JSON.stringify([d.code, d.params]));
  return diagnostics.filter((_, i) => keys.indexOf(keys[i]!) === i);
}
