import { parser } from '@lezer/json';
import { JSON_READERS } from './data';
import { Builder } from './builder';
import type { Program } from './value';

/** Request bodies in the text of an `.http` file: every JSON object at the top. Places are those of the text. */
export function readEmbedded(text: string): Program {
  const build = new Builder(text, JSON_READERS);
  // What is not JSON becomes blanks, so that offsets stay.
  let blank = '';
  let at = 0;
  for (const { start, end } of objectsIn(text)) {
    blank += ' '.repeat(start - at) + text.slice(start, end);
    at = end;
  }
  return build.run(parser, blank + ' '.repeat(text.length - at));
}

/** Stretches that begin with `{` before a quoted key and end with the bracket that closes it. */
export function objectsIn(text: string): readonly { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const opening = /\{\s{0,200}"/g;
  for (let m = opening.exec(text); m !== null; m = opening.exec(text)) {
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
