// Compresses what is built once, so that the server never has to.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const folder = new URL('../dist/', import.meta.url).pathname;
const names = await readdir(folder, { recursive: true });
for (const name of names.filter((file) => /\.(html|js|css|svg|webmanifest|json)$/.test(file))) {
  const bytes = await readFile(join(folder, name));
  if (bytes.length > 600) {
    await writeFile(join(folder, `${name}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
    await writeFile(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}
