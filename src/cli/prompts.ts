import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inEnglish } from '../core/text/voice';
import { importPaths } from '../core/prompt/importPaths';
import { findPrompts, whyNone, type PromptDocument } from '../core/prompt/find';
import { promptText, type FoundPrompt } from '../core/prompt/model';
import { lineAndColumn, placeOf, viaOf } from '../core/prompt/place';
import { FLAG, readArgs, UseError } from './arguments';
import { printable, write } from './output';
import { reasonOf } from '../core/text/errors';

/** What `--help` prints. */
export const USAGE = 'usage: lrm-lens prompts FILE... [--json]\n';

/** Largest file that is read. */
const MAX_BYTES = 200_000_000;

/**
 * Text of a source file as a document; its imports are read from beside it, or as `read` gives the file of that path.
 * Throws where it cannot be read.
 */
export function promptDocument(
  file: string,
  text: string,
  read: (path: string) => string | null = (path) => readFileSync(path, 'utf8'),
): PromptDocument {
  const folder = dirname(file);
  return {
    text,
    languageId: '',
    fileName: basename(file),
    imports: (module) => {
      const path = importedFile(folder, module);
      const imported = path === null ? null : read(path);
      return path === null || imported === null ? null : promptDocument(path, imported, read);
    },
  };
}

const MAX_IMPORT_BYTES = 2_000_000;

/** The file that an import stands for; null where there is none of a size to read. */
function importedFile(folder: string, module: string): string | null {
  for (const tail of importPaths(module)) {
    const path = join(folder, tail);
    if (!existsSync(path)) continue;
    const facts = statSync(path);
    if (facts.isFile() && facts.size <= MAX_IMPORT_BYTES) return path;
  }
  return null;
}

/** The text of a file, or in words why it is not read: `refused` by the system, else because of what it is. */
export function readText(
  file: string,
): { readonly text: string } | { readonly why: string; readonly refused: boolean } {
  const no = (why: string) => ({ why, refused: false });
  try {
    if (file !== '-' && statSync(file).size > MAX_BYTES)
      return no(`is too large: files up to ${MAX_BYTES / 1e6} MB are read`);
    const bytes = readFileSync(file === '-' ? 0 : file);
    if (bytes.subarray(0, 8192).includes(0)) return no('is not text: it contains zero bytes');
    return { text: new TextDecoder().decode(bytes) };
  } catch (error) {
    return { why: reasonOf(error), refused: true };
  }
}

/** A hole is counted as it is written: its name in braces. */
const hole = (name: string) => ({ name, assumedChars: name.length + 2 });

function publicPrompt(p: FoundPrompt, text: string) {
  return {
    ...lineAndColumn(text, placeOf(p)),
    via: viaOf(p),
    library: p.call?.library ?? null,
    vendor: p.call?.vendor ?? null,
    model: p.model,
    effort: p.effort,
    messages: p.messages.map((m) => ({ role: m.role, text: m.text })),
    holes: p.placeholders.map(hole),
    notes: p.notes ?? [],
  };
}

/** `lrm-lens prompts`: every prompt of every file. Exit code 2 where a file cannot be read or holds none. */
export async function prompts(args: readonly string[]): Promise<number> {
  const { values, positionals: files } = readArgs(args, { json: FLAG });
  if (files.length === 0) throw new UseError('no file given');
  let code = 0;
  for (const file of files) {
    if (!(await printFile(file, values.json))) code = 2;
  }
  return code;
}

/** Prints the prompts of one file; false where there is none. */
async function printFile(file: string, json: boolean): Promise<boolean> {
  const read = readText(file);
  if ('why' in read) {
    if (json)
      await write(
        `${JSON.stringify({ file, error: { code: 'unreadable', message: read.why } })}\n`,
      );
    else process.stderr.write(`${printable(file)}: ${printable(read.why)}\n`);
    return false;
  }
  const { text } = read;
  const document = promptDocument(file, text);
  const found = findPrompts(document);
  if (json) {
    const all = found.map((p) => publicPrompt(p, text));
    const reason = found.length > 0 ? {} : { reason: inEnglish(whyNone(document)) };
    await write(`${JSON.stringify({ file, prompts: all, ...reason })}\n`);
  } else if (found.length === 0) {
    process.stderr.write(`${printable(file)}: ${inEnglish(whyNone(document))}\n`);
  } else {
    for (const p of found) await write(`${describe(file, p, text)}\n`);
  }
  return found.length > 0;
}

function describe(file: string, p: FoundPrompt, text: string): string {
  const { line } = lineAndColumn(text, placeOf(p));
  const words = promptText(p).replace(/\s+/g, ' ').trim();
  const short = words.length > 90 ? `${words.slice(0, 90)}...` : words;
  const effort = p.effort === null ? '' : `:${p.effort}`;
  return `${printable(file)}:${line}  ${printable(viaOf(p))}  ${printable(p.model ?? 'unknown model')}${printable(effort)}\n    ${printable(short)}`;
}
