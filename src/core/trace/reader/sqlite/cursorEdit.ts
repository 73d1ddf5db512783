import { isObject, str, text, type JsonObject } from '../../../text/json';

/** So many lines that an edit left alone are shown on both sides of those it changed. */
const AROUND = 3;

const KEPT = /composer\.content\.[0-9a-f]{6,128}/g;

/** Keys under which Cursor keeps the contents of files that a bubble names, as its row has them. */
export function keptContents(bubble: string): readonly string[] {
  return bubble.includes('ContentId') ? (bubble.match(KEPT) ?? []) : [];
}

/**
 * What an edit tool of Cursor was asked, as JSON text. Since 2026 its arguments name only the file, and its result names
 * the contents before and after by their keys: the lines that differ are put beside the arguments, in the words
 * of other agents. As recorded where the contents are not kept.
 */
export function editArguments(tool: unknown, contents: ReadonlyMap<string, string>): string {
  const recorded = text(tool, 'rawArgs') ?? text(tool, 'params') ?? '';
  const result = objectOf(str(tool, 'result'));
  const after = contents.get(str(result, 'afterContentId') ?? '');
  if (after === undefined) return recorded;
  const before = contents.get(str(result, 'beforeContentId') ?? '');
  // A file that was there before and whose contents are not kept: the arguments say what is known.
  if (before === undefined && text(result, 'beforeContentId') !== null) return recorded;
  const asked = { ...objectOf(str(tool, 'params')), ...objectOf(str(tool, 'rawArgs')) };
  return JSON.stringify({ ...asked, ...changed(before ?? '', after) });
}

function changed(before: string, after: string): JsonObject {
  if (before === '') return { contents: after };
  const [old, next] = [before.split('\n'), after.split('\n')];
  const most = Math.min(old.length, next.length);
  let start = 0;
  while (start < most && old[start] === next[start]) start++;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === next.at(-1 - end)) end++;
  const part = (lines: readonly string[]): string =>
    lines.slice(Math.max(0, start - AROUND), lines.length - Math.max(0, end - AROUND)).join('\n');
  return { oldText: part(old), newText: part(next) };
}

function objectOf(json: string | null): JsonObject {
  if (json === null || !json.startsWith('{')) return {};
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : {};
  } catch {
    // Arguments that were cut off stay as they were recorded.
    return {};
  }
}
