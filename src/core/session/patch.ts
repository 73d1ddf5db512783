import type { Edit } from '../model/session';

/** Patches with more lines than this are read up to it. */
const MAX_LINES = 200_000;

interface OpenHunk {
  readonly file: string;
  readonly old: string[];
  readonly new: string[];
  /** A file that is added has no old text. */
  readonly added: boolean;
}

/**
 * The hunks of a patch as edits, in the three spellings that agents write: Codex's `*** Begin Patch`, a unified diff,
 * and Cline's `SEARCH`/`REPLACE` blocks (which need `file`). Lines around a change are part of both sides.
 */
export function patchEdits(text: string, file: string | null = null): readonly Edit[] {
  if (text.includes('*** Begin Patch') || /^\*\*\* (?:Update|Add|Delete) File: /m.test(text)) {
    return hunkEdits(text, codexFile);
  }
  if (file !== null && /^(?:<{5,} SEARCH|-{5,} SEARCH)/m.test(text))
    return searchBlocks(text, file);
  if (/^@@ /m.test(text) || /^\+\+\+ /m.test(text)) return hunkEdits(text, unifiedFile, file);
  return [];
}

interface FileLine {
  readonly file: string;
  readonly added: boolean;
}

function codexFile(line: string): FileLine | null {
  // What follows changes the file where it stands from then on.
  const moved = /^\*\*\* Move to: (.+)$/.exec(line);
  if (moved) return { file: (moved[1] ?? '').trim(), added: false };
  const found = /^\*\*\* (Update|Add|Delete) File: (.+)$/.exec(line);
  return found ? { file: (found[2] ?? '').trim(), added: found[1] === 'Add' } : null;
}

function unifiedFile(line: string): FileLine | null {
  const found = /^\+\+\+ (?:b\/)?([^\t]+)/.exec(line);
  return found ? { file: (found[1] ?? '').trim(), added: false } : null;
}

function hunkEdits(
  text: string,
  fileOf: (line: string) => FileLine | null,
  file: string | null = null,
): readonly Edit[] {
  const edits: Edit[] = [];
  let current: FileLine | null = file === null ? null : { file, added: false };
  let hunk: OpenHunk | null = null;
  const close = () => {
    if (hunk !== null && (hunk.old.length > 0 || hunk.new.length > 0)) {
      const old = hunk.added ? null : joined(hunk.old);
      edits.push({ file: hunk.file, old, new: joined(hunk.new) });
    }
    hunk = null;
  };
  for (const line of text.split('\n', MAX_LINES)) {
    const next = fileOf(line);
    if (next !== null || line.startsWith('@@') || line.startsWith('*** ')) {
      close();
      current = next ?? current;
      continue;
    }
    if (current === null || line.startsWith('--- ')) continue;
    hunk ??= { file: current.file, old: [], new: [], added: current.added };
    const body = line.slice(1);
    if (line.startsWith('+')) hunk.new.push(body);
    else if (line.startsWith('-')) hunk.old.push(body);
    else if (line.startsWith(' ')) {
      hunk.old.push(body);
      hunk.new.push(body);
    }
  }
  close();
  return edits;
}

/**
 * `<<<<<<< SEARCH` (or dashes), old lines, `=======`, new lines, `>>>>>>> REPLACE` (or plus signs). Roo Code puts
 * `:start_line:10` and a row of dashes before the old lines.
 */
function searchBlocks(text: string, file: string): readonly Edit[] {
  const edits: Edit[] = [];
  let side: string[] | null = null;
  let old: string[] = [];
  let next: string[] = [];
  let inPlace = false;
  for (const line of text.split('\n', MAX_LINES)) {
    if (side === old && old.length === 0 && /^:(?:start|end)_line:/.test(line)) {
      inPlace = true;
    } else if (inPlace && /^-{5,}\s*$/.test(line)) {
      inPlace = false;
    } else if (/^[<-]{5,} SEARCH/.test(line)) {
      [old, next] = [[], []];
      side = old;
      inPlace = false;
    } else if (side === old && /^={5,}\s*$/.test(line)) {
      side = next;
    } else if (side !== null && /^[>+]{5,} REPLACE/.test(line)) {
      edits.push({ file, old: joined(old), new: joined(next) });
      side = null;
    } else side?.push(line);
  }
  return edits;
}

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
