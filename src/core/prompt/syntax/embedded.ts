import { parser } from '@lezer/json';
import type { TextRange } from '../model';
import { JSON_READERS } from './data';
import { Builder, rangeOf } from './builder';
import { cooked, textPart } from './literals';
import { DROPPED, unspliced } from './splices';
import type { Program, StringPart, Value } from './value';

/** How a file writes its variables: where one is filled in, and where it is given its value. */
interface Variables {
  readonly filled: RegExp;
  readonly given: RegExp;
}

/** `{{name}}` and `@name = value` of HTTP files. */
const OF_HTTP: Variables = {
  filled: /\{\{\s{0,5}([$\w.-]{1,60}[^{}\n]{0,60}?)\s{0,5}\}\}/g,
  given: /^@([\w-]{1,60})[ \t]{0,20}=[ \t]{0,20}(\S[^\n]{0,2000})$/gm,
};
/** `%NAME%` and `set NAME=value` of batch files. */
const OF_BATCH: Variables = {
  filled: /%(\w{1,60})%/g,
  given: /^[ \t]{0,20}set[ \t]{1,5}"?(\w{1,60})=([^\s"][^"\n]{0,2000})"?[ \t\r]{0,5}$/gim,
};

/** Request bodies in the text of an `.http` file: every JSON object at the top. Places are those of the text. */
export const readHttp = (text: string): Program => readEmbedded(text, text, OF_HTTP);

/** Request bodies in a batch file, also in quotes. */
export const readBatch = (text: string): Program => readEmbedded(text, unspliced(text), OF_BATCH);

function readEmbedded(text: string, plain: string, variables: Variables): Program {
  const build = new Builder(text, {
    ...JSON_READERS,
    String: (node, own) => stringOf(rangeOf(node), own, plain, variables.filled),
  });
  for (const m of text.matchAll(variables.given)) {
    const end = m.index + m[0].length;
    const parts = textPart(m[2]!.trimEnd());
    build.bind(m[1]!, 'set', end, { kind: 'string', parts, start: m.index, end });
  }
  return build.run(parser, masked(plain, objectsIn(plain)));
}

/** A string of JSON with the variables that are filled in. */
function stringOf(range: TextRange, build: Builder, plain: string, filled: RegExp): Value {
  const from = range.start + 1;
  const to = Math.max(from, range.end - (plain[range.end - 1] === '"' ? 1 : 0));
  const signs = new RegExp(`${DROPPED}|${filled.source}`, 'g');
  const parts: StringPart[] = [];
  let at = from;
  for (const m of plain.slice(from, to).matchAll(signs)) {
    const start = from + m.index;
    parts.push(...textPart(cooked(plain, at, start, 'javascript')));
    at = start + m[0].length;
    const name = m[1];
    if (name === undefined) continue;
    const own = start + m[0].indexOf(name);
    const place = { start: own, end: own + name.length };
    const value: Value = { kind: 'name', name, scope: build.scope, ...place };
    parts.push({ kind: 'hole', source: name, value });
  }
  parts.push(...textPart(cooked(plain, at, to, 'javascript')));
  const [only] = parts;
  // A variable alone may hold the model's id.
  if (parts.length === 1 && only?.kind === 'hole' && only.value !== null) return only.value;
  return build.string({ kind: 'string', parts, ...range });
}

/** All but some stretches as blanks, so that offsets stay. */
export function masked(text: string, stretches: readonly TextRange[]): string {
  let blank = '';
  let at = 0;
  for (const { start, end } of stretches) {
    blank += ' '.repeat(start - at) + text.slice(start, end);
    at = end;
  }
  return blank + ' '.repeat(text.length - at);
}

/** Lines that are comments of a shell, an HTTP file or a batch file. */
const COMMENT = /^[ \t]{0,200}(?:#|\/\/|::|@?rem\b)[^\n]*/gim;

/** Stretches that begin with `{` before a quoted key and end with the bracket that closes it; those in comments are left out. */
export function objectsIn(text: string): readonly TextRange[] {
  const found: TextRange[] = [];
  const comments = text.matchAll(COMMENT);
  let comment = comments.next();
  const opening = /\{\s{0,200}"/g;
  for (let m = opening.exec(text); m !== null; m = opening.exec(text)) {
    const behind = (): number => comment.value!.index + comment.value![0].length;
    while (comment.done !== true && behind() <= m.index) comment = comments.next();
    if (comment.done !== true && comment.value.index <= m.index) {
      opening.lastIndex = behind();
      continue;
    }
    const end = objectEnd(text, m.index);
    found.push({ start: m.index, end });
    opening.lastIndex = end;
  }
  return found;
}

/** Offset after the bracket that closes the object at `start`; the end of the text where none does. */
export function objectEnd(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let i = start; i < text.length; i++) {
    const c = text[i];
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === '{' || c === '[') depth++;
    else if ((c === '}' || c === ']') && --depth === 0) return i + 1;
  }
  return text.length;
}
