import { msg } from '../../../model/message';
import { say } from '../../../model/sentence';
import type { PromptMessage, Usage } from '../../../model/trace';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { promptMessages } from '../../build/content';
import { inFile, parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { asScore, outcomeOf } from '../../build/outcome';
import { itemsOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';
import { NO_USAGE, unlessZero } from '../../build/usage';
import { at, bool, count, has, isObject, list, num, str, text, time } from '../../../text/json';
import { addModelOutput } from '../apis/modelOutput';
import { addPrintedOutput } from './promptfooOutput';

/**
 * Results of promptfoo (`promptfoo eval -o results.json|jsonl|yaml`, versions 2 and 3): a trace per result, one call
 * each. As written by promptfoo 0.123 (November 2026).
 */
export const promptfoo: Format = {
  id: 'promptfoo',
  title: msg('promptfoo results'),
  unit: 'record',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => isEval(value) || resultsOf(value).slice(0, 50).some(isResult)),
  parse: (records) => parsed(...itemsOf(records).flatMap(readRecord)),
};

/** The head of a long file may end before its first result. */
function isEval(value: unknown): boolean {
  const metrics = at(value, 'results', 'prompts', 0, 'metrics');
  return typeof at(value, 'results', 'version') === 'number' && isObject(metrics);
}

function resultsOf(value: unknown): readonly unknown[] {
  const summary = at(value, 'results');
  if (Array.isArray(summary)) return list(summary);
  return isObject(summary) ? list(summary, 'results') : [value];
}

function isResult(value: unknown): boolean {
  const asked = text(value, 'prompt', 'raw') ?? text(value, 'prompt');
  const judged = has(value, 'success') || has(value, 'gradingResult') || has(value, 'testIdx');
  return asked !== null && providerOf(value) !== null && judged && has(value, 'vars');
}

function providerOf(result: unknown): string | null {
  return text(result, 'provider', 'id') ?? text(result, 'provider');
}

function readRecord({ value, range }: FileRecord): readonly TraceDraft[] {
  const startedAt = time(at(value, 'results', 'timestamp'));
  const providers = list(value, 'config', 'providers');
  return resultsOf(value)
    .filter(isResult)
    .map((result) => readResult(result, { startedAt, providers }, placeAt(range)));
}

interface Run {
  /** Of the whole evaluation: results have no time of their own. */
  readonly startedAt: number | null;
  readonly providers: readonly unknown[];
}

function readResult(result: unknown, run: Run, where: RecordedPlace): TraceDraft {
  const trace = new TraceBuilder();
  const response = at(result, 'response');
  const called = modelOf(providerOf(result) ?? '');
  trace.id =
    text(result, 'id') ?? `${count(result, 'testIdx') ?? 0}.${count(result, 'promptIdx') ?? 0}`;
  trace.model = text(response, 'metadata', 'model') ?? called.model;
  trace.provider = called.provider;
  trace.effort = effortOf(result, run.providers);
  trace.prompt.push(...promptOf(text(result, 'prompt', 'raw') ?? text(result, 'prompt') ?? ''));
  trace.finishReason = text(response, 'finishReason');
  // An answer out of the cache took no time and no money.
  const cached = bool(response, 'cached') === true;
  trace.timing = { startedAt: run.startedAt, durationMs: cached ? null : num(result, 'latencyMs') };
  trace.costUsd = cached ? null : unlessZero(num(response, 'cost') ?? num(result, 'cost'));
  trace.usage = usageOf(at(response, 'tokenUsage') ?? at(result, 'tokenUsage'));
  trace.outcome = outcomeOf({
    correct: bool(result, 'success'),
    score: asScore(at(result, 'score')),
    expected: null,
  });
  addOutput(trace, response, where);
  const failure = text(response, 'error') ?? (trace.hasSegments() ? null : text(result, 'error'));
  if (failure !== null) {
    trace.outcome = undefined;
    trace.problems.push({
      code: 'truncated',
      message: say('The call failed: {0}', failure.slice(0, 500)),
      ...inFile(where.source),
    });
  }
  return trace.build();
}

/** Where promptfoo does not know a cost or a count it writes 0. */
function usageOf(usage: unknown): Usage {
  const outputTokens = unlessZero(count(usage, 'completion'));
  const details = at(usage, 'completionDetails');
  return {
    ...NO_USAGE,
    inputTokens: unlessZero(count(usage, 'prompt')),
    outputTokens,
    reasoningTokens: outputTokens === null ? null : count(details, 'reasoning'),
    cachedInputTokens: count(details, 'cacheReadInputTokens'),
  };
}

function addOutput(trace: TraceBuilder, response: unknown, where: RecordedPlace): void {
  const raw = bodyOf(at(response, 'raw'));
  if (raw !== null) addModelOutput(trace, raw, where);
  if (trace.hasSegments()) return;
  const output = at(response, 'output');
  if (typeof output === 'string') addPrintedOutput(trace, output, where);
  else if (isObject(output) || Array.isArray(output))
    trace.answer(JSON.stringify(output, null, 2), where);
}

/** The body of a provider's answer, as promptfoo keeps some, where it holds the words. */
function bodyOf(raw: unknown): unknown {
  const value = typeof raw === 'string' ? parsedJson(raw) : raw;
  const said = ['choices', 'content', 'candidates', 'output'].some(
    (key) => list(value, key).length > 0,
  );
  return said ? value : null;
}

/** A prompt is text, or a chat as JSON text. */
function promptOf(raw: string): readonly PromptMessage[] {
  const messages = /^\s*\[/.test(raw) ? parsedJson(raw) : null;
  const chat = list(messages).every((m) => str(m, 'role') !== null) ? promptMessages(messages) : [];
  return chat.length > 0 ? chat : [{ role: 'user', text: raw }];
}

function parsedJson(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    // Other text, which is kept as it is.
    return null;
  }
}

/** Ways of asking that stand between the provider and the model (`openai:responses:gpt-5`). */
const WAYS = new Set(['chat', 'completion', 'completions', 'messages', 'responses', 'assistant']);
/** Providers that are programs of the user's own or no model. */
const NO_MODEL =
  /^(?:file|https?|wss?|exec|python|golang|ruby|webhook|echo|manual-input|browser)\b/;

/** The provider and model in promptfoo's id of a provider. */
function modelOf(id: string): { readonly provider: string | null; readonly model: string | null } {
  if (id === '' || NO_MODEL.test(id)) return { provider: null, model: null };
  const [provider = '', ...rest] = id.split(':');
  if (rest.length === 0) return { provider: null, model: id };
  const named = rest.length > 1 && WAYS.has(rest[0] ?? '') ? rest.slice(1) : rest;
  return { provider, model: named.join(':') };
}

/** The effort that the evaluation's configuration gives the provider of a result. */
function effortOf(result: unknown, providers: readonly unknown[]): string | null {
  const [id, label] = [providerOf(result), text(result, 'provider', 'label')];
  const own = providers.filter((p) => text(p, 'id') === id);
  const provider =
    own.find((p) => text(p, 'label') === label) ?? (own.length === 1 ? own[0] : null);
  for (const config of [at(result, 'prompt', 'config'), at(provider, 'config')]) {
    const effort =
      text(config, 'reasoning_effort') ??
      text(config, 'reasoning', 'effort') ??
      text(config, 'effort');
    if (effort !== null) return effort;
  }
  return null;
}
