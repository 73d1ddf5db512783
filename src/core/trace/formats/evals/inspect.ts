import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { Conversation } from '../../build/conversation';
import { parsed, type RecordedPlace, placeAt } from '../../build/draft';
import { at, has, isObject, list, num, str, text, time } from '../../../text/json';
import { InspectGrouper, sampleOfPieces } from './inspectChunks';
import { readInspectUsage, resolver } from './inspectOutput';
import type { Outcome } from '../../../model/trace';
import { asScore, asText, asVerdict, outcomeOf } from '../../build/outcome';
import { addMessage } from '../apis/logMessage';
import type { TraceBuilder } from '../../build/traceBuilder';

/**
 * Inspect eval log: the zip (`.eval`, a record per entry; unfinished ones have no `header.json`) or the JSON document.
 * A trace is an assistant message of a sample; usage and times come from the sample's model events.
 */
export const inspect: Format = {
  id: 'inspect',
  title: msg('Inspect eval log'),
  unit: () => new InspectGrouper((value) => isSample(value) || isLog(value)),
  detect: ({ records }) =>
    records.some(
      ({ value, name }) =>
        isLog(value) ||
        (name !== null &&
          /^(?:header\.json|_journal\/|samples\/.+_epoch_\d+(?:\/sample)?\.json)/.test(name)),
    ),
  parse: parseLog,
};

function isLog(value: unknown): boolean {
  return isObject(at(value, 'eval')) && Array.isArray(at(value, 'samples')) && has(value, 'status');
}

function isSample(value: unknown): boolean {
  return has(value, 'epoch') && Array.isArray(at(value, 'messages'));
}

function parseLog(records: readonly FileRecord[]): ParseResult {
  const log = records.find(({ value }) => isObject(at(value, 'eval')))?.value;
  const pieces = sampleOfPieces(records);
  if (pieces !== null) {
    const place = placeAt(records.find(({ value }) => value !== log)?.range ?? null);
    return { traces: readSample(pieces.sample, log, place).build(), problems: pieces.problems };
  }
  return parsed(
    ...records.flatMap(({ value, range }) => {
      const samples = isSample(value) ? [value] : list(value, 'samples');
      return samples.flatMap((sample) => readSample(sample, log, placeAt(range)).build());
    }),
  );
}

/** The messages of a sample, with what its events tell of them; `log` names its model. */
export function readSample(sample: unknown, log: unknown, where: RecordedPlace): Conversation {
  const conversation = new Conversation();
  const resolve = resolver(at(sample, 'attachments'));
  const generations = generationsOf(sample);
  const messages = list(sample, 'messages');
  const spoken = messages.filter((m) => str(m, 'role') === 'assistant');
  // A sample that lost its messages still has what its events recorded.
  const source = spoken.length > 0 ? messages : generations.map((g) => g.message);
  let nth = 0;
  for (const message of source) {
    const trace = addMessage(conversation, resolve(message), where);
    if (!trace) continue;
    nth += 1;
    const last = nth === spoken.length;
    const generation = generationFor(message, generations, nth - 1, spoken.length);
    readFacts(trace, message, generation ?? (last ? lastOutput(sample) : null));
    trace.id ??= idOf(sample, nth);
    trace.model ??= text(sample, 'output', 'model') ?? text(log, 'eval', 'model');
    trace.effort ??= text(log, 'eval', 'model_generate_config', 'reasoning_effort');
  }
  const answered = conversation.last;
  if (answered) answered.outcome = sampleOutcome(sample);
  return conversation;
}

/** What the sample's first scorer says of its last answer: `C` and `I`, a truth value, or a number. */
function sampleOutcome(sample: unknown): Outcome | undefined {
  const scores = at(sample, 'scores');
  const score = at(sample, 'score') ?? Object.values(isObject(scores) ? scores : {})[0];
  const value = at(score, 'value');
  return outcomeOf({
    correct: asVerdict(value),
    score: asScore(value),
    expected: asText(at(sample, 'target')),
  });
}

/** The event that produced a message, by the message's id, or by order when there are as many of both. */
function generationFor(
  message: unknown,
  generations: readonly Generation[],
  index: number,
  messages: number,
): Generation | null {
  const id = text(message, 'id');
  const byId = id === null ? undefined : generations.find((g) => text(g.message, 'id') === id);
  if (byId) return byId;
  return generations.length === messages ? (generations[index] ?? null) : null;
}

/** The sample's own output, which repeats the last generation. */
function lastOutput(sample: unknown): Generation | null {
  const output = at(sample, 'output');
  if (!isObject(output)) return null;
  return { message: at(output, 'choices', 0, 'message'), output, effort: null, startedAt: null };
}

function readFacts(trace: TraceBuilder, message: unknown, generation: Generation | null): void {
  const output = generation?.output;
  trace.id = text(message, 'id');
  trace.model = text(message, 'model') ?? text(output, 'model');
  trace.effort = generation?.effort ?? null;
  trace.finishReason = text(output, 'choices', 0, 'stop_reason');
  trace.usage = readInspectUsage(at(output, 'usage'));
  const seconds = num(output, 'time');
  trace.timing = {
    startedAt: generation?.startedAt ?? time(message, 'timestamp'),
    durationMs: seconds === null ? null : Math.round(seconds * 1000),
  };
}

function idOf(sample: unknown, nth: number): string {
  const id = text(sample, 'id') ?? String(num(sample, 'id') ?? '');
  return `${id}#${num(sample, 'epoch') ?? 1}.${nth}`;
}

/** A call of a model as a sample's events recorded it. */
interface Generation {
  readonly message: unknown;
  readonly output: unknown;
  readonly effort: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number | null;
}

/** The finished model events of a sample, in order. */
function generationsOf(sample: unknown): readonly Generation[] {
  return list(sample, 'events').flatMap((event) => {
    const output = at(event, 'output');
    const message = at(output, 'choices', 0, 'message');
    if (str(event, 'event') !== 'model' || !isObject(message)) return [];
    const effort = text(event, 'config', 'reasoning_effort');
    return [{ message, output, effort, startedAt: time(event, 'timestamp') }];
  });
}
