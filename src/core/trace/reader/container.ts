import { anyOf, REASONING_TAGS } from '../../text/reasoningTags';
import type { Container } from '../format';
import { decode } from './decode';
import { BracketScanner } from './scanJson';
import { isStore } from './createStore';
import { isDatabase } from './sqlite/pages';
import { looksLikeTable } from './tables/csv';
import { isParquet } from './tables/parquet';

/** Of a comment too, but not of the drawer with which an Org file opens (`:PROPERTIES:`). */
const SSE_LINE = /^(?:data|event|id|retry)\s*:|^:(?![\w-]+:\s*$)|^error\s*:\s*\{/;
const HTTP_HEAD = /^HTTP\/[\d.]+ \d{3}/;
const YAML_HEAD = /^(?:---\s*\n|#[^\n]*\n|version: *\d+ *\n)*(?:interactions|http_interactions):/;
/** A list of values rather than a word in brackets ("[THINK]") or a date. */
const LIST = /^\[\s*(?:[{[\]"]|(?:-?\d+(?:\.\d+)?|true|false|null)\s*[,\]])/;
const LOG_ENTRY = /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

/** A line that opens a thought in any document, or a message of gpt-oss. */
const THOUGHT_LINE = new RegExp(
  `^(?:${anyOf([
    ...REASONING_TAGS.filter(({ trust }) => trust !== 'output').map(({ open }) => open),
    ...['<|start|>', '<|channel|>'],
  ])})`,
);

// oxlint-disable-next-line no-control-regex -- Escape codes begin with a control character.
const COLOURS = /\u001b\[[\d;]{0,20}m/g;
/** A line with which the transcript of an agent says who speaks: what its tools gave may be lines of JSON. */
const SPEAKER_LINE =
  /^(?:={10,60} (?:Human|Ai|System) Message ={10,60}$|-{10} \w+ \([^()]+\) -{10}$|[^():]{1,80} \(to [^():]{1,80}\):$|# Agent: |> Entering new [\w ]{0,60}chain\.{3}$|_\*\*(?:User|Agent|Assistant)\b|# \S{0,8} ?Copilot CLI Session|_Exported on .{1,80} from Cursor \(|\*\*Session ID:\*\* ses_|threadId: T-|## (?:You|ChatGPT) \(\d{4}-\d\d-\d\dT[^()]{1,40}\)$|⏺ |workdir: \S|TO LLM \d{4}-|(?:#{1,6} |\*\*)?(?:You|ChatGPT) said:)/;

/** Lines of a head that are looked at. */
const MAX_LINES = 400;

/** Files of programs: what stands in them like data is an example. */
const PROGRAM =
  /\.(?:[cm]?[jt]sx?|py|pyi|rb|go|rs|java|kt|kts|scala|swift|cs|c|h|cc|cpp|hpp|m|php|pl|lua|r|jl|sh|bash|zsh|ps1|sql|html?|css|scss|vue|svelte|j2|jinja2?|tmpl)$/i;
const TABLE = /\.(?:csv|tsv|tab|psv)$/i;

/**
 * How a file may be read, told from its first bytes (64 kB), the likeliest first: `whole` says that they are the whole
 * file. Each is tried until a format knows the records.
 */
export function containersOf(
  head: Uint8Array,
  fileName: string,
  whole: boolean,
): readonly Container[] {
  const first = detectContainer(head, fileName, whole);
  if (isStore(first)) return [first];
  const embedded: readonly Container[] = PROGRAM.test(fileName) ? [] : ['embedded'];
  const text = decode(head);
  // A table is never one text: its header would be read as somebody's words.
  if (TABLE.test(fileName)) return /^\s*[{[]/.test(text) ? [first, 'csv'] : ['csv'];
  if (LOG_ENTRY.test(text)) return [...new Set([...embedded, first])];
  if (first === 'text' && looksLikeTable(text)) return ['csv', first, ...embedded];
  // Events and lines of JSON within a thought or after it are what it quotes.
  if ((first === 'sse' || first === 'ndjson') && beginsWithWords(text))
    return ['text', first, ...embedded];
  return [first, ...embedded];
}

/** The likeliest way to read a file. A file that ends in `.yaml` is YAML only when nothing else fits. */
export function detectContainer(head: Uint8Array, fileName: string, whole: boolean): Container {
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04) return 'zip';
  if (isParquet(head)) return 'parquet';
  if (isDatabase(head)) return 'sqlite';
  const text = withoutLeadingBlanks(decode(head));
  if (/^\[\s*\{/.test(text)) return isListLines(text) ? 'ndjson' : 'array';
  if (text.startsWith('{') || LIST.test(text)) return valueContainer(text, whole);
  const lines = text.split('\n', MAX_LINES).map((l) => l.trim());
  if (SSE_LINE.test(lines[0] ?? '')) return 'sse';
  if (YAML_HEAD.test(text)) return 'yaml';
  if (lines.some((l) => /^data: ?\{/.test(l))) return 'sse';
  // The head of a saved HTTP response before a body that is no stream.
  if (HTTP_HEAD.test(text)) return 'concatenated';
  if (/\.ya?ml$/i.test(fileName)) return 'yaml';
  return lines.filter(isJsonLine).length >= 2 ? 'ndjson' : 'text';
}

/** Whether a line opens a thought, or says who speaks, before any line is data. */
function beginsWithWords(text: string): boolean {
  const isWords = (line: string): boolean => THOUGHT_LINE.test(line) || SPEAKER_LINE.test(line);
  const lines = text.split('\n', MAX_LINES).map((line) => line.replace(COLOURS, '').trim());
  const first = lines.find((line) => isWords(line) || SSE_LINE.test(line) || isJsonLine(line));
  return first !== undefined && isWords(first);
}

/** Files that lost their first block to a crash begin with NULs. */
function withoutLeadingBlanks(text: string): string {
  let i = 0;
  while (i < text.length && (text.charCodeAt(i) <= 0x20 || text[i] === '\ufeff')) i += 1;
  return text.slice(i);
}

/** A list a line, of which the first is closed. */
function isListLines(text: string): boolean {
  const [first = '', next = ''] = text.split('\n', 2);
  return /\][ \t]*\r?$/.test(first) && /^\[\s*\{/.test(next) && isJson(first);
}

/** One document, documents in a row, or a value a line: told by line breaks inside and after the first value. */
function valueContainer(text: string, whole: boolean): Container {
  const bytes = new TextEncoder().encode(text);
  const end = new BracketScanner().scan(bytes, 0);
  const first = decode(end < 0 ? bytes : bytes.subarray(0, end));
  const oneLine = !/[\r\n]/.test(first);
  // Not closed within the head: a long line and a long document read the same when it is on one line.
  if (end < 0) return oneLine ? 'ndjson' : looksLikeLines(text) ? 'ndjson' : 'concatenated';
  const rest = decode(bytes.subarray(end));
  // One document on one line may be a log with its first line.
  if (rest.trim() === '' && whole) return oneLine ? 'ndjson' : 'json';
  if (oneLine) return /^[ \t]*\r?\n/.test(rest) || rest.trim() === '' ? 'ndjson' : 'concatenated';
  return looksLikeLines(text) ? 'ndjson' : 'concatenated';
}

/** Lines that are JSON objects each, although the first one is broken. */
function looksLikeLines(text: string): boolean {
  const lines = text.split('\n', 8);
  return lines.length > 2 && lines.slice(1, -1).filter(isJsonLine).length >= 2;
}

function isJsonLine(line: string): boolean {
  return line.startsWith('{') && line.trimEnd().endsWith('}') && isJson(line);
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    // Not a JSON line: that is the answer.
    return false;
  }
}
