import { msg } from '../../../model/message';
import type { Format } from '../../format';
import { contentText } from '../../build/content';
import { parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { at, count, has, isObject, list, num, str, text, time } from '../../../text/json';
import { replayPatches } from './patchLog';
import { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE } from '../../build/usage';

/**
 * VS Code chat: the JSON of "Chat: Export Chat...", session files (v3), and the newer patch log (`.jsonl`, lines of
 * `{kind, k, v}`). A request with its response is one trace.
 */
export const vscodeChat: Format = {
  id: 'vscode-chat',
  title: msg('VS Code chat session'),
  unit: 'file',
  detect: ({ records }) =>
    records.some(({ value }) => isSession(value)) || isPatchLog(records[0]?.value),
  parse(records) {
    const first = records[0];
    if (!first) return parsed();
    const replayed = isPatchLog(first.value);
    const sessions = replayed
      ? [{ ...first, value: replayPatches(records.map(({ value }) => value)) }]
      : records;
    const traces = sessions.flatMap(({ value, range }) =>
      // A patched request has no single place in the file.
      list(value, 'requests').map((request) =>
        readRequest(request, placeAt(replayed ? null : range)),
      ),
    );
    return parsed(...traces.filter((t) => !t.isBlank || t.prompt.length > 0).map((t) => t.build()));
  },
};

function isSession(value: unknown): boolean {
  const requests = list(value, 'requests');
  const known = has(value, 'responderUsername') || has(value, 'sessionId');
  return known && requests.some((r) => has(r, 'message') && has(r, 'response'));
}

function isPatchLog(value: unknown): boolean {
  return num(value, 'kind') === 0 && isObject(at(value, 'v')) && has(at(value, 'v'), 'requests');
}

function readRequest(request: unknown, where: RecordedPlace): TraceBuilder {
  const trace = new TraceBuilder();
  const result = at(request, 'result');
  const words = text(request, 'message', 'text') ?? contentText(at(request, 'message', 'parts'));
  if (words !== '') trace.prompt.push({ role: 'user', text: words });
  trace.id = text(request, 'requestId') ?? text(request, 'responseId');
  trace.model = modelOf(request);
  trace.provider = text(request, 'agent', 'extensionDisplayName');
  trace.timing = {
    startedAt: time(request, 'timestamp'),
    durationMs: num(result, 'timings', 'totalElapsed'),
    ttftMs: num(result, 'timings', 'firstProgress'),
  };
  if (isObject(at(result, 'errorDetails'))) trace.finishReason = 'error';
  else if (at(request, 'isCanceled') === true) trace.finishReason = 'cancelled';
  const parts = list(request, 'response');
  const rounds = list(result, 'metadata', 'toolCallRounds');
  addParts(trace, parts, where, sentOf(rounds));
  if (!parts.some(hasThinking)) addRoundThinking(trace, rounds, where);
  if (!trace.hasReasoning && parts.some(isSealed)) trace.reasoning('', 'hidden', where);
  addRoundCalls(trace, rounds, where);
  readUsage(trace, request, rounds);
  return trace;
}

/** With automatic choice a part of the response or its details ("GPT-5 mini • 0x") say which model answered. */
function modelOf(request: unknown): string | null {
  const id = text(request, 'modelId')?.replace(/^copilot\//, '') ?? null;
  if (id !== null && id !== 'auto') return id;
  const choice = list(request, 'response').find((p) => str(p, 'kind') === 'autoModeResolution');
  const chosen = text(choice, 'resolved', 'id');
  if (chosen !== null) return chosen;
  const details = text(request, 'result', 'details') ?? '';
  return details === '' ? id : (details.split(' • ')[0] ?? id);
}

/** Parts that are furniture of the panel. */
const FURNITURE = new Set([
  'agentDetection',
  'autoModeResolution',
  'clearToPreviousToolInvocation',
  'codeCitation',
  'codeblockUri',
  'command',
  'confirmation',
  'elicitation',
  'elicitationSerialized',
  'extensions',
  'externalToolInvocationUpdate',
  'hook',
  'mcpServersStarting',
  'mcpServersStartingSlow',
  'multiDiffData',
  'notebookEditGroup',
  'prepareToolInvocation',
  'progressMessage',
  'progressTask',
  'progressTaskSerialized',
  'pullRequest',
  'references',
  'textEditGroup',
  'treeData',
  'undoStop',
  'usedContext',
  'warning',
  'workspaceEdit',
  'questionCarousel',
]);

/** Stretches of text and thinking come in pieces: neighbours are put together as recorded. */
function addParts(
  trace: TraceBuilder,
  parts: readonly unknown[],
  where: RecordedPlace,
  sent: ReadonlyMap<string, unknown>,
): void {
  let answer = '';
  let thinking = { id: '', text: '' };
  const flush = () => {
    trace.answer(answer, where);
    trace.reasoning(thinking.text, null, where);
    answer = '';
    thinking = { id: '', text: '' };
  };
  for (const part of parts) {
    const kind = str(part, 'kind');
    if (kind === 'thinking') {
      const id = str(part, 'id') ?? '';
      // An empty piece ends a thought; the next one may have the same id.
      if (answer !== '' || id !== thinking.id || valueOf(part) === '') flush();
      thinking = { id, text: thinking.text + valueOf(part) };
    } else if (kind === null || kind === 'markdownContent' || kind === 'markdownVuln') {
      if (thinking.text !== '') flush();
      answer += str(part, 'content', 'value') ?? valueOf(part);
    } else if (kind === 'inlineReference') {
      answer += answer === '' ? '' : (text(part, 'name') ?? '');
    } else if (kind === 'toolInvocationSerialized' || kind === 'toolInvocation') {
      flush();
      addInvocation(trace, part, where, sent);
    } else if (!FURNITURE.has(kind)) {
      flush();
      trace.raw(kind, part, where);
    }
  }
  flush();
}

function hasThinking(part: unknown): boolean {
  return str(part, 'kind') === 'thinking' && valueOf(part) !== '';
}

/** A thought whose id is all that was kept: the provider's handle to reasoning that is not shown. */
function isSealed(part: unknown): boolean {
  return str(part, 'kind') === 'thinking' && text(part, 'id') !== null && valueOf(part) === '';
}

function valueOf(part: unknown): string {
  const value = at(part, 'value') ?? part;
  if (typeof value === 'string') return value;
  return (
    list(value)
      .filter((v) => typeof v === 'string')
      .join('') ||
    (str(value, 'value') ?? '')
  );
}

/** What was sent to tools, by the id of the call, where the rounds were kept. */
function sentOf(rounds: readonly unknown[]): ReadonlyMap<string, unknown> {
  const calls = rounds.flatMap((round) => list(round, 'toolCalls'));
  return new Map(calls.map((call) => [text(call, 'id') ?? '', at(call, 'arguments')]));
}

/** The panel's line about a call, with what was sent. */
function addInvocation(
  trace: TraceBuilder,
  part: unknown,
  where: RecordedPlace,
  sent: ReadonlyMap<string, unknown>,
): void {
  const id = text(part, 'toolCallId');
  // A call is serialised again when its state changes.
  if (id !== null && trace.hasCall(id)) return;
  const input =
    text(part, 'resultDetails', 'input') ??
    text(part, 'toolSpecificData', 'commandLine', 'original') ??
    (id === null ? undefined : sent.get(id));
  const message = at(part, 'invocationMessage');
  trace.toolCall(text(part, 'toolId'), input ?? valueOf(message), id, where);
  const shown = list(part, 'resultDetails', 'output').flatMap((o) => text(o, 'value') ?? []);
  const result = text(part, 'toolSpecificData', 'result');
  const output = shown.length === 0 && result !== null ? [result] : shown;
  if (output.length > 0) {
    const failed = at(part, 'resultDetails', 'isError') === true;
    trace.toolResult(output.join('\n\n'), id, failed, where);
  }
}

/** Thinking is recorded twice, and in some versions only here, where it may be ciphertext. */
function addRoundThinking(
  trace: TraceBuilder,
  rounds: readonly unknown[],
  where: RecordedPlace,
): void {
  for (const round of rounds) {
    const thinking = at(round, 'thinking');
    const words = valueOf(at(thinking, 'text') ?? '');
    if (words !== '') trace.reasoning(words, null, where, count(thinking, 'tokens'));
    else if (text(thinking, 'encrypted') !== null) trace.reasoning('', 'redacted', where);
  }
}

/** Calls of the rounds that the panel did not show. */
function addRoundCalls(
  trace: TraceBuilder,
  rounds: readonly unknown[],
  where: RecordedPlace,
): void {
  if (trace.hasCalls) return;
  for (const call of rounds.flatMap((round) => list(round, 'toolCalls'))) {
    trace.toolCall(text(call, 'name'), at(call, 'arguments') ?? '', text(call, 'id'), where);
  }
}

function readUsage(trace: TraceBuilder, request: unknown, rounds: readonly unknown[]): void {
  const usage = at(request, 'result', 'usage') ?? at(request, 'result', 'metadata', 'usage');
  const counts = rounds.flatMap((round) => count(round, 'thinking', 'tokens') ?? []);
  const thinking = counts.reduce((a, b) => a + b, 0);
  trace.usage = {
    ...NO_USAGE,
    inputTokens: count(usage, 'promptTokens') ?? count(usage, 'prompt_tokens'),
    outputTokens: count(usage, 'completionTokens') ?? count(usage, 'completion_tokens'),
    reasoningTokens: thinking > 0 ? thinking : null,
  };
}
