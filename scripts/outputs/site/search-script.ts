/** The script of the search page. */
import { fileURLToPath } from 'node:url';
import { bundleScript } from '../../lib/script-bundle.ts';

const folder = fileURLToPath(new URL('./in-browser', import.meta.url));

/** Runs in browsers of the last years, old office machines' too. */
export function searchScript(): Promise<string> {
  return bundleScript({ folder, entry: 'search', target: 'es2020', minify: true });
}
