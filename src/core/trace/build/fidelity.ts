import { has, text } from '../../text/json';
import type { Fidelity, Segment } from '../../model/trace';

/**
 * Characters of reasoning text per billed reasoning token below which the text cannot be all that was billed, so it
 * is a digest. Raw English or code stays above 2.5, Chinese and Japanese above 1.2.
 */
const SUMMARY_BELOW = 2;
const SUMMARY_BELOW_CJK = 0.9;
/** Counts too small to tell. */
const FEWEST_TOKENS = 40;

/** Families whose provider gives a digest instead of the model's own words (their documentation, November 2026). */
const SUMMARISED_MODELS =
  /(?:^|[/.:])(?:o[134](?:-|$)|gpt-5|codex|gemini-(?:2\.5|[3-9])|claude-(?:opus|sonnet|haiku|fable)-(?:[4-9]|\d\d)|grok-(?:[4-9]|code))/;

/** Families whose weights are open or whose API gives the model's own words, also where the counts look odd. */
const RAW_MODELS =
  /(?:^|[/.:_-])(?:deepseek|qwen|qwq|glm|kimi|minimax|gpt-oss|magistral|ministral|nemotron|longcat|mimo|hunyuan|ernie|seed-oss|exaone|phi-4|olmo)/;

/**
 * What a reasoning text is when its record does not say so itself: a summary when it is too short for the tokens
 * billed or when the model's provider is known to give summaries only, else the model's own words.
 */
export function textFidelity(
  text: string,
  reasoningTokens: number | null,
  model: string | null,
): 'raw' | 'summary' {
  const name = model?.toLowerCase() ?? '';
  if (RAW_MODELS.test(name)) return 'raw';
  if (SUMMARISED_MODELS.test(name)) return 'summary';
  if (reasoningTokens === null || reasoningTokens < FEWEST_TOKENS) return 'raw';
  const limit = isMostlyCjk(text) ? SUMMARY_BELOW_CJK : SUMMARY_BELOW;
  return text.length / reasoningTokens < limit ? 'summary' : 'raw';
}

function isMostlyCjk(text: string): boolean {
  const sample = text.slice(0, 2_000);
  const wide = sample.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g)?.length ?? 0;
  return wide > 0.3 * sample.length;
}

const CIPHERTEXT = [
  'encrypted_content',
  'encryptedContent',
  'encrypted',
  'data',
  'redactedContent',
  'protectedData',
  'protected_data',
];
const SIGNATURE = ['signature', 'thinkingSignature', 'thoughtSignature', 'thought_signature'];

/**
 * What a reasoning block without text is, told in one way for all vendors: `redacted` when its ciphertext stands in place
 * of the text, `hidden` when there is only a signature; `null` when it has neither.
 */
export function sealedFidelity(block: unknown): 'hidden' | 'redacted' | null {
  // Strands keeps bytes in an object of their own.
  const isSealed = (key: string) => text(block, key) !== null || text(block, key, 'data') !== null;
  if (CIPHERTEXT.some(isSealed)) return 'redacted';
  return SIGNATURE.some((key) => has(block, key)) ? 'hidden' : null;
}

/** The fidelity of a trace: that of its text, or why there is none. */
export function traceFidelity(
  segments: readonly Segment[],
  reasoningTokens: number | null,
): Fidelity {
  const reasoning = segments.filter((s) => s.kind === 'reasoning');
  const texts = reasoning.filter((s) => s.text !== '');
  if (texts.some((s) => s.fidelity === 'summary')) return 'summary';
  const [text] = texts;
  if (text !== undefined) return text.fidelity;
  if (reasoning.some((s) => s.fidelity === 'redacted')) return 'redacted';
  return reasoning.length > 0 || (reasoningTokens ?? 0) > 0 ? 'hidden' : 'none';
}

/** Characters of answer per token at the dense end (code, tables), so that the rest is not taken for too large. */
const DENSE_ANSWER = 2.5;
const SUMMARY_OF_OUTPUT_BELOW = 1;
const FEWEST_OUTPUT_TOKENS = 200;

/**
 * For records that name no model and count no reasoning: when the output tokens that the answer cannot account for are
 * far more than the reasoning text could be, the text is a summary.
 */
export function byOutputTokens(
  segments: readonly Segment[],
  outputTokens: number | null,
): readonly Segment[] {
  let reasoning = '';
  let other = 0;
  for (const s of segments) {
    if (s.kind === 'reasoning') reasoning += s.text;
    else if (s.kind === 'answer') other += s.text.length;
    else if (s.kind === 'toolCall') other += s.input.length;
  }
  const left = (outputTokens ?? 0) - other / DENSE_ANSWER;
  if (reasoning === '' || left < FEWEST_OUTPUT_TOKENS || isMostlyCjk(reasoning)) return segments;
  if (reasoning.length / left >= SUMMARY_OF_OUTPUT_BELOW) return segments;
  return segments.map((s) =>
    s.kind === 'reasoning' && s.fidelity === 'raw' ? { ...s, fidelity: 'summary' } : s,
  );
}
