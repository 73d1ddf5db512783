import { msg } from '../../../model/message';
import { say } from '../../../model/sentence';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { contentText, messageBody } from '../../build/content';
import { Conversation } from '../../build/conversation';
import { parsed, placeOf } from '../../build/draft';
import { elapsed, unpacked } from '../../build/embedded';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, isObject, jsonText, list, num, obj, str, text, time } from '../../../text/json';
import type { JsonObject } from '../../../text/json';
import { addAssistantMessage, addTaggedText } from '../apis/logMessage';

/**
 * Traces of Amazon Bedrock's agents (docs.aws.amazon.com/bedrock, "Trace enablement"): events of `InvokeAgent` that say what a
 * model was sent, what it put out, why (its rationale), what was called and what came of it. A call of the model is a
 * generation; what follows belongs to it up to the next.
 */
export const bedrockAgent: Format = {
  id: 'bedrock-agent',
  title: msg('Bedrock agent traces'),
  unit: 'file',
  detect: ({ records }) =>
    itemsOf(records)
      .slice(0, 50)
      .some(({ value }) => stepsOf(value).length > 0),
  parse(records) {
    const run = new Run();
    for (const record of itemsOf(records))
      for (const step of stepsOf(record.value))
        run.add({ ...record, value: step.value }, step.when);
    return parsed(...run.build());
  },
};

const KIND =
  /^(?:preProcessing|orchestration|customOrchestration|postProcessing|routingClassifier|failure)Trace$/;

interface Step {
  readonly value: JsonObject;
  readonly when: number | null;
}

/** What an event holds: a trace of a kind, inside of what the stream and its recorders put around it. */
function stepsOf(value: unknown, when: number | null = null, deepest = 4): readonly Step[] {
  if (deepest === 0) return [];
  if (Array.isArray(value)) return list(value).flatMap((item) => stepsOf(item, when, deepest - 1));
  if (!isObject(value)) return [];
  const now = time(value, 'eventTime') ?? when;
  const own = Object.entries(value).flatMap(([key, step]): readonly Step[] =>
    KIND.test(key) && isObject(step) ? [{ value: step, when: now }] : [],
  );
  // The console shows all of a step in one object.
  if (isObject(at(value, 'modelInvocationOutput')) && own.length === 0)
    return [{ value, when: now }];
  return own.length > 0
    ? own
    : ['trace', 'traces', 'payload', 'completion', 'events'].flatMap((key) =>
        stepsOf(at(value, key), now, deepest - 1),
      );
}

