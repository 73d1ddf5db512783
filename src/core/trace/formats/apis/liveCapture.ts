import { msg } from '../../../model/message';
import type { Problem } from '../../../model/problem';
import { verbatim } from '../../../model/sentence';
import type { Format, ParseResult } from '../../format';
import { anthropicMessages } from './anthropicMessages';
import { chatCompletions } from './chatCompletions';
import { requestEffort, requestPrompt } from '../../build/content';
import { nothing } from '../../build/draft';
import { gemini } from './gemini';
import { has, num, obj, str, text } from '../../../text/json';
import { ollama } from './ollama';
import { startGrouper } from '../../build/groupers/startGrouper';

const isHead = (value: unknown): boolean => str(value, 'lrmLens') === 'capture/1';

/** The format of what the server sent. */
function inner(api: string | null): Format {
  if (api === 'anthropic') return anthropicMessages;
  if (api === 'gemini') return gemini;
  return api === 'ollama' ? ollama : chatCompletions;
}

/** A live run of LRM Lens: the request, each event of the answer with its time, how it ended. */
export const liveCapture: Format = {
  id: 'lrm-lens-capture',
  title: msg('LRM Lens live run'),
  // A run starts with its head; a file may hold several, one after another.
  unit: () => startGrouper(isHead),
  detect: ({ records }) => records.some((r) => isHead(r.value)),
  parse,
};

function parse(...[records, file]: Parameters<Format['parse']>): ParseResult {
  const [head] = records;
  if (head === undefined || !isHead(head.value)) return nothing();
  const events = records.filter((r) => has(r.value, 'data'));
  const ending = records.find((r) => has(r.value, 'end'));
  const payload = events.map((r) => ({ ...r, value: obj(r.value)?.['data'] }));
  const { traces, problems } = inner(str(head.value, 'api')).parse(payload, file);
  const failure = text(ending?.value, 'end', 'message');
  const failures: readonly Problem[] =
    failure === null ? [] : [{ code: 'truncated', message: verbatim(failure) }];
  const startedAt = num(head.value, 'at');
  const request = obj(head.value, 'request');
  return {
    traces: traces.map((trace) => ({
      ...trace,
      model: trace.model ?? text(request, 'model'),
      provider: text(head.value, 'host') ?? trace.provider,
      prompt: requestPrompt(request) ?? trace.prompt,
      effort: requestEffort(request) ?? trace.effort,
      timing: {
        startedAt,
        durationMs: num(ending?.value, 't'),
        ttftMs: num(events[0]?.value, 't'),
      },
      problems: [...trace.problems, ...failures],
    })),
    problems: traces.length === 0 ? [...problems, ...failures] : problems,
  };
}
