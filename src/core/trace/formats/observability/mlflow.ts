import type { Usage } from '../../../model/trace';
import { commonUsage } from '../../build/commonUsage';
import { requestEffort } from '../../build/content';
import { Conversation } from '../../build/conversation';
import type { RecordedPlace } from '../../build/draft';
import { unpacked } from '../../build/embedded';
import type { TraceBuilder } from '../../build/traceBuilder';
import { anthropicUsage } from '../../build/usage';
import { at, count, isObject, list, num, text } from '../../../text/json';
import { addModelInput, addModelOutput } from '../apis/modelOutput';

/** What MLflow says that a span is, in its words (`CHAT_MODEL`, `AGENT`, `TOOL` …); `null` where it says nothing. */
export function mlflowType(attributes: unknown): string | null {
  return text([stored(at(attributes, 'mlflow', 'spanType'))], 0);
}

/** Whether MLflow traced a call of a model here. */
export function isMlflowCall(attributes: unknown): boolean {
  return /^(?:CHAT_MODEL|LLM)$/.test(mlflowType(attributes) ?? '');
}

/** What a span was given, in MLflow's attributes. */
export const mlflowInput = (attributes: unknown): unknown =>
  stored(at(attributes, 'mlflow', 'spanInputs'));

/** What a span gave back, in MLflow's attributes. */
export const mlflowOutput = (attributes: unknown): unknown =>
  stored(at(attributes, 'mlflow', 'spanOutputs'));

/** MLflow writes every attribute as JSON text, also words and numbers. */
function stored(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const inList = unpacked(`[${value}]`);
  return Array.isArray(inList) ? list(inList)[0] : value;
}

/** Reads MLflow's attributes of a model call: the request and the response as the provider's library had them. */
export function readMlflow(trace: TraceBuilder, attributes: unknown, where: RecordedPlace): void {
  const own = at(attributes, 'mlflow');
  const input = mlflowInput(attributes);
  const output = mlflowOutput(attributes);
  const asked = new Conversation();
  addModelInput(asked, input, where);
  trace.prompt.push(...asked.begin().prompt);
  trace.model = text(output, 'model');
  addModelOutput(trace, output, where);
  trace.model ??= text([stored(at(own, 'llm', 'model'))], 0) ?? text(input, 'model');
  trace.provider = text([stored(at(own, 'llm', 'provider'))], 0);
  trace.effort = requestEffort(input);
  trace.costUsd = num(stored(at(own, 'llm', 'cost')), 'total_cost');
  const usage = at(output, 'usage');
  trace.usage = isObject(usage) ? commonUsage(usage) : ownUsage(own);
}

/** MLflow's own counts: the cache is within the input but for Anthropic's library, whose counts it takes over. */
function ownUsage(own: unknown): Usage {
  const counts = stored(at(own, 'chat', 'tokenUsage'));
  const usage = anthropicUsage(counts);
  if (stored(at(own, 'message', 'format')) === 'anthropic') return usage;
  return { ...usage, inputTokens: count(counts, 'input_tokens'), note: null };
}
