/** Tests: `*.test.ts` are fast; `*.slow.test.ts` build whole books in a browser. Both run with `npm test`. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // A fork may hold a browser and its tabs: two of them are what two cores can feed.
    pool: 'forks',
    poolOptions: { forks: { minForks: 1, maxForks: 2 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
