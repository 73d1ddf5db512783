import type { RecordedPlace } from '../../build/draft';
import { pythonText } from '../../reader/embedded/pythonText';
import { TraceBuilder } from '../../build/traceBuilder';
import type { TraceDraft } from '../../format';
import { addCompletion } from '../apis/logMessage';

/** What vLLM's log tells of one request (vllm/entrypoints/logger.py, in the wordings of its versions). */
interface Request {
  readonly id: string;
  prompt: string;
  /** Whole outputs, one for each choice. */
  readonly outputs: Output[];
  /** What a stream gave, before its whole text or without it. */
  readonly thoughts: string[];
  readonly words: string[];
  readonly calls: string[];
  finish: string | null;
}

interface Output {
  readonly text: string;
  readonly finish: string | null;
}

const ASKED = /\b(?:Received request|Request) (\S{1,200}?)(?: details)?: prompt: /;
const ANSWERED = /\bGenerated response (\S{1,200}?)(?: \(streaming (delta|complete)\))?: output: /;
const FINISH = /, finish_reason: (\w{1,40})\s*$/;
/** What stands for the words of a stream that was not kept. */
const NOT_KEPT = /^<streaming_complete: \d+ tokens>$/;
const PIECE = /^\[(reasoning|tool_calls): ([\s\S]*)\]$/;
const MOST_CALLS = 64;

/** The generations that lines of vLLM's log tell of, in the order in which they were answered first. */
export function vllmTraces(
  lines: readonly string[],
  model: string | null,
  where: RecordedPlace,
): readonly TraceDraft[] {
  const asked = new Map<string, Request>();
  const answered = new Set<Request>();
  const requestOf = (id: string): Request => {
    const known = asked.get(id);
    if (known !== undefined) return known;
    const opened: Request = {
      id,
      prompt: '',
      outputs: [],
      thoughts: [],
      words: [],
      calls: [],
      finish: null,
    };
    asked.set(id, opened);
    return opened;
  };
  for (const line of lines) {
    const said = line.includes('Generated response ') ? ANSWERED.exec(line) : null;
    if (said !== null) {
      const request = requestOf(said[1] ?? '');
      const text = pythonText(line, said.index + said[0].length)?.text ?? '';
      takeOutput(request, said[2] ?? '', { text, finish: finishOf(line) });
      answered.add(request);
      continue;
    }
    const sent = line.includes(': prompt: ') ? ASKED.exec(line) : null;
    const prompt = sent === null ? null : pythonText(line, sent.index + sent[0].length);
    if (sent !== null && prompt !== null) requestOf(sent[1] ?? '').prompt = prompt.text;
  }
  return [...answered].flatMap((request) => readRequest(request, model, where));
}

function finishOf(line: string): string | null {
  const told = FINISH.exec(line.slice(-80))?.[1] ?? 'None';
  return told === 'None' ? null : told;
}

function takeOutput(request: Request, kind: string, output: Output): void {
  request.finish = output.finish ?? request.finish;
  if (kind !== 'delta') {
    if (!NOT_KEPT.test(output.text) && output.text !== '') request.outputs.push(output);
    return;
  }
  const piece = PIECE.exec(output.text);
  if (piece === null) request.words.push(output.text);
  else if (piece[1] === 'reasoning') request.thoughts.push(piece[2] ?? '');
  else request.calls.push(piece[2] ?? '');
}

function readRequest(
  request: Request,
  model: string | null,
  where: RecordedPlace,
): readonly TraceDraft[] {
  const { id, prompt, outputs, thoughts, words, calls, finish } = request;
  // A template may have the reasoning apart, which a whole text then lacks.
  const isWhole = outputs.some(({ text }) => thoughts.length === 0 || /<\/?think/.test(text));
  if (isWhole)
    return outputs.map(({ text, finish: told }, nth) => {
      const trace = begun(nth === 0 ? id : `${id}#${nth}`, model);
      const called = PIECE.exec(text);
      addCompletion(trace, prompt, called?.[1] === 'tool_calls' ? '' : text, where, where);
      if (called?.[1] === 'tool_calls') addCalls(trace, called[2] ?? '', where);
      trace.finishReason = told ?? finish;
      return trace.build();
    });
  const trace = begun(id, model);
  addCompletion(trace, prompt, '', where, where);
  trace.reasoning(thoughts.join(''), null, where);
  trace.answer(words.join('').replace(/^\s+/, ''), where);
  if (calls.length > 0) trace.toolCall(null, calls.join(''), null, where);
  trace.finishReason = finish;
  trace.truncated = finish === null && words.length === 0;
  return [trace.build()];
}

function begun(id: string, model: string | null): TraceBuilder {
  const trace = new TraceBuilder();
  trace.id = id;
  trace.model = model;
  trace.provider = 'vLLM';
  return trace;
}

/** `name({...}), name({...})`. */
function addCalls(trace: TraceBuilder, written: string, where: RecordedPlace): void {
  let rest = written;
  for (let nth = 0; nth < MOST_CALLS && rest !== ''; nth++) {
    const name = /^([\w$.-]{1,200})\(/.exec(rest);
    if (name === null) break;
    const from = name[0].length;
    const end = rest.slice(from).search(/\)(?:, [\w$.-]{1,200}\(|$)/);
    const input = end < 0 ? rest.slice(from) : rest.slice(from, from + end);
    trace.toolCall(name[1] ?? null, input, null, where);
    rest = end < 0 ? '' : rest.slice(from + end + 1).replace(/^, /, '');
  }
  if (rest !== '') trace.toolCall(null, rest, null, where);
}
