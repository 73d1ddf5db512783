import type { CaptureEnd } from '../../capture/model';
import type { Rates } from '../../model/rates';
import { answerText, type Trace } from '../../model/trace';
import { inEnglish } from '../../text/voice';
import { traceFacts } from '../../trace/facts';
import { tokenPrice } from '../../trace/figures';
import type { CallRecord, CallStatus } from '../journalModel';
import type { PlannedCall } from '../planModel';

/** Longer answers are cut in the journal; the trace has them whole. UTF-16 units. */
export const MAX_ANSWER = 100_000;

/** The spellings of "may not write more" and of "will not answer" of all vendors. */
const LIMIT =
  /^(?:length|max_?tokens|max_output_tokens|max_completion_tokens|model_length|model_context_window_exceeded)$/i;
const REFUSAL =
  /^(?:content_?filter|refusal|safety|prohibited_content|blocklist|spii|recitation|language|image_safety|model_armor|jailbreak)$/i;

/** What came back of a call. */
export interface Answered {
  readonly end: CaptureEnd;
  /** `null` when no answer began. */
  readonly trace: Trace | null;
  /** The request certainly never reached a provider, or was turned down before any work. */
  readonly unpaid: boolean;
}

/** What is known beside the answer. */
export interface RecordFacts {
  readonly rates: Rates | null;
  readonly file: string | null;
  readonly at: number;
  readonly attempts: number;
  /** Share of the reasoning after the answer stood there; `null` where it cannot be told. */
  readonly afterAnswer: number | null;
}

/** How a call ended: what the connection says first, then what the model says. */
export function statusOf({ end, trace }: Answered): CallStatus {
  if (end.reason === 'cancelled') return 'unfinished';
  if (end.reason !== 'complete' || trace === null) return 'failed';
  const reason = trace.finishReason ?? '';
  if (LIMIT.test(reason)) return 'cut-off';
  if (REFUSAL.test(reason)) return 'refused';
  return answerText(trace).trim() === '' ? 'empty' : 'answered';
}

/** The journal's record of a call. Where the cost is not known for sure, the worst case is held against the budget. */
export function callRecord(call: PlannedCall, came: Answered, facts: RecordFacts): CallRecord {
  const { end, trace, unpaid } = came;
  const status = statusOf(came);
  const price =
    trace === null || facts.rates === null
      ? null
      : tokenPrice({ rates: facts.rates, asOf: null }, trace.usage.inputTokens);
  const known = trace === null ? null : traceFacts(trace, price);
  const costUsd = known?.cost.figure?.value ?? null;
  const isWhole = status !== 'failed' && status !== 'unfinished';
  const exact = isWhole && known?.cost.bound === 'exact';
  return {
    key: call.key,
    kind: call.kind,
    case: call.case,
    candidate: call.candidate,
    repeat: call.repeat,
    status,
    billed: isWhole ? 'yes' : unpaid ? 'no' : 'maybe',
    usage: {
      inputTokens: known?.inputTokens?.value ?? null,
      outputTokens: known?.outputTokens?.value ?? null,
      reasoningTokens: known?.reasoningTokens?.value ?? null,
    },
    costUsd,
    costBound: known?.cost.bound ?? 'unknown',
    heldUsd:
      unpaid && !isWhole
        ? 0
        : exact
          ? (costUsd ?? call.worstUsd)
          : Math.max(costUsd ?? 0, call.worstUsd),
    seconds: isWhole ? end.durationMs / 1_000 : null,
    firstTokenSeconds: known?.firstTokenSeconds?.value ?? null,
    answer: trace === null ? '' : answerText(trace).slice(0, MAX_ANSWER),
    afterAnswer: facts.afterAnswer,
    trace: trace === null ? null : facts.file,
    at: facts.at,
    attempts: facts.attempts,
    message: end.message && inEnglish(end.message),
    httpStatus: end.status,
  };
}
