/** A private folder for what the browser reads during one build; gone when the build ends. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export interface WorkFolder {
  /** Writes a file and gives its file: address. */
  write(name: string, data: string | Uint8Array): Promise<string>;
  close(): Promise<void>;
}

/** Opens a folder in the temporary directory; it is made when something is first written. */
export function openWorkFolder(): WorkFolder {
  const dir = path.join(tmpdir(), `huibian-work-${randomUUID()}`);
  return {
    async write(name, data) {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      const file = path.join(dir, name);
      await writeFile(file, data, { mode: 0o600 });
      return pathToFileURL(file).href;
    },
    close: () => rm(dir, { recursive: true, force: true }),
  };
}
