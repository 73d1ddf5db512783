import type { PromptMessage } from '../../../model/trace';
import { splitTagged } from '../../build/tags';
import { part, shifted, skipBlank } from '../../build/taggedText';
import { NO_USAGE } from '../../build/usage';
import { withoutEscapes } from './consoles';
import { isReasoned, trimmedEnd, type TextChat, type TextTurn } from './textChat';

/** One call of a model as a program printed it: where its words stand in the text, and what was printed beside them. */
interface PrintedCall {
  readonly start: number;
  readonly end: number;
  readonly prompt: readonly PromptMessage[];
  readonly model: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly durationMs: number | null;
  readonly finishReason: string | null;
}

/** A text whose calls are told, or none. */
interface PrintedText {
  readonly text: string;
  readonly calls: readonly PrintedCall[];
}

/** Programs that print each call with marks of their own around the words. */
const PROGRAMS: readonly ((saved: string) => PrintedText | null)[] = [bamlLog, mlxGenerate];

/** What a program printed of its calls, each a generation of its own; `null` when it is something else. */
export function printedCalls(saved: string): TextChat | null {
  for (const read of PROGRAMS) {
    const found = read(saved);
    if (found === null) continue;
    const { text, calls } = found;
    const chat = { text, turns: calls.map((call) => turnOf(text, call)) };
    if (isReasoned(chat)) return chat;
  }
  return null;
}

function turnOf(text: string, call: PrintedCall): TextTurn {
  const found = splitTagged(text.slice(call.start, call.end));
  const parts =
    found === null ? [part('answer', call.start, call.end)] : shifted(found.parts, call.start);
  return {
    role: 'assistant',
    parts,
    truncated: found?.truncated === true,
    alone: true,
    facts: (trace) => {
      trace.prompt.splice(0, trace.prompt.length, ...call.prompt);
      trace.model = call.model;
      trace.finishReason = call.finishReason;
      trace.usage = {
        ...NO_USAGE,
        inputTokens: call.inputTokens,
        outputTokens: call.outputTokens,
      };
      trace.timing = { durationMs: call.durationMs };
    },
  };
}

const counted = (digits: string | undefined): number | null =>
  digits === undefined || !/^\d{1,12}$/.test(digits) ? null : Number(digits);

/** The two lines with which BAML opens a call in its log; what belongs to it is indented below. */
const BAML_CALL =
  /^[^\n]{0,60}\[BAML \w{1,10}\] Function [^\n]{1,200}:[ \t]{0,8}\n {4}Client: [^\n(]{0,200}\(([^\n()]{1,200})\) - (\d{1,12})ms\. StopReason: (\S{1,60})\. Tokens\(in\/out\): (\w{1,12})\/(\w{1,12})[^\n]*$/gm;
const BAML_REPLY = '\n    ---LLM REPLY---\n';
const BAML_PROMPT = '\n---PROMPT---\n';
/** What was parsed, or a line that is not indented: the log goes on, or the program printed something. */
const BAML_END = /\n(?: {4}---Parsed Response\b|(?=\S))/;
const INDENT = /\n {4}/g;
const SPOKEN = /^(system|user): /;

/** The log of BAML: the prompt, the words of the model and what was parsed from them under a heading each. */
function bamlLog(saved: string): PrintedText | null {
  if (!saved.includes('---LLM REPLY---')) return null;
  const log = withoutEscapes(saved);
  const pieces: string[] = [];
  const calls: PrintedCall[] = [];
  let length = 0;
  const found = [...log.matchAll(BAML_CALL)];
  for (const [i, call] of found.entries()) {
    const [head, model, took, stop, input, output] = call;
    const below = log.slice(call.index + head.length, found[i + 1]?.index ?? log.length);
    const marked = below.indexOf(BAML_REPLY);
    if (marked < 0) continue;
    const asked = below.slice(0, marked).replace(INDENT, '\n');
    const said = below.slice(marked + BAML_REPLY.length - 1);
    const end = BAML_END.exec(said)?.index ?? said.length;
    const block = said.slice(0, end).replace(INDENT, '\n');
    pieces.push(block);
    calls.push({
      start: length + skipBlank(block, 0),
      end: length + trimmedEnd(block, 0, block.length),
      prompt: bamlPrompt(asked),
      model: model ?? null,
      inputTokens: counted(input),
      outputTokens: counted(output),
      durationMs: counted(took),
      finishReason: stop === 'unknown' ? null : (stop ?? null),
    });
    length += block.length;
  }
  return calls.length === 0 ? null : { text: pieces.join(''), calls };
}

function bamlPrompt(block: string): readonly PromptMessage[] {
  const at = block.indexOf(BAML_PROMPT);
  const words = at < 0 ? '' : block.slice(at + BAML_PROMPT.length).trim();
  if (words === '') return [];
  const role = SPOKEN.exec(words)?.[1];
  return [
    {
      role: role === 'system' ? 'system' : 'user',
      text: words.slice(role === undefined ? 0 : role.length + 2),
    },
  ];
}

/** The counts that `mlx_lm` prints below an output, and the line that stands above and below it. */
const MLX_COUNTS =
  /^={10}\nPrompt: (\d{1,12}) tokens, [\d.]{1,20} tokens-per-sec\nGeneration: (\d{1,12}) tokens, /gm;
const MLX_RULE = '==========\n';

/** What `mlx_lm.generate` prints on a Mac. */
function mlxGenerate(saved: string): PrintedText | null {
  if (!saved.includes('tokens-per-sec')) return null;
  const text = withoutEscapes(saved);
  const model =
    /mlx_(?:lm|vlm)[. ]generate[^\n]{0,400} --model[ =](\S{1,200})/.exec(text)?.[1] ?? null;
  const calls: PrintedCall[] = [];
  let last = 0;
  for (const counts of text.matchAll(MLX_COUNTS)) {
    const [, input, output] = counts;
    const before = text.slice(last, counts.index);
    const rule = before.lastIndexOf(MLX_RULE);
    const from = last + (rule < 0 ? 0 : rule + MLX_RULE.length);
    last = counts.index + counts[0].length;
    calls.push({
      start: skipBlank(text, from),
      end: trimmedEnd(text, from, counts.index),
      prompt: [],
      model,
      inputTokens: counted(input),
      outputTokens: counted(output),
      durationMs: null,
      finishReason: null,
    });
  }
  return calls.length === 0 ? null : { text, calls };
}
