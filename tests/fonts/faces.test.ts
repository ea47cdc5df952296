/** Which faces a book has, in which order they are asked, and how they are known again. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../scripts/diagnostics/diagnostic.ts';
import { resolveFaces } from '../../scripts/fonts/faces.ts';
import { hashFile } from '../../scripts/fonts/hash-file.ts';
import { roleFamilies } from '../../scripts/fonts/roles.ts';
import { packageFolder } from '../../scripts/lib/package-folder.ts';
import { cutFace, defaultFaces, manifestWith, memoryCache, resolveWith, serifFile, withFolder } from './font-files.ts';

const small = await cutFace('工人');
const other = await cutFace('大民');

const stackNames = (faces: { name: string }[]) => faces.map(({ name }) => name.replace(/ \(.*/, ''));

describe('the faces of a book', () => {
  it('are ours where it names none', async () => {
    const { fonts, faces, diagnostics } = await defaultFaces();
    expect(diagnostics).toEqual([]);
    expect(
      Object.values(fonts.stacks).map(({ role, family, weight, faces }) => [
        role,
        family,
        weight,
        ...stackNames(faces),
      ]),
    ).toEqual([
      ['body', 'Huibian Body', 400, 'Noto Serif SC 400', 'Noto Sans SC 500'],
      ['emphasis', 'Huibian Body', 700, 'Noto Serif SC 700', 'Noto Sans SC 500'],
      ['heading', 'Huibian Heading', 500, 'Noto Sans SC 500', 'Noto Serif SC 500'],
      ['subheading', 'Huibian Subheading', 500, 'Noto Serif SC 500', 'Noto Sans SC 500'],
      ['title', 'Huibian Title', 700, 'Noto Serif SC 700', 'Noto Sans SC 500'],
    ]);
    expect(roleFamilies.title).toEqual({ family: 'Huibian Title', weight: 700 });
    expect(faces.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^Noto Serif SC 400 \(@expo-google-fonts\/noto-serif-sc \d/),
      expect.stringMatching(/^Noto Serif SC 500/),
      expect.stringMatching(/^Noto Serif SC 700/),
      expect.stringMatching(/^Noto Sans SC 500 \(@expo-google-fonts\/noto-sans-sc \d/),
    ]);
    expect(faces[0]!.hash).toBe(createHash('sha256').update(readFileSync(serifFile)).digest('hex'));
  });

  it('begin with its own, and keep ours and its fallbacks behind', async () => {
    const files = { 'song.ttf': small, 'rare.ttf': other };
    const { fonts, faces } = await resolveWith(files, { body: 'song.ttf', fallback: ['rare.ttf'] });
    expect(stackNames(fonts.stacks.body.faces)).toEqual([
      'fonts/song.ttf',
      'Noto Serif SC 400',
      'fonts/rare.ttf',
      'Noto Sans SC 500',
    ]);
    expect(stackNames(fonts.stacks.title.faces)).toEqual(['Noto Serif SC 700', 'fonts/rare.ttf', 'Noto Sans SC 500']);
    expect(faces.filter(({ custom }) => custom).map(({ name }) => name)).toEqual(['fonts/song.ttf', 'fonts/rare.ttf']);
  });

  it('leave out one that cannot be used', async () => {
    const { fonts } = await resolveWith({ 'song.ttf': 'no font' }, { body: 'song.ttf' });
    expect(stackNames(fonts.stacks.body.faces)).toEqual(['Noto Serif SC 400', 'Noto Sans SC 500']);
  });

  it('say so when our own package is missing or damaged', async () => {
    await withFolder({}, async (dir) => {
      const book = { dir, manifest: manifestWith({}) };
      const asked = resolveFaces(book, memoryCache(), () => packageFolder('@expo-google-fonts/none'));
      await expect(asked).rejects.toThrow(DiagnosticError);
      const partial = (name: string) => {
        const folder = join(dir, name);
        mkdirSync(folder, { recursive: true });
        copyFileSync(join(packageFolder(name), 'package.json'), join(folder, 'package.json'));
        return folder;
      };
      const path = '400Regular/NotoSerifSC_400Regular.ttf';
      mkdirSync(dirname(join(partial('@expo-google-fonts/noto-serif-sc'), path)), { recursive: true });
      writeFileSync(join(dir, '@expo-google-fonts/noto-serif-sc', path), 'cut off');
      const { diagnostics } = await resolveFaces(book, memoryCache(), partial);
      expect(diagnostics.map(({ code }) => code)).toEqual(Array(4).fill('package-missing'));
      expect(diagnostics[0]!.params).toEqual({ name: '@expo-google-fonts/noto-serif-sc', file: path });
    });
  });
});

describe('the hash of a face', () => {
  it('is remembered until the file changes', async () => {
    await withFolder({ 'a.ttf': small }, async (dir) => {
      const cache = memoryCache();
      const file = join(dir, 'fonts', 'a.ttf');
      const first = await hashFile(file, cache);
      expect(first).toBe(createHash('sha256').update(small).digest('hex'));
      expect(await hashFile(file, cache)).toBe(first);
      expect(cache.puts).toBe(1);
      writeFileSync(file, other);
      utimesSync(file, 1, 1);
      expect(await hashFile(file, cache)).toBe(createHash('sha256').update(other).digest('hex'));
    });
  });

  it('does not believe a broken memory', async () => {
    await withFolder({ 'a.ttf': small }, async (dir) => {
      const hash = await hashFile(join(dir, 'fonts', 'a.ttf'), {
        get: async () => Buffer.from('abc'),
        put: async () => undefined,
      });
      expect(hash).toBe(createHash('sha256').update(small).digest('hex'));
    });
  });
});
