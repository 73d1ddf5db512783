import { say } from '../../../model/sentence';
import { inFile, type RecordedPlace } from '../../build/draft';
import type { TraceBuilder } from '../../build/traceBuilder';
import { addTaggedText } from '../apis/logMessage';

/** Anthropic's blocks, which promptfoo joins with an empty line; a signature ends a thinking block. */
const SIGNED = /^Thinking: ([^]*?)\nSignature: \S*(?:\n\n|$)/;
const REDACTED = /^Redacted Thinking: \S+(?:\n\n|$)/;
/** Reasoning before the answer with no mark between them, and what parts paragraphs in it. */
const UNMARKED = [
  { mark: 'Thinking: ', parts: '\n\n', fidelity: null },
  // Summaries of the Responses API.
  { mark: 'Reasoning: ', parts: '\n', fidelity: 'summary' },
] as const;

/**
 * Adds an output as promptfoo prints it: reasoning in words of its own before the answer ("Thinking: ..."). Where no mark
 * tells the end of the reasoning it is taken from the recorded counts, else to be before the last paragraph, and said so.
 */
export function addPrintedOutput(trace: TraceBuilder, output: string, where: RecordedPlace): void {
  let rest = output;
  for (;;) {
    const signed = SIGNED.exec(rest);
    const block = signed ?? REDACTED.exec(rest);
    if (block === null) break;
    if (signed === null) trace.reasoning('', 'redacted', where);
    else trace.reasoning(signed[1] ?? '', null, where);
    rest = rest.slice(block[0].length);
  }
  const unmarked = rest === output ? UNMARKED.find(({ mark }) => rest.startsWith(mark)) : undefined;
  if (unmarked === undefined) {
    addTaggedText(trace, rest, where);
    return;
  }
  const words = rest.slice(unmarked.mark.length);
  const end = endOfReasoning(words, unmarked.parts, trace);
  trace.reasoning(words.slice(0, end), unmarked.fidelity, where);
  trace.answer(words.slice(end).replace(/^\n+/, ''), where);
  trace.problems.push({
    code: 'not-understood',
    message: say(
      'promptfoo does not mark where the reasoning ends and the answer begins: guessed.',
    ),
    ...inFile(where.source),
  });
}

/** The border of paragraphs that shares out the text most like the counts; without counts the last one. */
function endOfReasoning(words: string, parts: string, { usage }: TraceBuilder): number {
  const { reasoningTokens, outputTokens } = usage;
  const last = words.lastIndexOf(parts);
  if (last < 0) return words.length;
  if (reasoningTokens === null || outputTokens === null || outputTokens === 0) return last;
  const wanted = words.length * Math.min(1, reasoningTokens / outputTokens);
  const before = words.lastIndexOf(parts, wanted);
  const after = words.indexOf(parts, wanted);
  if (before < 0 || after < 0) return Math.max(before, after);
  return wanted - before <= after - wanted ? before : after;
}
