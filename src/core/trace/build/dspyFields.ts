import { keyMeaning } from './reasoningKeys';
import { part, type TaggedPart, type TaggedText } from './taggedText';

/** The header of a field in DSPy's chat format, a line of its own. */
const HEADER = /^\[\[ ## (\w{1,100}) ## \]\][ \t]*$/gm;
const OPENS = /^\s*\[\[ ## \w{1,100} ## \]\]/;
const MAX_FIELDS = 500;

/**
 * Splits an answer in DSPy's chat format (stanfordnlp/dspy, adapters/chat_adapter.py) whose fields name reasoning
 * (`ChainOfThought` asks for `reasoning`, `ReAct` for `next_thought`); `null` where none does. That reasoning was written
 * as a part of the answer: a model that reasons by itself did so before.
 */
export function splitDspy(text: string): TaggedText | null {
  if (!OPENS.test(text)) return null;
  const headers = [...text.matchAll(HEADER)].slice(0, MAX_FIELDS);
  if (!headers.some(([, name]) => isReasoning(name))) return null;
  const fields = headers.filter(([, name]) => name !== 'completed' && !isReasoning(name)).length;
  const parts: TaggedPart[] = [];
  for (const [i, header] of headers.entries()) {
    const [whole, name] = header;
    const from = header.index + whole.length;
    const [start, end] = trimmed(text, from, headers[i + 1]?.index ?? text.length);
    if (isReasoning(name)) parts.push(part('reasoning', start, end));
    else if (name !== 'completed' || end > start) {
      // One field is the answer; several keep their names.
      parts.push(part('answer', fields === 1 || name === 'completed' ? start : header.index, end));
    }
  }
  const truncated = headers.length > 0 && isReasoning(headers.at(-1)?.[1]);
  return { family: 'dspy', parts, truncated };
}

function isReasoning(name: string | undefined): boolean {
  return name === 'rationale' || keyMeaning(name ?? '') !== null;
}

function trimmed(text: string, from: number, to: number): readonly [start: number, end: number] {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? '')) start += 1;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return [start, end];
}
