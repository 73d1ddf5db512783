import type { FileRecord, Format, ParseResult, TraceDraft } from '../../format';
import type { Usage } from '../../../model/trace';
import { askedIn, ClaudeGrouper } from './claudeGrouper';
import { isPartial, partialOf, startAsLine } from './claudePartials';
import { anthropicBlocks } from '../../build/anthropicBlocks';
import { contentText } from '../../build/content';
import { callIdOf, isFailed, resultText } from '../../build/contentBlocks';
import { nothing, parsed, type RecordedPlace, placeAt, placeOf } from '../../build/draft';
import { elapsed } from '../../build/embedded';
import { msg } from '../../../model/message';
import { at, bool, list, num, obj, str, text, time } from '../../../text/json';
import { TraceBuilder } from '../../build/traceBuilder';
import { anthropicUsage, NO_USAGE } from '../../build/usage';

/**
 * Claude Code session log (`~/.claude/projects/<path>/<uuid>.jsonl`, sub-agents in `agent-*.jsonl`) and the stream
 * of `claude -p --output-format stream-json`: one line per content block; the lines of one generation share
 * `message.id` and repeat its usage. Of a message that was stopped there may be the events alone (`stream_event`).
 */
export const claudeCode: Format = {
  id: 'claude-code',
  title: msg('Claude Code session'),
  unit: () => new ClaudeGrouper(),
  detect: ({ records }) => records.some(({ value }) => isLogLine(value)),
  parse: parseGeneration,
};

/** The same lines wrapped in one document (`{loglines: [...]}`, what a web session exports). */
export const claudeCodeDocument: Format = {
  id: 'claude-code-document',
  title: msg('Claude Code session (one document)'),
  unit: 'file',
  detect: ({ records }) =>
    records.some(({ value }) => list(value, 'loglines').some((line) => isTurn(line))),
  parse(records) {
    const lines = records.flatMap(({ value, range, name }) =>
      list(value, 'loglines').map((line) => ({ value: line, range, name })),
    );
    return parsed(...generationsOf(lines));
  },
};

/** The generations of lines that are all at hand. */
export function generationsOf(lines: readonly FileRecord[]): readonly TraceDraft[] {
  const grouper = new ClaudeGrouper();
  const groups = [...lines.flatMap((line) => grouper.push(line)), ...grouper.end()];
  return groups.flatMap((group) => parseGeneration(group).traces);
}

/** When a line was written. Cowork's audit log keeps the lines of `claude -p`, which have no time, with one of its own. */
export function claudeTime(line: unknown): number | null {
  return time(line, 'timestamp') ?? time(line, '_audit_timestamp');
}

function isLogLine(value: unknown): boolean {
  const session = str(value, 'sessionId') ?? str(value, 'session_id') ?? str(value, 'agentId');
  return session !== null && (isTurn(value) || isPartial(value));
}

function isTurn(value: unknown): boolean {
  const type = str(value, 'type');
  const role = str(value, 'message', 'role');
  // Qwen Code has the same frame around Gemini's parts.
  const content = at(value, 'message', 'content');
  return (type === 'user' || type === 'assistant') && role === type && content !== undefined;
}

function parseGeneration(group: readonly FileRecord[]): ParseResult {
  const told = group.some(({ value }) => str(value, 'type') === 'assistant');
  const records = told ? group : group.map(startAsLine);
  const lines = records.filter(({ value }) => str(value, 'type') === 'assistant');
  const first = lines[0];
  if (!first || isFromClient(first.value)) return nothing();
  const trace = new TraceBuilder();
  trace.id = str(first.value, 'message', 'id') ?? str(first.value, 'uuid');
  trace.model = modelOf(first.value);
  trace.usage = usageOf(records, lines);
  trace.effort = text(first.value, 'effort');
  const before = records.slice(0, records.indexOf(first));
  addPrompt(trace, before);
  const start = before.length > 0 ? claudeTime(before.at(-1)!.value) : null;
  addLines(trace, records.slice(before.length), start);
  addPartial(trace, group);
  for (const { value } of lines) {
    trace.finishReason = str(value, 'message', 'stop_reason') ?? trace.finishReason;
    if (bool(value, 'isAbortedMidStream') === true) trace.truncated = true;
    if (bool(value, 'isApiErrorMessage') === true) trace.finishReason = 'error';
  }
  const end = claudeTime(lines.at(-1)!.value);
  trace.timing = {
    startedAt: start ?? claudeTime(first.value),
    // What the client wrote itself took no model any time.
    durationMs: isSynthetic(first.value) ? null : elapsed(start, end),
  };
  addResult(trace, records);
  return trace.isBlank ? nothing() : parsed(trace.build());
}

/** What the client wrote in the model's place ("No response requested.") is no generation; an API error tells of one. */
function isFromClient(line: unknown): boolean {
  return isSynthetic(line) && bool(line, 'isApiErrorMessage') !== true;
}

/** Turns that the client made up itself have no model. */
function modelOf(line: unknown): string | null {
  return isSynthetic(line) ? null : text(line, 'message', 'model');
}

function isSynthetic(line: unknown): boolean {
  return text(line, 'message', 'model') === '<synthetic>';
}

function addPrompt(trace: TraceBuilder, before: readonly FileRecord[]): void {
  const words = contentText(askedIn(before[0]?.value));
  if (words !== '') trace.prompt.push({ role: 'user', text: words });
}

