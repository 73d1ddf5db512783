import { firstLine } from '../text/firstLine';
import { at, isObject, jsonText, list, text } from '../text/json';
import { familyOf } from './families';

/** What a tool was asked, read out of its recorded arguments. */
export interface ToolInput {
  /** The arguments as a value; the text itself where they are not JSON. */
  readonly value: unknown;
  /** One line for a list. */
  readonly summary: string;
  readonly file: string | null;
  /** The command line of a shell. */
  readonly command: string | null;
}

const SUMMARY = 200;
/** Arguments beyond this are looked at as text: a file that is written whole is not parsed for a summary. */
const MAX_PARSED = 4_000_000;

const FILE_KEYS = [
  'file_path',
  'filePath',
  'absolute_path',
  'path',
  'notebook_path',
  'target_file',
  'target_notebook',
  'TargetFile',
  'AbsolutePath',
  'filename',
  'file',
  'relative_workspace_path',
  'relativeWorkspacePath',
  'uri',
  'file_name',
  'relativePath',
  'afterRelativePath',
  'beforeRelativePath',
] as const;
const COMMAND_KEYS = ['command', 'cmd', 'CommandLine', 'commandLine', 'script', 'code'] as const;
const SUMMARY_KEYS = [
  'pattern',
  'query',
  'Query',
  'regex',
  'url',
  'Url',
  'description',
  'title',
  'prompt',
  'task',
  'message',
  'subject',
  'DirectoryPath',
  'dir_path',
  'name',
  'id',
] as const;

/**
 * Reads the arguments of a tool; never throws. The `command` of one that edits a file it names is what it does with the
 * file (`str_replace`), and no command line.
 */
export function readInput(input: string, tool = ''): ToolInput {
  const value = parsedInput(input);
  const file = fileOf(value);
  const command = file !== null && familyOf(tool) === 'edit' ? null : commandOf(value);
  return { value, command, file, summary: summaryOf(value, command, file) };
}

function parsedInput(input: string): unknown {
  const start = input.trimStart()[0];
  if ((start !== '{' && start !== '[') || input.length > MAX_PARSED) return input;
  try {
    return JSON.parse(input) as unknown;
  } catch {
    // A call that was cut off, or text that only looks like JSON: its own words are its summary.
    return input;
  }
}

/** `["bash", "-lc", "ls"]` is what bash was told; other lists are the words of one command. */
function commandOf(value: unknown): string | null {
  for (const key of COMMAND_KEYS) {
    const words = at(value, key);
    if (typeof words === 'string' && words !== '') return words;
    if (Array.isArray(words)) return joinedCommand(words);
  }
  const action = at(value, 'action');
  return isObject(action) ? commandOf(action) : null;
}

function joinedCommand(words: readonly unknown[]): string {
  const all = words.filter((w) => typeof w === 'string');
  const [shell = '', flag = '', script] = all;
  const isShell = /(?:^|\/)(?:ba|z|da|k|c|fi)?sh$/.test(shell) && /^-\w*c$/.test(flag);
  return isShell && script !== undefined ? script : all.join(' ');
}

/** The file that arguments name, or the first of several. */
function fileOf(value: unknown): string | null {
  const named = namedFile(value);
  if (named !== null) return named;
  // A list alone holds files where its items name them: the words of a command are a list too.
  if (Array.isArray(value)) return namedFile(value[0]);
  const first = list(value, 'files')[0] ?? list(value, 'args')[0] ?? list(value, 'paths')[0];
  return typeof first === 'string' ? first : namedFile(first);
}

/** The file that arguments, or one of the changes they list, name themselves. */
export function namedFile(value: unknown): string | null {
  for (const key of FILE_KEYS) {
    const path = text(value, key);
    if (path !== null) return unquoted(path).replace(/^file:\/\//, '');
  }
  return null;
}

/** Antigravity writes its arguments as JSON texts. */
function unquoted(path: string): string {
  return path.length > 1 && path.startsWith('"') && path.endsWith('"') ? path.slice(1, -1) : path;
}

function summaryOf(value: unknown, command: string | null, file: string | null): string {
  if (command !== null) return firstLine(command, SUMMARY);
  if (typeof value === 'string') return firstLine(value, SUMMARY);
  for (const key of SUMMARY_KEYS) {
    const words = text(value, key);
    if (words === null) continue;
    const line = firstLine(unquoted(words), SUMMARY);
    return file === null || key === 'description' ? line : firstLine(`${line} in ${file}`, SUMMARY);
  }
  if (file !== null) return file;
  return firstLine(isObject(value) && Object.keys(value).length === 0 ? '' : short(value), SUMMARY);
}

function short(value: unknown): string {
  return jsonText(value).slice(0, 4 * SUMMARY);
}