class Run {
  readonly #conversation = new Conversation();
  #trace: TraceBuilder | null = null;
  /** What the model put out, until it is known whether a rationale repeats it. */
  #output: {
    readonly content: unknown;
    readonly record: FileRecord;
    readonly when: number | null;
  } | null = null;
  /** Its words without tags and white space, to know again what is told twice. */
  #said = '';
  #ended = false;
  #results = 0;

  add(record: FileRecord, when: number | null): void {
    const { value } = record;
    if (isObject(at(value, 'modelInvocationInput')))
      this.#asked(at(value, 'modelInvocationInput'), when);
    if (isObject(at(value, 'modelInvocationOutput'))) this.#answered(record, when);
    const rationale = text(value, 'rationale', 'text');
    if (rationale !== null) this.#why(rationale, record, when);
    for (const call of itemsAt(value, 'invocationInput')) this.#call(call, record, when);
    for (const seen of itemsAt(value, 'observation')) this.#observed(seen, record, when);
    const failure = text(value, 'failureReason');
    if (failure === null) return;
    this.#flush();
    const trace = this.#current();
    trace.finishReason = 'error';
    trace.problems.push({
      code: 'truncated',
      message: say('The stream ends in an error: {0}', failure),
    });
  }

  build(): readonly TraceDraft[] {
    this.#flush();
    return this.#conversation.build();
  }

  #current(): TraceBuilder {
    this.#trace ??= this.#begin();
    return this.#trace;
  }

  #begin(): TraceBuilder {
    this.#said = '';
    this.#ended = false;
    this.#results = 0;
    return this.#conversation.begin();
  }

  #asked(input: unknown, when: number | null): void {
    this.#flush();
    const sent = unpacked(at(input, 'text'));
    this.#conversation.setSystem(contentText(at(sent, 'system')));
    const words = list(sent, 'messages').flatMap((message) => {
      const said = javaText(at(message, 'content'));
      return str(message, 'role') === 'user' && said !== '' ? [said] : [];
    });
    this.#conversation.prompt('user', typeof sent === 'string' ? sent : (words.at(-1) ?? ''));
    this.#trace = this.#begin();
    this.#trace.model = text(input, 'foundationModel');
    this.#trace.timing = { startedAt: when };
  }

  #answered(record: FileRecord, when: number | null): void {
    if (this.#ended) this.#flush();
    if (this.#ended) this.#trace = this.#begin();
    const trace = this.#current();
    this.#ended = true;
    const output = at(record.value, 'modelInvocationOutput');
    const raw = unpacked(at(output, 'rawResponse', 'content') ?? at(output, 'rawResponse'));
    const usage = commonUsage(at(raw, 'usage'));
    trace.id = text(output, 'traceId');
    trace.model ??= text(output, 'metadata', 'foundationModel') ?? text(raw, 'model');
    trace.provider = 'Amazon Bedrock';
    trace.finishReason = text(raw, 'stop_reason') ?? text(raw, 'stopReason');
    trace.usage =
      usage.outputTokens === null ? commonUsage(at(output, 'metadata', 'usage')) : usage;
    const begun = time(output, 'metadata', 'startTime') ?? trace.timing.startedAt ?? null;
    trace.timing = {
      startedAt: begun,
      durationMs:
        num(output, 'metadata', 'totalTimeMs') ??
        elapsed(begun, time(output, 'metadata', 'endTime') ?? when),
    };
    const content = typeof raw === 'string' ? raw : (obj(raw, 'output', 'message') ?? raw);
    if (content !== undefined) this.#output = { content, record, when };
    const reason = text(output, 'parsedResponse', 'rationale');
    if (reason !== null) this.#why(reason, record, when);
    const last = text(output, 'parsedResponse', 'text');
    if (last !== null) this.#final(last, record, when);
  }

  /** Puts what the model put out into the trace, the words of its rationale as reasoning. */
  #flush(rationale = ''): void {
    const { content, record, when } = this.#output ?? {};
    this.#output = null;
    if (record === undefined) return;
    const trace = this.#current();
    const where = placeOf(record, when);
    const words =
      typeof content === 'string' ? content : contentText(messageBody(obj(content) ?? {}));
    this.#said += plain(words);
    const isPlain = rationale !== '' && words.trim() === rationale;
    if (isPlain) trace.reasoning(rationale, null, where);
    if (typeof content === 'string') {
      if (!isPlain) addTaggedText(trace, content, where);
      return;
    }
    const blocks = list(content, 'content');
    const rest = isPlain ? blocks.filter((block) => text(block, 'text') === null) : blocks;
    const body = blocks.length > 0 ? { content: rest } : {};
    addAssistantMessage(trace, { ...obj(content), role: 'assistant', ...body }, where);
  }

  /** The rationale is what the model said before a call, which is in its output once more. */
  #why(rationale: string, record: FileRecord, when: number | null): void {
    this.#flush(rationale.trim());
    if (this.#said.includes(plain(rationale))) return;
    this.#current().reasoning(rationale, null, placeOf(record, when));
    this.#said += plain(rationale);
  }

  /** What was called, where the model's own output does not say it. */
  #call(call: unknown, record: FileRecord, when: number | null): void {
    this.#flush();
    const trace = this.#current();
    if (trace.callIds.size > this.#results || !isObject(call)) return;
    const [key, input] =
      Object.entries(call).find(([name, part]) => name.endsWith('Input') && isObject(part)) ?? [];
    if (key === undefined) return;
    const name =
      text(input, 'function') ?? text(input, 'apiPath') ?? text(input, 'agentCollaboratorName');
    const given = list(input, 'parameters').map((p) => [str(p, 'name') ?? '', at(p, 'value')]);
    const isGiven = given.length > 0 && at(input, 'requestBody') === undefined;
    const callId = `${text(call, 'traceId') ?? ''}#${this.#results + 1}`;
    trace.toolCall(
      name ?? key.replace(/(?:Invocation)?Input$/, ''),
      isGiven ? Object.fromEntries(given) : (text(input, 'input', 'text') ?? input),
      callId,
      placeOf(record, when),
    );
  }

  #observed(seen: unknown, record: FileRecord, when: number | null): void {
    const last = text(seen, 'finalResponse', 'text');
    if (last !== null) {
      this.#final(last, record, when);
      return;
    }
    this.#flush();
    const where = placeOf(record, when);
    for (const [key, output] of Object.entries(obj(seen) ?? {})) {
      if (!isObject(output)) continue;
      if (!key.endsWith('Output')) {
        this.#current().raw(key, output, where);
        continue;
      }
      const error = text(output, 'executionError');
      const words =
        error ??
        text(output, 'text') ??
        text(output, 'output', 'text') ??
        text(output, 'executionOutput') ??
        contentText(list(output, 'retrievedReferences').map((r) => at(r, 'content')));
      const callId = [...this.#current().callIds][this.#results] ?? null;
      this.#results += 1;
      const came = words === '' ? jsonText(output) : words;
      this.#conversation.result(came, callId, error !== null, where);
    }
  }

  /** The answer to the user, where the model's last words are not it. */
  #final(words: string, record: FileRecord, when: number | null): void {
    this.#flush();
    if (!this.#said.includes(plain(words))) this.#current().answer(words, placeOf(record, when));
  }
}

const plain = (words: string): string =>
  words.replace(/<\/?(?:thinking|answer)>/g, '').replace(/\s+/g, '');

function itemsAt(value: unknown, key: string): readonly unknown[] {
  const found = at(value, key);
  return Array.isArray(found) ? list(found) : isObject(found) ? [found] : [];
}

/** Content as Bedrock prints it: the text of Java's lists, `[{text=..., type=text}]`; a tool's result has no text. */
function javaText(content: unknown): string {
  if (typeof content !== 'string') return contentText(content);
  const found = /^\[\{text=([\s\S]*?)(?:, type=text)?\}\]$/.exec(content);
  if (found !== null) return found[1] ?? '';
  return content.startsWith('[{') ? '' : content;
}
