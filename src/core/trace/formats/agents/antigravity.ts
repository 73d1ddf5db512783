import { msg } from '../../../model/message';
import type { FileRecord, Format, ParseResult } from '../../format';
import { inputOf } from '../../build/contentBlocks';
import { nothing, parsed, placeAt } from '../../build/draft';
import { has, list, num, str, text, time } from '../../../text/json';
import { typeOf } from '../../build/records';
import { TraceBuilder } from '../../build/traceBuilder';
import { TurnGrouper } from '../../build/groupers/turnGrouper';

/** Antigravity trajectory lines (`step_index`, `source`, `type`): a planner response is a generation. */
export const antigravity: Format = {
  id: 'antigravity',
  title: msg('Antigravity session'),
  unit: () =>
    new TurnGrouper({
      kind: (value) => {
        if (typeOf(value) === 'PLANNER_RESPONSE') return 'model';
        if (typeOf(value) === 'USER_INPUT') return 'prompt';
        return text(value, 'content') === null ? 'other' : 'result';
      },
      key: () => null,
    }),
  detect: ({ records }) =>
    records.some(
      ({ value }) => has(value, 'step_index') && has(value, 'source') && has(value, 'type'),
    ),
  parse: parseStep,
};

function parseStep(records: readonly FileRecord[]): ParseResult {
  const trace = new TraceBuilder();
  for (const { value, range } of records) {
    const where = placeAt(range, time(value, 'created_at'));
    const content = str(value, 'content') ?? '';
    if (typeOf(value) === 'USER_INPUT') {
      if (content !== '') trace.prompt.push({ role: 'user', text: content });
    } else if (typeOf(value) === 'PLANNER_RESPONSE') {
      trace.model = text(value, 'model');
      trace.reasoning(str(value, 'thinking') ?? '', null, where);
      trace.answer(content, where);
      for (const call of list(value, 'tool_calls')) {
        trace.toolCall(text(call, 'name'), inputOf(call), text(call, 'id'), where);
      }
      trace.timing = { startedAt: where.at, durationMs: num(value, 'duration_ms') };
    } else {
      trace.toolResult(content, null, str(value, 'status') === 'ERROR', where);
    }
  }
  return trace.isBlank ? nothing() : parsed(trace.build());
}
