import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { str } from '../core/text/json';

/** The version of the package that this bundle, a file of its `dist`, is in. Throws where it says none. */
export async function ownVersion(): Promise<string> {
  const file = join(__dirname, '../package.json');
  const version = str(JSON.parse(await readFile(file, 'utf8')), 'version');
  if (version === null) throw new Error(`${file} names no version`);
  return version;
}
