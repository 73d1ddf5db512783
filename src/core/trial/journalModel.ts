import type { Bound } from '../model/figure';
import type { Sentence } from '../model/sentence';
import type { Prediction } from './planModel';

/** How a call ended. Only `answered` can be right; `failed` and `unfinished` say nothing of the model and leave the pair out. */
export type CallStatus = 'answered' | 'cut-off' | 'empty' | 'refused' | 'failed' | 'unfinished';

/** Whether the provider charged for it, as far as that is known. */
export type Billed = 'yes' | 'no' | 'maybe';

/** One call as the journal keeps it. Unknown is `null`. */
export interface CallRecord {
  /** A hash of what was asked, of whom, and which repeat it is: a call with this key is never sent twice. */
  readonly key: string;
  /** A judge's call costs money like any other, and is no answer. */
  readonly kind: 'answer' | 'judge';
  readonly case: string;
  /** `model[:effort]`, and the endpoint where one is named; of a judge's call whose answer was judged. */
  readonly candidate: string;
  /** From 0. */
  readonly repeat: number;
  readonly status: CallStatus;
  readonly billed: Billed;
  readonly usage: {
    readonly inputTokens: number | null;
    readonly outputTokens: number | null;
    readonly reasoningTokens: number | null;
  };
  readonly costUsd: number | null;
  readonly costBound: Bound;
  /** What counts against the budget: the cost, or the worst case where it is not known. */
  readonly heldUsd: number;
  readonly seconds: number | null;
  readonly firstTokenSeconds: number | null;
  /** Text of the answer, cut at `MAX_ANSWER` units. */
  readonly answer: string;
  /** Share of the reasoning that came after the answer stood there; `null` where it cannot be told. */
  readonly afterAnswer: number | null;
  /** File of the trace, relative to the trial's own; `null` when nothing came. */
  readonly trace: string | null;
  /** Epoch milliseconds at which it was sent. */
  readonly at: number;
  /** Requests it took; more than 1 when the server asked to wait. */
  readonly attempts: number;
  /** What went wrong, in English; `null` when nothing did. */
  readonly message: string | null;
  /** HTTP status of the last request, where one came; journals of old do not tell. */
  readonly httpStatus: number | null;
}

/** `right` is `null` where it cannot be told: a judge that answered nonsense, a case without an expected answer. */
export interface Grade {
  readonly right: boolean | null;
  /** One sentence: why, with what was compared. */
  readonly why: Sentence;
}

/** Which of two answers a person took, without knowing whose they are. */
export type Preference = 'first' | 'second' | 'both' | 'neither';

/** Lines of the journal `NAME.trial.calls.jsonl`, append-only, one JSON object a line. */
export type JournalLine =
  /** The plan when calls started: `cases` fixes the one planned look of the exact test. */
  | {
      readonly line: 'started';
      readonly at: number;
      readonly plan: string;
      readonly cases: number;
      readonly predicted: readonly Prediction[];
    }
  /** Written before a call is sent, so that a crash never pays twice. */
  | {
      readonly line: 'sent';
      readonly at: number;
      readonly key: string;
      readonly heldUsd: number;
      readonly trace: string | null;
    }
  | ({ readonly line: 'call' } & CallRecord)
  /** What a check outside of the program said of the answer of a call. */
  | {
      readonly line: 'grade';
      readonly key: string;
      readonly check: string;
      readonly by: 'code' | 'judge' | 'person';
      readonly right: boolean | null;
      /** What the command or the judge said, its last words. */
      readonly why: string;
    }
  /** A blind choice between the answers of two calls; `first` and `second` are already resolved to baseline and candidate. */
  | {
      readonly line: 'choice';
      readonly case: string;
      readonly repeat: number;
      readonly candidate: string;
      readonly took: 'baseline' | 'candidate' | 'both' | 'neither';
      /** Of the answers that were shown: a choice between answers to another prompt says nothing of this one. */
      readonly keys: readonly string[];
    };
