import type { FileRecord, Format, TraceDraft } from '../format';
import type { Usage } from '../model';
import { parsed, placeAt } from './draft';
import { addTaggedText } from './logMessage';
import { TraceBuilder } from './traceBuilder';

const STARTED = /^# aider chat started at (.{10,40})$/;
const HEADING = '#### ';
const MODEL = /^> (?:Main model|Model): (\S+)/;

/**
 * Aider's `.aider.chat.history.md`: `####` lines are the user's, quoted lines the program's, the rest is the reply,
 * with its thinking between banners. A trace is what follows one run of headings.
 */
export const aiderHistory: Format = {
  id: 'aider-history',
  title: 'Aider chat history',
  unit: 'file',
  detect: ({ container, text }) =>
    container === 'text' && text.split('\n', 200).some((line) => STARTED.test(line)),
  parse: (records) => parsed(...records.flatMap(readHistory)),
};

/** One user turn and the lines after it; offsets into the text are kept so that the reply is an exact substring. */
interface Turn {
  readonly prompt: string[];
  readonly lines: { readonly line: string; readonly start: number; readonly end: number }[];
  readonly model: string | null;
  readonly startedAt: number | null;
}

function readHistory({ value, range }: FileRecord): readonly TraceDraft[] {
  if (typeof value !== 'string') return [];
  return turnsOf(value).flatMap((turn) => {
    const { from, to } = replyOf(turn);
    if (from >= to) return [];
    const trace = new TraceBuilder();
    trace.model = turn.model;
    trace.timing = { startedAt: turn.startedAt };
    trace.prompt.push({ role: 'user', text: turn.prompt.join('\n') });
    addTaggedText(trace, value.slice(from, to), placeAt(range));
    const tokens = turn.lines.find(({ line }) => line.startsWith('> Tokens: '))?.line ?? '';
    trace.usage = usageOf(tokens);
    trace.costUsd = numberIn(tokens, /\$(\d{1,6}(?:\.\d{1,8})?) message/);
    return [trace.build()];
  });
}

function turnsOf(text: string): readonly Turn[] {
  const turns: Turn[] = [];
  let model: string | null = null;
  let startedAt: number | null = null;
  let inHeading = false;
  let start = 0;
  for (const raw of text.split('\n')) {
    const line = raw.trimEnd();
    const end = start + raw.length;
    const started = STARTED.exec(line)?.[1];
    const turn = turns.at(-1);
    if (started !== undefined) {
      const time = Date.parse(started.replace(' ', 'T'));
      startedAt = Number.isFinite(time) ? time : null;
    } else if (line.startsWith(HEADING)) {
      const words = line.slice(HEADING.length);
      if (inHeading && turn) turn.prompt.push(words);
      else turns.push({ prompt: [words], lines: [], model, startedAt });
    } else {
      model = MODEL.exec(line)?.[1] ?? model;
      turn?.lines.push({ line, start, end });
    }
    inHeading = line.startsWith(HEADING);
    start = end + 1;
  }
  return turns;
}

/** From the first line that is not the program's to its token count, or to its closing remarks. */
function replyOf({ lines }: Turn): { readonly from: number; readonly to: number } {
  const isReply = ({ line }: { readonly line: string }) => line !== '' && !line.startsWith('>');
  const counted = lines.findIndex(({ line }) => line.startsWith('> Tokens: '));
  const reply = counted < 0 ? lines : lines.slice(0, counted);
  const first = reply.find(isReply);
  const last = reply.findLast(isReply);
  return first && last ? { from: first.start, to: last.end } : { from: 0, to: 0 };
}

/** What was sent has the cached tokens inside (LiteLLM's counting, which aider prints). */
function usageOf(tokens: string): Usage {
  return {
    inputTokens: numberIn(tokens, /(\d{1,6}(?:\.\d{1,3})?[kM]?) sent/),
    outputTokens: numberIn(tokens, /(\d{1,6}(?:\.\d{1,3})?[kM]?) received/),
    reasoningTokens: null,
    cachedInputTokens: numberIn(tokens, /(\d{1,6}(?:\.\d{1,3})?[kM]?) cache hit/),
    note: /\d[kM] /.test(tokens) ? 'Aider rounds its counts to thousands.' : null,
  };
}

function numberIn(line: string, pattern: RegExp): number | null {
  const found = pattern.exec(line)?.[1];
  if (found === undefined) return null;
  const factor = found.endsWith('k') ? 1e3 : found.endsWith('M') ? 1e6 : 1;
  const n = Number(found.replace(/[kM]$/, '')) * factor;
  return factor === 1 ? n : Math.round(n);
}
