import { readFile, stat } from 'node:fs/promises';
import { NotAFile } from './fileSource';

const MAX_BYTES = 4_000_000;

/** The text of a source file. Rejects with why for one that is too long or no text, for a folder and for a pipe. */
export async function sourceText(path: string): Promise<string> {
  const facts = await stat(path);
  if (!facts.isFile()) throw new NotAFile(path, facts.isDirectory());
  const { size } = facts;
  if (size > MAX_BYTES) throw new Error(`Source files up to ${MAX_BYTES / 1e6} MB are read.`);
  const bytes = await readFile(path);
  if (bytes.subarray(0, 8192).includes(0)) throw new Error('The file is not text.');
  return bytes.toString('utf8');
}
