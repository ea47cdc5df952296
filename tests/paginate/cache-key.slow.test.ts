/** Pages are made again when faces are cut otherwise, though text, style and faces are the same. */
import { expect, test, vi } from 'vitest';
import { packageVersion } from '../../scripts/lib/package-folder.ts';
import { openPress, paginateBook, readyBook } from '../support/lay-out-book.ts';
import { makeBook } from '../support/make-book.ts';

const cutting = vi.hoisted(() => ({ name: 'one way' }));
vi.mock(import('../../scripts/fonts/subset-faces.ts'), async (original) => ({
  ...(await original()),
  identifyCutting: async () => cutting.name,
}));

test('the way in which faces are cut is part of the key', async () => {
  await using press = await openPress();
  await using book = await makeBook({ reports: [{}] });
  const wasCached = async (name: string) => {
    cutting.name = name;
    const ready = await readyBook(book.dir, press, { cache: true });
    await paginateBook(ready);
    return ready.events.flatMap((event) => (event.stage === 'paginate' && event.report ? [event.cached] : []));
  };
  expect(await wasCached('one way')).toEqual([false]);
  expect(await wasCached('one way')).toEqual([true]);
  expect(await wasCached('another way')).toEqual([false]);
});

test('it is named by the sources that share out characters, and by what cuts', async () => {
  const actual = await vi.importActual<typeof import('../../scripts/fonts/subset-faces.ts')>(
    '../../scripts/fonts/subset-faces.ts',
  );
  const name = await actual.identifyCutting();
  expect(name).toMatch(/^[0-9a-f]{64} /);
  expect(name).toContain(` ${packageVersion('subset-font')} `);
});
