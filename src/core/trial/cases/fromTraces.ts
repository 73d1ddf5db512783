import type { Trace } from '../../model/trace';
import { openTraceFile } from '../../trace/open';
import type { ByteSource } from '../../trace/source';
import type { OpenOptions } from '../../trace/traceFile';
import { caseId } from '../file';
import { templateParts } from '../holes';
import type { TrialCase, TrialPrompt } from '../model';
import { MAX_CASES } from '../schema';

/**
 * What filled the holes of a template in a text that was made from it; `null` where the text was not. Between two holes
 * there must be some text, else nobody can tell where one ends. One pass: the literal parts are looked for in order.
 */
export function valuesIn(
  template: string,
  holes: readonly string[],
  text: string,
): Readonly<Record<string, string>> | null {
  const parts = templateParts(template, holes);
  const values: Record<string, string> = {};
  let at = 0;
  for (const [i, part] of parts.entries()) {
    if ('text' in part) {
      if (!text.startsWith(part.text, at)) return null;
      at += part.text.length;
      continue;
    }
    const next = parts[i + 1];
    if (next !== undefined && !('text' in next)) return null;
    const isLast = i + 2 >= parts.length;
    // The words after the last hole are at the end of the text.
    const end =
      next === undefined
        ? text.length
        : isLast
          ? text.endsWith(next.text)
            ? text.length - next.text.length
            : -1
          : text.indexOf(next.text, at);
    if (end < at) return null;
    const value = text.slice(at, end);
    if (Object.hasOwn(values, part.hole) && values[part.hole] !== value) return null;
    values[part.hole] = value;
    at = end;
  }
  return at === text.length ? values : null;
}

/** Cases of saved traces of one prompt: what filled its holes, and the expected answer where the file records one. Each case once. */
export function casesFromTraces(
  prompt: TrialPrompt,
  traces: Iterable<Pick<Trace, 'prompt' | 'outcome'>>,
): readonly TrialCase[] {
  const found = new Map<string, TrialCase>();
  for (const trace of traces) {
    const values = valuesOfTrace(prompt, trace);
    if (values === null) continue;
    const id = caseId(values);
    const expected = trace.outcome?.expected ?? null;
    const known = found.get(id);
    if (known === undefined || (known.expected === null && expected !== null))
      found.set(id, { id, values, expected, about: {} });
  }
  return [...found.values()];
}

/**
 * Cases of a file of saved traces of the prompt, of as many traces as a trial takes cases. None where the file holds no such
 * traces. Rejects when the source does.
 */
export async function casesOfTraceFile(
  source: ByteSource,
  prompt: TrialPrompt,
  options: OpenOptions = {},
): Promise<readonly TrialCase[]> {
  const opened = await openTraceFile(source, options);
  if ('error' in opened) return [];
  const traces: Pick<Trace, 'prompt' | 'outcome'>[] = [];
  for (const { index } of opened.summaries.slice(0, MAX_CASES)) {
    const { prompt: asked, outcome } = await opened.read(index);
    traces.push({ prompt: asked, ...(outcome === undefined ? {} : { outcome }) });
  }
  return casesFromTraces(prompt, traces);
}

/** Every message with holes must be there, in its role; together they fill all holes. */
export function valuesOfTrace(
  { messages, holes }: TrialPrompt,
  { prompt }: Pick<Trace, 'prompt'>,
): Readonly<Record<string, string>> | null {
  let values: Readonly<Record<string, string>> = {};
  for (const message of messages) {
    const open = templateParts(message.text, holes).some((part) => !('text' in part));
    if (!open) continue;
    const filled = (prompt ?? [])
      .filter((m) => m.role === message.role)
      .map((m) => valuesIn(message.text.trim(), holes, m.text.trim()))
      .find((v) => v !== null);
    if (filled === undefined) return null;
    values = { ...values, ...filled };
  }
  return holes.length > 0 && holes.every((hole) => Object.hasOwn(values, hole)) ? values : null;
}
