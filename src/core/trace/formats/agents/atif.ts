import { msg } from '../../../model/message';
import { NO_USAGE } from '../../build/usage';
import type { FileRecord, Format } from '../../format';
import { contentText } from '../../build/content';
import { inputOf, isFailed, resultText } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt } from '../../build/draft';
import { at, count, list, num, str, text, time } from '../../../text/json';
import { addTaggedText } from '../apis/logMessage';

/** Agent Trajectory Interchange Format (Harbor, terminal-bench, OpenHands): `trajectory.json`, a step an agent turn. */
export const atif: Format = {
  id: 'atif',
  title: msg('Agent trajectory (ATIF)'),
  unit: 'record',
  detect: ({ records }) => records.some(({ value }) => isTrajectory(value)),
  parse(records) {
    const runs = records.flatMap((record) => trajectoriesOf(record.value, record));
    return parsed(
      ...runs.flatMap((run) => {
        const conversation = new Conversation();
        for (const step of list(run.value, 'steps')) addStep(conversation, step, run);
        return conversation.build();
      }),
    );
  },
};

/** Sub-agents are trajectories inside that of their parent (version 1.7). */
export const DEEPEST = 8;

function trajectoriesOf(value: unknown, record: FileRecord, depth = 0): readonly FileRecord[] {
  const inner = depth < DEEPEST ? list(value, 'subagent_trajectories') : [];
  return [
    { ...record, value },
    ...inner.flatMap((trajectory) => trajectoriesOf(trajectory, record, depth + 1)),
  ];
}

function isTrajectory(value: unknown): boolean {
  if (str(value, 'schema_version')?.startsWith('ATIF') === true) return true;
  return list(value, 'steps').some(
    (s) => str(s, 'source') === 'agent' && at(s, 'step_id') !== undefined,
  );
}

function addStep(conversation: Conversation, step: unknown, { value, range }: FileRecord): void {
  const where = placeAt(range, time(step, 'timestamp'));
  const message = contentText(at(step, 'message'));
  const source = str(step, 'source');
  if (source === 'user' || source === 'system') conversation.prompt(source, message);
  if (source !== 'agent') {
    // Converters give the results of the step before a step of their own.
    addResults(step, (...result) => conversation.result(...result, where));
    return;
  }
  const trace = conversation.begin();
  trace.id = stepId(value, step);
  trace.model = text(step, 'model_name') ?? text(value, 'agent', 'model_name');
  trace.effort = text(step, 'reasoning_effort') ?? numberText(num(step, 'reasoning_effort'));
  trace.timing = { startedAt: where.at };
  const reasoning = str(step, 'reasoning_content') ?? '';
  trace.reasoning(reasoning, null, where);
  if (reasoning === '') addTaggedText(trace, message, where);
  else trace.answer(message, where);
  for (const call of list(step, 'tool_calls')) {
    const name = text(call, 'function_name') ?? text(call, 'name');
    trace.toolCall(name, inputOf(call), text(call, 'tool_call_id'), where);
  }
  addResults(step, (...result) => trace.toolResult(...result, where));
  const metrics = at(step, 'metrics');
  const extra = at(metrics, 'extra');
  trace.usage = {
    ...NO_USAGE,
    inputTokens: count(metrics, 'prompt_tokens'),
    outputTokens: count(metrics, 'completion_tokens'),
    reasoningTokens:
      count(metrics, 'reasoning_tokens') ??
      count(extra, 'reasoning_tokens') ??
      count(extra, 'completion_tokens_details', 'reasoning_tokens'),
    cachedInputTokens: count(metrics, 'cached_tokens'),
    cacheWriteTokens: count(extra, 'cache_creation_input_tokens'),
  };
  trace.costUsd = num(metrics, 'cost_usd');
}

type Result = readonly [words: string, callId: string | null, failed: boolean];

function addResults(step: unknown, add: (...result: Result) => void): void {
  for (const result of list(step, 'observation', 'results')) {
    const failed = isFailed(result) || isFailed(at(result, 'extra'));
    add(resultText(result), text(result, 'source_call_id'), failed);
  }
}

/** A trajectory inside another one has an id of its own, beside that of the session. */
export function trajectoryId(trajectory: unknown): string | null {
  return text(trajectory, 'trajectory_id') ?? text(trajectory, 'session_id');
}

/** The id of the trace that a step becomes. */
export function stepId(trajectory: unknown, step: unknown): string | null {
  const session = trajectoryId(trajectory);
  const id = text(step, 'step_id') ?? numberText(num(step, 'step_id'));
  return session !== null && id !== null ? `${session}#${id}` : id;
}

function numberText(n: number | null): string | null {
  return n === null ? null : String(n);
}
