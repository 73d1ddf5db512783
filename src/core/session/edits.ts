import type { Edit, EditFacts } from '../model/session';
import { textHash } from '../text/hash';
import { at, bool, list, num, str, text } from '../text/json';
import { familyOf } from './families';
import { patchEdits } from './patch';
import { shellEdits } from './shellEdits';
import { namedFile, type ToolInput } from './toolInput';

const OLD_KEYS = [
  'old_string',
  'oldString',
  'old_str',
  'TargetContent',
  'oldText',
  'oldStr',
  'search',
] as const;
const NEW_KEYS = [
  'new_string',
  'newString',
  'new_str',
  'ReplacementContent',
  'newText',
  'newStr',
  'replace',
  'replacement',
] as const;
/** The whole file before and after. */
const SIDES = [
  ['original_content', 'new_content'],
  ['beforeContent', 'afterContent'],
] as const;
/** The whole file. */
const WHOLE_KEYS = [
  'content',
  'contents',
  'file_text',
  'fileText',
  'file_content',
  'text',
  'CodeContent',
] as const;
/** A part of it, whose place is told in other words: a cell, or lines among "existing code". */
const PART_KEYS = ['new_source', 'newCode', 'code_edit', 'code', 'streamingContent'] as const;
/** With a number of a line the content goes between, and does not replace the file. */
const LINE_KEYS = ['line', 'insert_line', 'insertLine', 'lineNumber'] as const;
const LIST_KEYS = [
  'edits',
  'replacements',
  'ReplacementChunks',
  'operations',
  'diffs',
  'str_replace_entries',
  'insert_line_entries',
] as const;
const ALL_KEYS = ['replace_all', 'replaceAll', 'allow_multiple', 'AllowMultiple'] as const;
const PATCH_KEYS = ['input', 'patch', 'diff', 'patchText', 'content'] as const;

/**
 * The changes of files that a tool call asked for: from the arguments of edit tools, from patches, and from files that a
 * shell writes out of a here-document. Whether they were made, its result tells.
 */
export function editsOf(tool: string, input: ToolInput): readonly Edit[] {
  const family = familyOf(tool);
  if (family === 'shell') {
    return shellEdits(input.command ?? (typeof input.value === 'string' ? input.value : ''));
  }
  if (family !== 'edit') return [];
  if (typeof input.value === 'string') return patchEdits(input.value);
  const placed = placedEdits(input);
  if (placed !== null) return placed;
  const patch = firstOf(input.value, PATCH_KEYS);
  const inPatch = patch === null ? [] : patchEdits(patch, input.file);
  if (inPatch.length > 0) return inPatch;
  return fileEdits(input, addsTo(tool, input.value));
}

/** Without a `file` those of a list that each name their own. */
function fileEdits({ file, value }: ToolInput, adds: boolean): readonly Edit[] {
  const items = listed(value);
  if (items.length > 0)
    return items.flatMap((item) => {
      const own = namedFile(item) ?? file;
      return own === null ? [] : replacement(own, item);
    });
  if (file === null) return [];
  const replaced = replacement(file, value);
  if (replaced.length > 0) return replaced;
  const whole = firstOf(value, WHOLE_KEYS);
  const isPart = adds || whole === null || LINE_KEYS.some((key) => num(value, key) !== null);
  const words = whole ?? firstOf(value, PART_KEYS);
  return words === null ? [] : [{ file, old: isPart ? '' : null, new: words }];
}

/** The changes that one call lists: the list itself, one under a key, or Augment's `old_str_1`, `old_str_2` and so on. */
function listed(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return list(value);
  const items = LIST_KEYS.map((key) => list(value, key)).find((found) => found.length > 0);
  if (items !== undefined) return items;
  const numbered: unknown[] = [];
  for (let n = 1; ; n++) {
    const [old, next] = [text(value, `old_str_${n}`), text(value, `new_str_${n}`)];
    if (old === null && next === null) return numbered;
    numbered.push({ old_str: old, new_str: next });
  }
}

/** Whether a tool puts what it is given beside what the file has: by its name, its sub-command, or a flag. */
function addsTo(tool: string, value: unknown): boolean {
  if (/append|insert/i.test(tool) || bool(value, 'append') === true) return true;
  return /^(?:append|insert)$/.test(str(value, 'command') ?? '');
}

/** What becomes of the text that Forge's patch searches for, by its operation; what is swapped stands in both places. */
const OPERATIONS: Readonly<Record<string, ((old: string, content: string) => string) | null>> = {
  replace: (_, content) => content,
  replace_all: (_, content) => content,
  prepend: (old, content) => content + old,
  append: (old, content) => `${old}\n${content}`,
  swap: null,
};

/** The edits of Forge's patch, `{operation, search?, content}`; `null` of any other tool. Without a search it is the whole file's. */
function placedEdits({ file, value }: ToolInput): readonly Edit[] | null {
  const operation = str(value, 'operation') ?? '';
  const content = str(value, 'content');
  if (file === null || content === null || !Object.hasOwn(OPERATIONS, operation)) return null;
  if (firstOf(value, NEW_KEYS) !== null) return null;
  const becomes = OPERATIONS[operation] ?? null;
  if (becomes === null) return [];
  const search = text(value, 'search');
  const all = operation === 'replace_all';
  if (search !== null)
    return [{ file, old: search, new: becomes(search, content), ...(all ? { all } : {}) }];
  return [{ file, old: operation.startsWith('replace') ? null : '', new: content }];
}

function replacement(file: string, value: unknown): readonly Edit[] {
  for (const [before, after] of SIDES) {
    const [was, is] = [firstOf(value, [before]), firstOf(value, [after])];
    if (was !== null || is !== null) return [{ file, old: was, new: is ?? '' }];
  }
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
    // Junie has the text of a file beside its kind.
    const within = str(found, 'text');
    if (within !== null) return within;
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
