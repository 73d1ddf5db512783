import { existsSync } from 'node:fs';
import type { EstimateRequest } from '../core/estimate/estimate';
import {
  documentLanguage,
  findPrompts,
  promptAt,
  textIn,
  whole,
  whyNone,
} from '../core/prompt/find';
import { promptText, type FoundPrompt } from '../core/prompt/model';
import { inEnglish } from '../core/text/voice';
import { lineAndColumn, placeOf, viaOf } from '../core/prompt/place';
import { UseError } from './arguments';
import { printable } from './output';
import { promptDocument, readText } from './prompts';

/** The file and the line behind its name (`app.py:12`), where no file has that whole name. */
function fileAndLine(argument: string): { file: string; line: number | null } {
  const match = /^(.+):(\d{1,9})$/.exec(argument);
  if (match === null || existsSync(argument)) return { file: argument, line: null };
  return { file: match[1]!, line: Number(match[2]) };
}

/** From the start to the end of a line, counted from 1. */
function lineRange(text: string, line: number): { start: number; end: number } {
  let start = 0;
  for (let i = 1; i < line; i++) {
    const next = text.indexOf('\n', start);
    if (next < 0) throw new UseError(`the file has no line ${line}`);
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.length : end };
}

/**
 * The prompt of a file: the one at the line, else the text in it, the only one, or in text the text. Source without a prompt is an error, and so
 * are several without a line to choose.
 */
export function readPrompt(
  argument: string,
): Pick<EstimateRequest, 'prompt'> & Required<Pick<EstimateRequest, 'source'>> {
  const { file, line } = fileAndLine(argument);
  const read = readText(file);
  if ('why' in read) throw new UseError(`cannot read '${file}': ${read.why}`);
  const { text } = read;
  if (text.trim() === '') throw new UseError(`'${file}' is empty: there is no prompt to estimate`);
  const document = promptDocument(file, text);
  const found = findPrompts(document);
  const range = line === null ? null : lineRange(text, line);
  const at = range === null ? null : (promptAt(found, range) ?? textIn(document, range));
  if (line !== null && at === null) throw new UseError(`no prompt in line ${line} of '${file}'`);
  if (line === null && found.length > 1) throw new UseError(choice(file, text, found));
  const prompt = at ?? found[0];
  if (prompt !== undefined && promptText(prompt).trim() !== '')
    return { prompt: promptText(prompt), source: { found: prompt, document: text } };
  const all = whole(document, 'document', documentLanguage(document));
  if (all === null) throw new UseError(`'${file}': ${inEnglish(whyNone(document))}`);
  return { prompt: text, source: { found: all, document: text } };
}

/** Several prompts, with the lines to choose from. */
function choice(file: string, text: string, found: readonly FoundPrompt[]): string {
  const lines = found.slice(0, 20).map((p) => {
    const { line } = lineAndColumn(text, placeOf(p));
    const words = promptText(p).replace(/\s+/g, ' ').trim().slice(0, 60);
    return `  ${file}:${line}  ${viaOf(p)}  ${words}`;
  });
  return `'${file}' holds ${found.length} prompts; choose one by its line:\n${lines.map(printable).join('\n')}`;
}
