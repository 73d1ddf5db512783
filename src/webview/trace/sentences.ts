import type { Insight } from '../../core/steps/insights';
import { formatCount, formatShare, formatSmallUsd, stepNumber, stepRange } from '../ui/format';
import { t } from '../ui/l10n';

/** A part of a sentence: plain, the link-coloured target of its jump, or a strong figure. */
export interface Part {
  readonly text: string;
  readonly role: 'plain' | 'jump' | 'strong';
}

/**
 * Splits a sentence at its marks: `[step 25]` is the jump, `*41 %*` a strong figure. One mark language for all
 * insights, so that a translation can move them.
 */
export function parts(sentence: string): readonly Part[] {
  return sentence
    .split(/(\[[^\]]*\]|\*[^*]*\*)/)
    .filter((text) => text !== '')
    .map((text) => {
      if (text.startsWith('[')) return { text: text.slice(1, -1), role: 'jump' };
      if (text.startsWith('*')) return { text: text.slice(1, -1), role: 'strong' };
      return { text, role: 'plain' };
    });
}

/** An insight in one sentence, with marks for `parts`. */
export function insightSentence(insight: Insight): string {
  const step = stepNumber(insight.step);
  switch (insight.kind) {
    case 'concluded': {
      const { steps, shareAfter, usdAfter, tokens } = insight;
      if (tokens === 0) return t('Answer first concluded at [step {0}], the last', step);
      const after = t('{0} tokens', formatCount(tokens));
      const cost = usdAfter === null ? after : `${after}, ${formatSmallUsd(usdAfter)}`;
      return t(
        'Answer first concluded at [step {0}] of {1}: *{2}* of tokens came after ({3})',
        step,
        formatCount(steps),
        formatShare(shareAfter),
        cost,
      );
    }
    case 'backtracks':
      if (insight.count === 1) return t('1 backtrack, at [step {0}]', step);
      return t('{0} backtracks, the longest at [step {1}]', formatCount(insight.count), step);
    case 'deadEnds': {
      const { count, share, first, last } = insight;
      const where = stepRange(first, last);
      if (count === 1)
        return t(
          '1 dead end (begun and given up), {0} of tokens, [steps {1}]',
          formatShare(share),
          where,
        );
      return t(
        '{0} dead ends (begun and given up), {1} of tokens, the longest [steps {2}]',
        formatCount(count),
        formatShare(share),
        where,
      );
    }
    case 'checking': {
      const { share, checks, checksAfter } = insight;
      const spent = t('Checking ≈ {0} of tokens', formatShare(share));
      if (checksAfter === null || checksAfter === 0) return t('{0}, from [step {1}]', spent, step);
      return t(
        '{0}, {1} of {2} checks after the answer, from [step {3}]',
        spent,
        formatCount(checksAfter),
        formatCount(checks),
        step,
      );
    }
    case 'loop':
      return t(
        'Repeats itself from [step {0}]: *{1}* of tokens in the loop',
        step,
        formatShare(insight.share),
      );
    case 'cut':
      if (insight.answered) return t('Reasoning cut off at [step {0}]', step);
      return t(
        '*No answer:* the reasoning was cut off at [step {0}] after {1} tokens',
        step,
        formatCount(insight.tokens),
      );
  }
}
