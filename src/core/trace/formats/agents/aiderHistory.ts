import { msg } from '../../../model/message';
import { NO_USAGE } from '../../build/usage';
import type { FileRecord, Format, TraceDraft } from '../../format';
import type { Usage } from '../../../model/trace';
import { parsed, placeAt, type RecordedPlace } from '../../build/draft';
import { aiderEdits } from './aiderEdits';
import { addTaggedText } from '../apis/logMessage';
import { TraceBuilder } from '../../build/traceBuilder';

const STARTED = /^# aider chat started at (.{10,40})$/;
const HEADING = /^####(?: |$)/;
/** Aider ends every line of the user with two blanks: a heading without them is one of a reply. */
const ASKED = /^#### [^]*? {2}\r?$/;
const MODEL = /^> (?:Main model|Model): (\S+)/;

/**
 * Aider's `.aider.chat.history.md`: `####` lines are the user's, quoted lines the program's, the rest is replies,
 * with their thinking between banners or tags. A run of headings is answered by one reply, and by another for each
 * time that aider sent errors of linter, tests or edits back; every reply is a trace.
 */
export const aiderHistory: Format = {
  id: 'aider-history',
  title: msg('Aider chat history'),
  unit: 'file',
  detect: ({ container, text }) =>
    container === 'text' && text.split('\n', 200).some((line) => STARTED.test(line)),
  parse: (records) => parsed(...records.flatMap(readHistory)),
};

/** A line of the file; offsets into the text are kept so that a reply is an exact substring. */
interface Line {
  readonly line: string;
  readonly start: number;
  readonly end: number;
}

/** One user turn and the lines after it. */
interface Turn {
  readonly prompt: string[];
  readonly lines: Line[];
  readonly model: string | null;
  readonly startedAt: number | null;
}

function readHistory({ value, range }: FileRecord): readonly TraceDraft[] {
  if (typeof value !== 'string') return [];
  return turnsOf(value).flatMap((turn) =>
    repliesOf(turn.lines).map(({ from, to, tokens, said }) => {
      const trace = new TraceBuilder();
      trace.model = turn.model;
      trace.timing = { startedAt: turn.startedAt };
      trace.prompt.push({ role: 'user', text: turn.prompt.join('\n') });
      addTaggedText(trace, value.slice(from, to), placeAt(range));
      addEdits(trace, value.slice(from, to), said, placeAt(range, turn.startedAt));
      trace.usage = usageOf(tokens);
      trace.costUsd = numberIn(tokens, /\$(\d{1,6}(?:\.\d{1,8})?) message/);
      return trace.build();
    }),
  );
}

/** The changes of an answer as tools, as other agents have them, with what became of each. */
function addEdits(
  trace: TraceBuilder,
  reply: string,
  said: readonly string[],
  where: RecordedPlace,
): void {
  for (const [i, { path, diff, content, applied }] of aiderEdits(reply, said).entries()) {
    const input = JSON.stringify(diff === null ? { path, content } : { path, diff });
    const id = `edit-${i + 1}`;
    trace.toolCall(diff === null ? 'write_file' : 'search_replace', input, id, where);
    const result = applied ? `Applied edit to ${path}` : 'Not applied.';
    trace.toolResult(result, id, !applied, where);
  }
}

function turnsOf(text: string): readonly Turn[] {
  const turns: Turn[] = [];
  const lines = text.split('\n');
  // An editor may have taken the blanks at the ends of lines away.
  const marked = lines.some((line) => ASKED.test(line));
  let model: string | null = null;
  let startedAt: number | null = null;
  let inHeading = false;
  let start = 0;
  for (const raw of lines) {
    const line = raw.trimEnd();
    const isHeading = HEADING.test(line) && (!marked || /\s{2}$/.test(raw.replace(/\r$/, '')));
    const end = start + raw.length;
    const started = STARTED.exec(line)?.[1];
    const turn = turns.at(-1);
    if (started !== undefined) {
      const time = Date.parse(started.replace(' ', 'T'));
      startedAt = Number.isFinite(time) ? time : null;
    } else if (isHeading) {
      const words = line.slice('#### '.length);
      if (inHeading && turn) turn.prompt.push(words);
      else turns.push({ prompt: [words], lines: [], model, startedAt });
    } else {
      model = MODEL.exec(line)?.[1] ?? model;
      turn?.lines.push({ line, start, end });
    }
    inHeading = isHeading;
    start = end + 1;
  }
  return turns;
}

interface Reply {
  readonly from: number;
  readonly to: number;
  /** The line with its tokens and cost; '' for none. */
  readonly tokens: string;
  /** What the program says after it. */
  readonly said: readonly string[];
}

/**
 * Replies end at their token counts. What follows the last count is the program's output; without any count there is
 * one reply.
 */
function repliesOf(lines: readonly Line[]): readonly Reply[] {
  const counts = lines.flatMap(({ line }, i) => (line.startsWith('> Tokens: ') ? [i] : []));
  if (counts.length === 0) return replyIn(lines, '', []);
  return counts.flatMap((at, n) =>
    replyIn(
      lines.slice((counts[n - 1] ?? -1) + 1, at),
      lines[at]?.line ?? '',
      saidIn(lines.slice(at + 1, counts[n + 1])),
    ),
  );
}

/** From the first line that is not the program's to the last one. */
function replyIn(
  lines: readonly Line[],
  tokens: string,
  said: readonly string[],
): readonly Reply[] {
  const first = lines.find(isReply);
  const last = lines.findLast(isReply);
  return first && last ? [{ from: first.start, to: last.end, tokens, said }] : [];
}

const isReply = ({ line }: Line): boolean => line !== '' && !line.startsWith('>');

/** The program's lines up to the next reply. */
function saidIn(lines: readonly Line[]): readonly string[] {
  const next = lines.findIndex(isReply);
  return lines.slice(0, next < 0 ? lines.length : next).map(({ line }) => line);
}

/** What was sent has the cached tokens inside (LiteLLM's counting, which aider prints). */
function usageOf(tokens: string): Usage {
  return {
    ...NO_USAGE,
    inputTokens: numberIn(tokens, /(\d{1,6}(?:\.\d{1,3})?[kM]?) sent/),
    outputTokens: numberIn(tokens, /(\d{1,6}(?:\.\d{1,3})?[kM]?) received/),
    cachedInputTokens: numberIn(tokens, /(\d{1,6}(?:\.\d{1,3})?[kM]?) cache hit/),
    cacheWriteTokens: numberIn(tokens, /(\d{1,6}(?:\.\d{1,3})?[kM]?) cache write/),
    note: /\d[kM] /.test(tokens) ? msg('Aider rounds its counts to thousands.') : null,
  };
}

function numberIn(line: string, pattern: RegExp): number | null {
  const found = pattern.exec(line)?.[1];
  if (found === undefined) return null;
  const factor = found.endsWith('k') ? 1e3 : found.endsWith('M') ? 1e6 : 1;
  const n = Number(found.replace(/[kM]$/, '')) * factor;
  return factor === 1 ? n : Math.round(n);
}
