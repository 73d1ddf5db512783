import { msg } from '../../../model/message';
import { say } from '../../../model/sentence';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { contentText } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, placeOf } from '../../build/draft';
import { either, objEither, textEither } from '../../build/eitherCase';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { geminiUsage, NO_USAGE } from '../../build/usage';
import { GeminiPartStream } from '../apis/geminiPartStream';
import { functionResult } from '../apis/geminiParts';
import { evalEvents } from './adkEvals';
import { at, isObject, list, str, text, time } from '../../../text/json';

/** An event names who spoke and the invocation it belongs to. */
function isEvent(value: unknown): boolean {
  if (str(value, 'author') === null || textEither(value, 'invocationId') === null) return false;
  return isObject(at(value, 'content')) || isObject(at(value, 'actions'));
}

/** The events of a session, also one level down, or of each case of an evaluation. */
function sessionsOf(value: unknown): readonly (readonly unknown[])[] {
  const events = [list(value, 'events'), list(value, 'session', 'events')];
  const found = events.find((all) => all.some(isEvent));
  return found === undefined ? evalEvents(value) : [found];
}

/**
 * Google's Agent Development Kit: sessions as `adk run --save_session` and the API server write them, or events by
 * themselves (a list, a line each, the stream of `/run_sse`), in camelCase or snake_case (google/adk-python,
 * events/event.py and models/llm_response.py). An event of an agent is a generation.
 */
export const adk: Format = {
  id: 'adk',
  title: msg('Google ADK session'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 20)
      .some(({ value }) => isEvent(value) || sessionsOf(value).length > 0),
  parse(records) {
    const items = itemsOf(records);
    const alone = items.filter(({ value }) => isEvent(value));
    const sessions = items.flatMap((item) =>
      sessionsOf(item.value).map((events) =>
        events.map((value): FileRecord => ({ ...item, value })),
      ),
    );
    return parsed(...[...sessions, alone].flatMap(readEvents));
  },
};

function readEvents(events: readonly FileRecord[]): readonly TraceDraft[] {
  const session = new Session();
  for (const event of events) session.add(event);
  return session.build();
}

class Session {
  readonly #conversation = new Conversation();
  /** Pieces of a stream: the whole event follows them, unless the stream broke off. */
  #pieces: FileRecord[] = [];

  add(event: FileRecord): void {
    const { value } = event;
    if (at(value, 'partial') === true) {
      this.#pieces.push(event);
      return;
    }
    const parts = partsOf(value);
    if (str(value, 'author') === 'user') {
      this.#flush();
      this.#results(event, parts);
      const heard = text(either(value, 'inputTranscription'), 'text') ?? '';
      this.#conversation.prompt('user', contentText(parts) || heard);
      return;
    }
    const spoken = parts.filter((part) => !isResult(part));
    this.#results(event, parts);
    if (spoken.length > 0 || textEither(value, 'errorCode') !== null) {
      this.#pieces = [];
      this.#generation([event]);
    } else this.#counted(value);
  }

  build(): readonly TraceDraft[] {
    this.#flush();
    return this.#conversation.build();
  }

  #results(event: FileRecord, parts: readonly unknown[]): void {
    const where = placeOf(event, time(event.value, 'timestamp'));
    for (const part of parts.filter(isResult)) {
      const response = either(part, 'functionResponse');
      const { output, isError } = functionResult(response);
      this.#conversation.result(output, text(response, 'id'), isError, where);
    }
  }

  /** A voice's turn is counted when it is over. */
  #counted(event: unknown): void {
    const usage = objEither(event, 'usageMetadata');
    const { last } = this.#conversation;
    if (usage !== null && last?.usage === NO_USAGE) last.usage = geminiUsage(usage);
  }

  /** What came of an answer that has no whole event. */
  #flush(): void {
    const pieces = this.#pieces;
    this.#pieces = [];
    if (pieces.some(({ value }) => partsOf(value).length > 0)) {
      this.#generation(pieces).truncated = true;
    }
  }

  #generation(events: readonly FileRecord[]): TraceBuilder {
    const trace = this.#conversation.begin();
    const values = events.map(({ value }) => value);
    const found = (camel: string) =>
      values.map((value) => textEither(value, camel)).findLast((w) => w !== null) ?? null;
    trace.id = text(values[0], 'id');
    trace.model = found('modelVersion');
    trace.finishReason = found('finishReason') ?? found('errorCode');
    const usage = values.map((value) => either(value, 'usageMetadata')).findLast(isObject);
    if (usage) trace.usage = geminiUsage(usage);
    trace.timing = { startedAt: time(values[0], 'timestamp') };
    const stream = new GeminiPartStream(trace.model);
    for (const event of events) {
      const when = time(event.value, 'timestamp');
      const parts = partsOf(event.value).filter((part) => !isResult(part));
      for (const part of parts) stream.add(part, event, when);
    }
    trace.add(stream.segments());
    const error = found('errorMessage');
    if (error !== null) {
      trace.problems.push({
        code: 'truncated',
        message: say('The stream ends in an error: {0}', error),
      });
    }
    return trace;
  }
}

/** The parts of an event's content; a voice's words are in its transcription only. */
function partsOf(event: unknown): readonly unknown[] {
  const parts = list(event, 'content', 'parts').filter(isObject);
  const said = objEither(event, 'outputTranscription');
  return parts.length === 0 && said !== null ? [said] : parts;
}

function isResult(part: unknown): boolean {
  return objEither(part, 'functionResponse') !== null;
}
