import type { Edit, EditFacts, ToolFamily } from '../model/session';
import { textHash } from '../text/hash';
import { at, bool, list, num, str } from '../text/json';
import { patchEdits } from './patch';
import { shellEdits } from './shellEdits';
import type { ToolInput } from './toolInput';

const OLD_KEYS = [
  'old_string',
  'oldString',
  'old_str',
  'TargetContent',
  'oldText',
  'search',
] as const;
const NEW_KEYS = [
  'new_string',
  'newString',
  'new_str',
  'ReplacementContent',
  'newText',
  'replace',
  'replacement',
] as const;
/** The whole file. */
const WHOLE_KEYS = ['content', 'contents', 'file_text', 'CodeContent'] as const;
/** A part of it, whose place is told in other words: a cell, or lines among "existing code". */
const PART_KEYS = ['new_source', 'newCode', 'code_edit', 'code', 'streamingContent'] as const;
/** With a number of a line the content goes between, and does not replace the file. */
const LINE_KEYS = ['line', 'insert_line', 'lineNumber'] as const;
const LIST_KEYS = ['edits', 'replacements', 'ReplacementChunks', 'operations'] as const;
const ALL_KEYS = ['replace_all', 'replaceAll', 'allow_multiple', 'AllowMultiple'] as const;
const PATCH_KEYS = ['input', 'patch', 'diff', 'patchText', 'content'] as const;

/**
 * The changes of files that a tool call asked for: from the arguments of edit tools, from patches, and from files that a
 * shell writes out of a here-document. Whether they were made, its result tells.
 */
export function editsOf(family: ToolFamily, input: ToolInput): readonly Edit[] {
  if (family === 'shell') {
    return shellEdits(input.command ?? (typeof input.value === 'string' ? input.value : ''));
  }
  if (family !== 'edit') return [];
  if (typeof input.value === 'string') return patchEdits(input.value);
  const patch = firstOf(input.value, PATCH_KEYS);
  const inPatch = patch === null ? [] : patchEdits(patch, input.file);
  if (inPatch.length > 0) return inPatch;
  return fileEdits(input.file, input.value);
}

/** Without a `file` those of a list that each name their own. */
function fileEdits(file: string | null, value: unknown): readonly Edit[] {
  for (const key of LIST_KEYS) {
    const items = list(value, key);
    if (items.length === 0) continue;
    return items.flatMap((item) => {
      const own = str(item, 'filePath') ?? file;
      return own === null ? [] : replacement(own, item);
    });
  }
  if (file === null) return [];
  const replaced = replacement(file, value);
  if (replaced.length > 0) return replaced;
  const whole = firstOf(value, WHOLE_KEYS);
  const isPart = whole === null || LINE_KEYS.some((key) => num(value, key) !== null);
  const text = whole ?? firstOf(value, PART_KEYS);
  return text === null ? [] : [{ file, old: isPart ? '' : null, new: text }];
}

function replacement(file: string, value: unknown): readonly Edit[] {
  const old = firstOf(value, OLD_KEYS);
  const next = firstOf(value, NEW_KEYS);
  if (old === null && next === null) return [];
  const all = ALL_KEYS.some((key) => bool(value, key) === true);
  return [{ file, old: old ?? '', new: next ?? '', ...(all ? { all } : {}) }];
}

function firstOf(value: unknown, keys: readonly string[]): string | null {
  for (const key of keys) {
    const found = at(value, key);
    if (typeof found === 'string') return found;
    // VS Code's tool for notebooks takes the lines of a cell as well.
    if (key === 'newCode' && Array.isArray(found)) return found.join('\n');
  }
  return null;
}

/** What a list shows of an edit: lines that both sides begin or end with are neither added nor removed. */
export function editFacts(edit: Edit): EditFacts {
  const { file, old } = edit;
  const before = old === null ? [] : lines(old);
  const after = lines(edit.new);
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  return {
    file,
    added: after.length - start - end,
    removed: before.length - start - end,
    oldHash: old === null ? null : textHash(old),
    newHash: textHash(edit.new),
  };
}

function lines(text: string): readonly string[] {
  if (text === '') return [];
  const all = text.split('\n');
  return all.at(-1) === '' ? all.slice(0, -1) : all;
}
