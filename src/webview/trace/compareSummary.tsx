import type { ComponentChildren } from 'preact';
import type { Figure } from '../../core/model/figure';
import type { TraceComparison } from '../../protocol/traceData';
import {
  formatCount,
  formatDecimal,
  formatSeconds,
  formatShare,
  formatUsd,
  stepNumber,
} from '../ui/format';
import { DeltaLine, DeltaTable, relative, signed } from '../ui/delta';
import { ProvenanceDot } from '../ui/icons';
import { t } from '../ui/l10n';
import { sideFacts, sideNames } from './compareModel';
import { parts } from './sentences';
import type { TraceModel } from './traceModel';
import { noteOf } from './words';

interface SummaryProps {
  readonly comparison: TraceComparison;
  readonly a: TraceModel;
  readonly b: TraceModel;
}

/** The figures of both sides with what B has more or less, and what that comes to in words. */
export function CompareSummary({ comparison, a, b }: SummaryProps) {
  const [nameA, nameB] = sideNames(comparison.names);
  const x = a.outline.header;
  const y = b.outline.header;
  const left = sideFacts(a);
  const right = sideFacts(b);
  return (
    <div class="compare-summary">
      <DeltaTable full={comparison.names} names={[nameA, nameB]}>
        <FigureLine
          name={t('Reasoning tokens')}
          a={x.reasoningTokens}
          b={y.reasoningTokens}
          format={formatCount}
        />
        <FigureLine
          name={t('Answer tokens')}
          a={x.answerTokens}
          b={y.answerTokens}
          format={formatCount}
        />
        <FigureLine
          name={t('Cost')}
          a={x.cost.figure}
          b={y.cost.figure}
          format={formatUsd}
          missing={[x.cost.missing, y.cost.missing].map((m) =>
            m === 'no-price' ? t('no price') : t('unknown'),
          )}
        />
        <FigureLine name={t('Time')} a={x.seconds} b={y.seconds} format={formatSeconds} />
        <DeltaLine
          name={t('Steps')}
          a={formatCount(a.count)}
          b={formatCount(b.count)}
          delta={signed(b.count - a.count)}
        />
        {a.outline.labellings.length + b.outline.labellings.length > 0 && (
          <DeltaLine name={t('Labels')} a={labelledWith(a)} b={labelledWith(b)} delta="" />
        )}
        <DeltaLine
          name={t('Answer first concluded')}
          a={concluded(a, left.concludedAt)}
          b={concluded(b, right.concludedAt)}
          delta=""
        />
        <DeltaLine
          name={t('Tokens after the answer')}
          a={left.tokensAfter === null ? '–' : formatCount(left.tokensAfter)}
          b={right.tokensAfter === null ? '–' : formatCount(right.tokensAfter)}
          delta={relative(left.tokensAfter, right.tokensAfter)}
        />
        <DeltaLine
          name={t('Backtracks, dead ends (begun and given up)')}
          a={`${formatCount(left.backtracks)}, ${formatCount(left.deadEnds)}`}
          b={`${formatCount(right.backtracks)}, ${formatCount(right.deadEnds)}`}
          delta={`${signed(right.backtracks - left.backtracks)}, ${signed(right.deadEnds - left.deadEnds)}`}
        />
        <DeltaLine
          name={t('Answer')}
          a={a.outline.answer.answer ?? t('not found')}
          b={b.outline.answer.answer ?? t('not found')}
          delta={
            comparison.sameAnswer === null ? '' : comparison.sameAnswer ? t('same') : t('differs')
          }
        />
      </DeltaTable>
      <ul class="compare-words">
        {compareSentences(comparison, a, b).map((sentence) => (
          <li key={sentence}>
            {parts(sentence).map(({ text, role }) =>
              role === 'strong' ? <strong>{text}</strong> : text,
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Whose labels the steps of a side have. */
function labelledWith({ outline, count }: TraceModel): string {
  const { labellings } = outline;
  const others = count - labellings.reduce((sum, { steps }) => sum + steps, 0);
  return [...labellings.map(({ by }) => by), ...(others > 0 ? ['LRM Lens'] : [])].join('; ');
}

/** What the comparison comes to, in plain sentences with `parts` marks. */
export function compareSentences(
  comparison: TraceComparison,
  a: TraceModel,
  b: TraceModel,
): readonly string[] {
  const left = sideFacts(a);
  const right = sideFacts(b);
  const x = a.outline.header.reasoningTokens?.value ?? a.tokensBefore.at(-1)!;
  const y = b.outline.header.reasoningTokens?.value ?? b.tokensBefore.at(-1)!;
  const found: string[] = [];
  if (x > 0 && y > 0) {
    const [more, ratio] = x >= y ? ['A', x / y] : ['B', y / x];
    const counted = [a, b].every(
      (m) => m.outline.header.reasoningTokens?.provenance === 'measured',
    );
    const times = `${counted ? '' : '≈ '}${formatDecimal(ratio, 1)}×`;
    if (comparison.sameAnswer === true) {
      found.push(t('Same answer; {0} takes *{1}* the tokens.', more, times));
    } else if (comparison.sameAnswer === false) {
      found.push(t('*Different answers*; {0} takes {1} the tokens.', more, times));
    } else found.push(t('{0} takes *{1}* the tokens.', more, times));
  }
  if (left.deadEnds !== right.deadEnds) {
    const [side, other, tokens] =
      left.deadEnds > right.deadEnds ? ['A', 'B', left.deadTokens] : ['B', 'A', right.deadTokens];
    found.push(
      t('{0} spends *{1}* tokens on dead ends, more than {2}.', side, formatCount(tokens), other),
    );
  }
  if (
    left.checksAfter !== null &&
    right.checksAfter !== null &&
    left.checksAfter + right.checksAfter > 0
  ) {
    found.push(
      t(
        'After the answer, A checks {0} times, B {1} times.',
        formatCount(left.checksAfter),
        formatCount(right.checksAfter),
      ),
    );
  }
  if (comparison.samePrompt === false) found.push(t('The prompts differ: compare with care.'));
  found.push(t('One run each. A second run of the same model can differ as much.'));
  return found;
}

function concluded(model: TraceModel, share: number | null): string {
  const step = model.outline.answer.firstConcluded;
  if (step === null || share === null) return t('not found');
  return t('step {0}, {1}', stepNumber(step), formatShare(share));
}

interface FigureLineProps {
  readonly name: string;
  readonly a: Figure | null;
  readonly b: Figure | null;
  readonly format: (value: number) => string;
  readonly missing?: readonly string[];
}

function FigureLine({ name, a, b, format, missing = [] }: FigureLineProps) {
  const cell = (figure: Figure | null, n: 0 | 1): ComponentChildren =>
    figure === null ? (
      (missing[n] ?? t('unknown'))
    ) : (
      <span title={noteOf(figure)}>
        {format(figure.value)}
        <ProvenanceDot provenance={figure.provenance} />
      </span>
    );
  return (
    <DeltaLine
      name={name}
      a={cell(a, 0)}
      b={cell(b, 1)}
      delta={relative(a?.value ?? null, b?.value ?? null)}
    />
  );
}
