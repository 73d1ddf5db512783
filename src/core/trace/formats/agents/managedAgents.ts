import { msg } from '../../../model/message';
import { time, at, bool, has, list, str, text } from '../../../text/json';
import { contentText } from '../../build/content';
import { parsed, placeOf } from '../../build/draft';
import { Pieces } from '../../build/pieces';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { anthropicUsage } from '../../build/usage';
import type { FileRecord, Format } from '../../format';

const SAID = /^agent\.(?:thinking|message|(?:mcp_|custom_)?tool_use)$/;
const EVENT = /^(?:agent|user|session|span)\.[a-z_]{2,40}$/;

/**
 * Events of a session of Claude Managed Agents, as the API lists them or streams them (`@anthropic-ai/sdk`,
 * beta/sessions/events). Of thinking they tell that there was some and no word of it. Spans tell where a call to the model
 * begins and ends, and what it counted.
 */
export const managedAgents: Format = {
  id: 'claude-managed-agents',
  title: msg('Claude Managed Agents session'),
  unit: 'file',
  detect: ({ records }) => eventsOf(records).slice(0, 200).some(isOwn),
  parse(records) {
    const reader = new EventReader();
    const seen = new Set<string>();
    for (const event of eventsOf(records)) {
      // A stream that was taken up again repeats its events.
      const id = text(event.value, 'id') ?? '';
      if (id !== '' && seen.has(id)) continue;
      seen.add(id);
      reader.take(event);
    }
    return parsed(...reader.pieces.conversation.build());
  },
};

/** Events of a file, or of the pages of a list. */
function eventsOf(records: readonly FileRecord[]): readonly FileRecord[] {
  return itemsOf(records).flatMap((record) => {
    const listed = list(record.value, 'data');
    return listed.length === 0 ? [record] : listed.map((value) => ({ ...record, value }));
  });
}

/** An event of the agent: others have such names too, but no time at which it was processed. */
function isOwn({ value }: FileRecord): boolean {
  const type = str(value, 'type') ?? '';
  if (!EVENT.test(type) || !has(value, 'processed_at')) return false;
  return SAID.test(type) || type === 'span.model_request_end';
}

class EventReader {
  readonly pieces = new Pieces();
  /** The generation of the call that is going on or was just ended. */
  #call: TraceBuilder | null = null;
  #model: string | null = null;

  take(event: FileRecord): void {
    const { value } = event;
    const where = placeOf(event, time(value, 'processed_at'));
    const type = str(value, 'type') ?? '';
    this.#model =
      text(value, 'agent', 'model', 'id') ?? text(value, 'agent', 'model') ?? this.#model;
    if (type === 'span.model_request_start') {
      this.pieces.heard();
      this.#call = null;
    } else if (SAID.test(type)) this.#said(event, type);
    else if (type === 'span.model_request_end') {
      const call = this.#call ?? this.pieces.said(where);
      call.usage = anthropicUsage(at(value, 'model_usage'));
      if (bool(value, 'is_error') === true) call.finishReason = 'error';
      this.#call = null;
    } else if (/^(?:user|system)\.message$/.test(type)) {
      const role = type === 'system.message' ? 'system' : 'user';
      this.pieces.prompt(role, contentText(at(value, 'content')));
    } else if (/\.(?:mcp_|custom_)?tool_result$/.test(type)) {
      const words = contentText(at(value, 'content'));
      const id = ['tool_use_id', 'mcp_tool_use_id', 'custom_tool_use_id']
        .map((key) => text(value, key))
        .find((found) => found !== null);
      this.pieces.result(words, id ?? null, bool(value, 'is_error') ?? false, where);
    }
  }

  #said(event: FileRecord, type: string): void {
    const { value } = event;
    const where = placeOf(event, time(value, 'processed_at'));
    const trace = this.pieces.said(where);
    this.#call = trace;
    trace.model ??= this.#model;
    trace.provider = 'Anthropic';
    if (type === 'agent.thinking') trace.reasoning('', 'hidden', where);
    else if (type === 'agent.message') trace.answer(contentText(at(value, 'content')), where);
    else trace.toolCall(text(value, 'name'), at(value, 'input') ?? '', text(value, 'id'), where);
  }
}