/** Blocks in file order; a block's line is written when the block is complete, so the gap before it is its time. */
function addLines(trace: TraceBuilder, records: readonly FileRecord[], start: number | null): void {
  const facts = { model: trace.model, reasoningTokens: trace.usage.reasoningTokens };
  const seen = new Set<string>();
  let last = start;
  for (const { value, range } of records) {
    const when = claudeTime(value);
    if (str(value, 'type') !== 'assistant') {
      addResults(trace, value, placeAt(range, when));
      continue;
    }
    const durationMs = elapsed(last, when);
    const where = placeAt(range, when, durationMs);
    const content = at(value, 'message', 'content');
    const blocks = Array.isArray(content) ? list(content).filter(isNew(seen)) : content;
    trace.add(anthropicBlocks(blocks, where, facts));
    last = when ?? last;
  }
}

/** Blocks that were being written when the run was stopped. */
function addPartial(trace: TraceBuilder, records: readonly FileRecord[]): void {
  const partial = partialOf(records);
  if (partial === null) return;
  trace.add(partial.segments);
  trace.truncated ||= partial.truncated;
  trace.problems.push(...partial.problems.filter(({ code }) => code === 'truncated'));
}

/** A block that is repeated on a later line has the same id or signature. */
function isNew(seen: Set<string>): (block: unknown) => boolean {
  return (block) => {
    const key = text(block, 'id') ?? text(block, 'signature') ?? text(block, 'data');
    if (key === null) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}

function addResults(trace: TraceBuilder, line: unknown, where: RecordedPlace): void {
  for (const block of list(line, 'message', 'content')) {
    if (str(block, 'type') !== 'tool_result') continue;
    const callId = callIdOf(block);
    // One user line may answer calls of several generations.
    if (callId !== null && trace.hasCalls && !trace.hasCall(callId)) continue;
    trace.toolResult(resultText(block), callId, isFailed(block), where);
  }
}

/**
 * Usage is repeated on every line and grows: the largest counts, taken once. `claude -p` tells the final counts on a
 * line of their own; without those and without a stop reason the output is the count of the stream's start.
 */
function usageOf(records: readonly FileRecord[], lines: readonly FileRecord[]): Usage {
  const final = records.findLast(({ value }) => countsOf(value) !== null);
  const all = lines.map(({ value }) => anthropicUsage(at(value, 'message', 'usage')));
  const best = all.reduce(
    (a, b) => ((b.outputTokens ?? -1) >= (a.outputTokens ?? -1) ? b : a),
    NO_USAGE,
  );
  if (final) {
    const counted = anthropicUsage(countsOf(final.value));
    // A delta may count only the output.
    return counted.inputTokens === null
      ? { ...best, outputTokens: counted.outputTokens ?? best.outputTokens }
      : counted;
  }
  const stopped = lines.some(({ value }) => str(value, 'message', 'stop_reason') !== null);
  if (stopped || best.outputTokens === null) return best;
  return {
    ...best,
    outputBound: 'at-least',
    note: msg('No stop reason was logged: the output count is the placeholder of the stream start'),
  };
}

function countsOf(line: unknown): object | null {
  return str(line, 'type') === 'result' ? obj(line, 'usage') : obj(line, 'event', 'usage');
}

/** What `claude -p` says at the end of a run of one generation: its cost, its time, how it stopped. */
function addResult(trace: TraceBuilder, records: readonly FileRecord[]): void {
  for (const { value } of records) {
    trace.finishReason = str(value, 'event', 'delta', 'stop_reason') ?? trace.finishReason;
    if (str(value, 'type') !== 'result') continue;
    trace.costUsd = num(value, 'total_cost_usd');
    trace.finishReason = str(value, 'stop_reason') ?? trace.finishReason;
    const durationMs = num(value, 'duration_ms');
    if (durationMs !== null) trace.timing = { ...trace.timing, durationMs };
  }
}

/** The single object of `claude -p --output-format json`: the answer and the counts of the whole run. */
export const claudeResult: Format = {
  id: 'claude-code-result',
  title: msg('Claude Code result'),
  unit: 'record',
  detect: ({ records }) => records.some(({ value }) => isResult(value)),
  parse: ([record]) => {
    if (!record || !isResult(record.value)) return nothing();
    const { value } = record;
    const trace = new TraceBuilder();
    const models = Object.keys(obj(value, 'modelUsage') ?? {});
    trace.id = str(value, 'uuid') ?? str(value, 'session_id');
    trace.model = models.length === 1 ? (models[0] ?? null) : null;
    trace.usage = anthropicUsage(at(value, 'usage'));
    addResult(trace, [record]);
    if (bool(value, 'is_error') === true) trace.finishReason = str(value, 'subtype') ?? 'error';
    const answer = str(value, 'result') ?? '';
    // Counted, but not in this file: more output than the answer can be, in a run of one turn.
    const unseen = num(value, 'num_turns') === 1 && (trace.usage.outputTokens ?? 0) > answer.length;
    if (unseen) trace.reasoning('', 'hidden', placeOf(record));
    trace.answer(answer, placeOf(record));
    return trace.isBlank ? nothing() : parsed(trace.build());
  },
};

function isResult(value: unknown): boolean {
  return (
    str(value, 'type') === 'result' &&
    str(value, 'session_id') !== null &&
    at(value, 'duration_ms') !== undefined
  );
}
