import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { commonUsage } from '../../build/commonUsage';
import { resultText } from '../../build/contentBlocks';
import { Conversation } from '../../build/conversation';
import { parsed, placeAt, type RecordedPlace } from '../../build/draft';
import { typeOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { withCacheInside, withReasoningInside } from '../../build/usage';
import { at, has, isObject, list, num, str, text, time } from '../../../text/json';

/**
 * What `cline --json` of version 3 prints, an event a line: each iteration is a generation, whose blocks come in pieces and
 * whole at their end. The words of the user are not among them; `done` and `run_result` repeat the last answer.
 */
export const clineEvents: Format = {
  id: 'cline-events',
  title: msg('Printed events of Cline'),
  unit: 'file',
  detect: ({ records }) => records.some(({ value }) => isOwn(value)),
  parse(records) {
    const reader = new EventReader();
    for (const record of records) reader.push(record);
    return parsed(...reader.end());
  },
};

const BLOCKS = new Set(['content_start', 'content_update', 'content_end']);

function isOwn(line: unknown): boolean {
  if (typeOf(line) !== 'agent_event') return false;
  return BLOCKS.has(typeOf(line, 'event')) && text(line, 'event', 'contentType') !== null;
}

/** A block of words that has not ended: what came of it, and where it began. */
interface OpenBlock {
  readonly kind: string;
  readonly pieces: string[];
  readonly where: RecordedPlace;
}

class EventReader {
  readonly #conversation = new Conversation();
  #model: string | null = null;
  #provider: string | null = null;
  #trace: TraceBuilder | null = null;
  #block: OpenBlock | null = null;

  push({ value, range }: FileRecord): void {
    const where = placeAt(range, time(value, 'ts'));
    switch (typeOf(value)) {
      case 'run_start':
        this.#model = text(value, 'modelId');
        this.#provider = text(value, 'providerId');
        break;
      case 'agent_event':
        this.#event(at(value, 'event'), where);
        break;
      case 'run_result':
        this.#end(value, where);
        break;
    }
  }

  end(): ReturnType<Conversation['build']> {
    this.#closeBlock();
    return this.#conversation.build();
  }

  #event(event: unknown, where: RecordedPlace): void {
    const type = typeOf(event);
    if (BLOCKS.has(type)) {
      const kind = str(event, 'contentType') ?? '';
      if (kind === 'tool') this.#tool(event, type, where);
      else this.#words(event, kind, type, where);
    } else if (type === 'iteration_start') {
      this.#closeBlock();
      this.#trace = null;
      this.#generation(where);
    } else if (type === 'usage') this.#usage(event, where);
    else if (type === 'error') this.#generation(where).finishReason = 'error';
  }

  /** Pieces count only where the block never came whole. */
  #words(event: unknown, kind: string, type: string, where: RecordedPlace): void {
    if (this.#block !== null && this.#block.kind !== kind) this.#closeBlock();
    const words = str(event, kind === 'reasoning' ? 'reasoning' : 'text') ?? '';
    const block = (this.#block ??= { kind, pieces: [], where });
    if (type !== 'content_end') {
      block.pieces.push(words);
      return;
    }
    if (words !== '') block.pieces.splice(0, block.pieces.length, words);
    this.#closeBlock();
  }

  #closeBlock(): void {
    if (this.#block === null) return;
    const { kind, pieces, where } = this.#block;
    this.#block = null;
    const words = pieces.join('');
    if (kind === 'reasoning') this.#generation(where).reasoning(words, null, where);
    else this.#generation(where).answer(words, where);
  }

  #tool(event: unknown, type: string, where: RecordedPlace): void {
    this.#closeBlock();
    const callId = text(event, 'toolCallId');
    if (type === 'content_start') {
      const input = at(event, 'input') ?? '';
      this.#generation(where).toolCall(text(event, 'toolName'), input, callId, where);
    } else if (type === 'content_end') {
      const output = at(event, 'output');
      const error = errorOf(event);
      this.#conversation.result(
        error ?? outputText(output),
        callId,
        error !== null || isRefused(output),
        where,
      );
    }
  }

  #usage(event: unknown, where: RecordedPlace): void {
    const trace = this.#generation(where);
    const counts = isObject(event)
      ? { ...event, reasoningTokens: at(event, 'reasoningTokenCount') }
      : event;
    trace.usage = withReasoningInside(withCacheInside(commonUsage(counts), null));
    trace.costUsd = num(event, 'cost');
  }

  /** The end of a run has the answer where no event told it. */
  #end(result: unknown, where: RecordedPlace): void {
    this.#closeBlock();
    const words = str(result, 'text') ?? '';
    const last = this.#conversation.last;
    if (words !== '' && last?.hasSaid(words) !== true) this.#generation(where).answer(words, where);
    const trace = this.#trace;
    if (trace === null) return;
    trace.model ??= text(result, 'model', 'id') ?? text(result, 'model');
    trace.finishReason ??= text(result, 'finishReason');
    this.#trace = null;
  }

  #generation(where: RecordedPlace): TraceBuilder {
    if (this.#trace !== null) return this.#trace;
    const trace = this.#conversation.begin();
    trace.model = this.#model;
    trace.provider = this.#provider;
    trace.timing = { startedAt: where.at };
    this.#trace = trace;
    return trace;
  }
}

function errorOf(event: unknown): string | null {
  return text(event, 'error') ?? text(event, 'error', 'message');
}

/** What a tool gave: its text, or the result of each thing that it was asked. */
function outputText(output: unknown): string {
  const results = list(output).filter((one) => has(one, 'result') || has(one, 'error'));
  if (results.length === 0) return typeof output === 'string' ? output : resultText({ output });
  return results.map((one) => errorOf(one) ?? str(one, 'result') ?? '').join('\n');
}

/** Whether nothing of what a tool was asked was done. */
function isRefused(output: unknown): boolean {
  const done = list(output).filter((one) => has(one, 'success'));
  return done.length > 0 && done.every((one) => at(one, 'success') === false);
}
