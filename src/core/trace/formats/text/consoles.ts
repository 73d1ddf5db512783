import type { TraceBuilder } from '../../build/traceBuilder';
import { splitTagged } from '../../build/tags';
import { part, shifted } from '../../build/taggedText';
import { NO_USAGE } from '../../build/usage';
import { isReasoned, type TextChat, type TextTurn } from './textChat';

/** A console program that talks with a model: how a line of the user begins. */
interface Console {
  readonly prompt: RegExp;
  /** What its output must have. */
  readonly mark: RegExp;
}

const CONSOLES: readonly Console[] = [
  // `ollama run`; `...` continues a line of the user.
  { prompt: /^>>> ?(.*)$/gm, mark: /^(?:>>> |Thinking\.\.\.$)/m },
  // `llama-cli` of llama.cpp.
  { prompt: /^> (.*)$/gm, mark: /^\[Start thinking\]/m },
];

/** Text that programs add to the words: escape codes for colours and the cursor, spinners. */
// oxlint-disable-next-line no-control-regex -- Escape codes begin with a control character.
const ESCAPES = /\u001b\[(?:(\d{1,3})D\u001b\[K|[\d;?]*[ -/]*[@-~])/g;
const SPINNER = /[\u2800-\u28ff] ?/g;

/** A saved console session with `ollama run` or `llama-cli`; `null` when it is something else. */
export function consoleChat(saved: string): TextChat | null {
  if (!/Thinking\.\.\.|\[Start thinking\]|>>> /.test(saved)) return null;
  const text = withoutEscapes(saved);
  for (const { prompt, mark } of CONSOLES) {
    if (!mark.test(text)) continue;
    const chat = { text, turns: turnsOf(text, prompt) };
    if (isReasoned(chat)) return chat;
  }
  return null;
}

/** The text as it stood on the screen. */
export function withoutEscapes(saved: string): string {
  const lines = saved.replace(/\r\n?/g, '\n');
  if (!lines.includes('\u001b')) return lines;
  let screen = '';
  let last = 0;
  for (const match of lines.matchAll(ESCAPES)) {
    screen += lines.slice(last, match.index);
    // The cursor goes back over a word that is written again on the next line.
    if (match[1] !== undefined) screen = screen.slice(0, -Number(match[1]));
    last = match.index + match[0].length;
  }
  return (screen + lines.slice(last)).replace(SPINNER, '');
}

function turnsOf(text: string, prompt: RegExp): readonly TextTurn[] {
  const model = modelIn(text);
  const prompts = promptsIn(text, prompt);
  const turns: TextTurn[] = [];
  const answer = (from: number, to: number) => {
    const turn = answerTurn(text, from, to, model);
    if (turn !== null) turns.push(turn);
  };
  if (prompts.length === 0) answer(0, text.length);
  for (const [i, found] of prompts.entries()) {
    const words = found[1] ?? '';
    const start = found.index + found[0].length - words.length;
    const end = promptEnd(text, found.index + found[0].length);
    if (!words.startsWith('/') && words.trim() !== '') {
      turns.push({ role: 'user', parts: [part('prompt', start, end, 'user')], truncated: false });
    }
    answer(end, prompts[i + 1]?.index ?? text.length);
  }
  return turns;
}

/**
 * The lines of the user. Answers have such lines too (quotes, examples of a Python shell): later ones must be followed by
 * thinking, or follow the program's own line, and none stands in a code fence.
 */
function promptsIn(text: string, prompt: RegExp): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  let fenced = false;
  let from = 0;
  for (const match of text.matchAll(prompt)) {
    for (const line of text.slice(from, match.index).split('\n')) {
      if (line.startsWith('```')) fenced = !fenced;
    }
    from = match.index + match[0].length;
    const next = text.slice(from, from + 400).trimStart();
    const told = /^(?:Thinking\.\.\.|\[Start thinking\]|Exiting\.\.\.)/.test(next) || next === '';
    const before = text.slice(Math.max(0, match.index - 400), match.index).trimEnd();
    const after = /(?:t\/s \]|tokens\/s)$/.test(before);
    const isCommand = (match[1] ?? '').startsWith('/');
    if (found.length === 0 || told || after || isCommand || (!fenced && isShell(match[0]))) {
      found.push(match);
      fenced = false;
    }
  }
  return found;
}

/** `>>> ` outside code is hardly anything else; `> ` is also a quote. */
function isShell(line: string): boolean {
  return line.startsWith('>>>');
}

/** Lines of the user go on behind `... `. */
function promptEnd(text: string, lineEnd: number): number {
  let end = lineEnd;
  while (text.startsWith('\n... ', end)) {
    const next = text.indexOf('\n', end + 1);
    end = next < 0 ? text.length : next;
  }
  return end;
}

/** The counts that `--verbose` prints after an answer, or llama-cli's speeds. */
const STATS = /^(?:total duration: +\S|\[ ?Prompt: [\d.]+ t\/s|llama_perf|Exiting\.\.\.)/m;

function answerTurn(text: string, from: number, to: number, model: string | null): TextTurn | null {
  const body = text.slice(from, to);
  const stats = STATS.exec(body);
  const words = body.slice(0, stats?.index ?? body.length).trimEnd();
  const lead = words.length - words.trimStart().length;
  const spoken = words.slice(lead);
  if (spoken === '') return null;
  const found = splitTagged(spoken);
  const parts = found === null ? [part('answer', 0, spoken.length)] : [...found.parts];
  const facts = (trace: TraceBuilder) => {
    trace.model = model;
    if (stats) readStats(trace, body.slice(stats.index));
  };
  const truncated = found?.truncated === true;
  return { role: 'assistant', parts: shifted(parts, from + lead), truncated, facts };
}

/** The model of the command line, or of llama-cli's banner. */
function modelIn(text: string): string | null {
  const head = text.slice(0, 8_000);
  return (
    /ollama run (?:--\S+ )*([\w./:-]{1,100})/.exec(head)?.[1] ??
    /^model +: +(\S{1,200})$/m.exec(head)?.[1] ??
    null
  );
}

function readStats(trace: TraceBuilder, stats: string): void {
  const counted = (name: string) => {
    const found = new RegExp(`^${name}: +(\\d{1,9}) token`, 'm').exec(stats)?.[1];
    return found === undefined ? null : Number(found);
  };
  const took = (name: string) => {
    const found = new RegExp(`^${name}: +([^ \\n]{1,20})`, 'm').exec(stats)?.[1];
    return found === undefined ? null : milliseconds(found);
  };
  const outputTokens = counted('eval count');
  if (outputTokens === null) return;
  trace.usage = { ...NO_USAGE, inputTokens: counted('prompt eval count'), outputTokens };
  trace.timing = { durationMs: took('total duration') };
}

const UNITS: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
  µs: 1e-3,
  ns: 1e-6,
};

/** A duration as Go writes it ("1m2.5s"). */
function milliseconds(duration: string): number {
  let sum = 0;
  for (const [, n, unit = 's'] of duration.matchAll(/(\d{1,9}(?:\.\d{1,9})?)(h|ms|µs|ns|m|s)/g)) {
    sum += Number(n) * (UNITS[unit] ?? 0);
  }
  return sum;
}
