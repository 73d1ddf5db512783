import type { Problem } from '../../model/problem';
import type { TraceDraft } from '../format';
import type { Fidelity, Outcome, PromptMessage, Segment, Timing, Usage } from '../../model/trace';
import { draft, segment, type RecordedPlace } from './draft';
import { textFidelity } from './fidelity';
import { NO_USAGE } from './usage';

/** A reasoning text whose record does not say what it is waits for the trace's model and token count. */
type Pending = {
  readonly kind: 'pending';
  readonly text: string;
  readonly place: RecordedPlace;
  readonly tokens: number | null;
};

/** Collects one trace while a format walks the records of a log; `draft` gives it its defaults at the end. */
export class TraceBuilder {
  id: string | null = null;
  model: string | null = null;
  provider: string | null = null;
  effort: string | null = null;
  readonly prompt: PromptMessage[] = [];
  usage: Usage = NO_USAGE;
  costUsd: number | null = null;
  finishReason: string | null = null;
  truncated = false;
  timing: Partial<Timing> = {};
  outcome: Outcome | undefined;
  readonly problems: Problem[] = [];
  readonly #segments: (Segment | Pending)[] = [];
  /** Ids of the calls: a turn of many calls asks for each of them. */
  readonly #callIds = new Set<string>();

  /** `fidelity` is `null` when the record does not say it. '' is kept only as a sign of hidden or redacted text. */
  reasoning(
    text: string,
    fidelity: Exclude<Fidelity, 'none'> | null,
    where: RecordedPlace,
    tokens: number | null = null,
  ): void {
    if (fidelity !== null) this.#segments.push(segment.reasoning(text, where, fidelity, tokens));
    else if (text !== '') this.#segments.push({ kind: 'pending', text, place: where, tokens });
  }

  answer(text: string, where: RecordedPlace): void {
    if (text !== '') this.#segments.push(segment.answer(text, where));
  }

  toolCall(name: string | null, input: unknown, callId: string | null, where: RecordedPlace): void {
    this.#segments.push(segment.toolCall(name, input, callId, where));
    if (callId !== null) this.#callIds.add(callId);
  }

  toolResult(text: string, callId: string | null, isError: boolean, where: RecordedPlace): void {
    this.#segments.push(segment.toolResult(text, callId, isError, where));
  }

  /** A block of unknown type, kept as recorded and counted. */
  raw(type: string | null, value: unknown, where: RecordedPlace): void {
    this.#segments.push(segment.raw(type, value, where));
  }

  /** Segments that were made elsewhere. */
  add(segments: readonly Segment[]): void {
    for (const s of segments) {
      this.#segments.push(s);
      if (s.kind === 'toolCall' && s.callId !== null) this.#callIds.add(s.callId);
    }
  }

  /** Whether nothing at all was recorded for this generation. */
  get isBlank(): boolean {
    return (
      this.#segments.length === 0 && this.usage.outputTokens === null && this.finishReason === null
    );
  }

  /** Whether any reasoning was found so far, with or without text. */
  get hasReasoning(): boolean {
    return this.#segments.some((s) => s.kind === 'pending' || s.kind === 'reasoning');
  }

  /** Whether the reasoning found so far holds these words. */
  hasThought(words: string): boolean {
    const thought = words.trim();
    return this.#segments.some(
      (s) => (s.kind === 'pending' || s.kind === 'reasoning') && s.text.includes(thought),
    );
  }

  /** Whether an answer found so far is these words. */
  hasSaid(words: string): boolean {
    const said = words.trim();
    return this.#segments.some((s) => s.kind === 'answer' && s.text.trim() === said);
  }

  hasSegments(): boolean {
    return this.#segments.length > 0;
  }

  hasCall(callId: string): boolean {
    return this.#callIds.has(callId);
  }

  get callIds(): ReadonlySet<string> {
    return this.#callIds;
  }

  /** Ids of the calls of one tool, in their order. */
  callIdsOf(name: string): readonly string[] {
    return this.#segments.flatMap((s) =>
      s.kind === 'toolCall' && s.name === name && s.callId !== null ? [s.callId] : [],
    );
  }

  get hasCalls(): boolean {
    return this.#segments.some((s) => s.kind === 'toolCall');
  }

  /** As recorded for the whole, else the sum of the blocks where each has its count. */
  #reasoningTokens(): number | null {
    if (this.usage.reasoningTokens !== null) return this.usage.reasoningTokens;
    let counted: number | null = null;
    for (const s of this.#segments) {
      if (s.kind !== 'pending' && s.kind !== 'reasoning') continue;
      if (s.tokens === null) return null;
      counted = (counted ?? 0) + s.tokens;
    }
    return counted;
  }

  build(): TraceDraft {
    const pending = this.#segments.filter((s) => s.kind === 'pending');
    const text = pending.map((s) => s.text).join('');
    const usage = { ...this.usage, reasoningTokens: this.#reasoningTokens() };
    const fidelity = textFidelity(text, usage.reasoningTokens, this.model);
    return draft({
      id: this.id,
      model: this.model,
      provider: this.provider,
      effort: this.effort,
      prompt: this.prompt,
      segments: this.#segments.map((s) =>
        s.kind === 'pending' ? segment.reasoning(s.text, s.place, fidelity, s.tokens) : s,
      ),
      truncated: this.truncated,
      usage,
      costUsd: this.costUsd,
      finishReason: this.finishReason,
      timing: this.timing,
      outcome: this.outcome,
      problems: this.problems,
    });
  }
}
