import type { ComparedSession } from '../../../core/model/sessionComparison';
import type { Figures } from '../../../core/model/session';
import { inputTokens, workMs } from '../../../core/session/figures';
import type { NamedComparison } from '../../../protocol/traceData';
import { DeltaLine, DeltaTable, relative, signed } from '../../ui/delta';
import { formatCount, formatDecimal } from '../../ui/format';
import { t } from '../../ui/l10n';
import { countText, fileName, moneyText, timeText } from '../words';
import { pairCounts } from './compareRows';

/** The figures of both sessions with what B has more or less, and what that comes to in words. */
export function RunSummary({ comparison }: { readonly comparison: NamedComparison }) {
  const { a, b, names } = comparison;
  const [x, y] = [a.figures, b.figures];
  const count = (name: string, left: number, right: number) => (
    <DeltaLine
      name={name}
      a={formatCount(left)}
      b={formatCount(right)}
      delta={signed(right - left)}
    />
  );
  const tokens = (name: string, of: (f: Figures) => number | null) => (
    <DeltaLine
      name={name}
      a={countText(of(x))}
      b={countText(of(y))}
      delta={relative(of(x), of(y))}
    />
  );
  return (
    <div class="compare-summary">
      <DeltaTable full={names} names={[nameOf(a, names[0]), nameOf(b, names[1])]}>
        <DeltaLine
          name={t('Cost')}
          a={moneyText(x.money)}
          b={moneyText(y.money)}
          delta={relative(x.money.usd, y.money.usd)}
        />
        <DeltaLine
          name={t('Time')}
          a={timeText(workMs(x))}
          b={timeText(workMs(y))}
          delta={relative(workMs(x), workMs(y))}
        />
        {tokens(t('Input'), inputTokens)}
        {tokens(t('Output'), (f) => f.tokens.output)}
        {tokens(t('Reasoning'), (f) => f.tokens.reasoning)}
        {count(t('Turns'), a.turns, b.turns)}
        {count(t('Calls'), x.calls, y.calls)}
        {count(t('Tools'), x.tools, y.tools)}
        {count(t('Failed tools'), x.errors, y.errors)}
        {count(t('Files touched'), x.files, y.files)}
      </DeltaTable>
      <ul class="compare-words">
        {words(comparison).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

/** Models where they differ by nothing else, else the file. */
function nameOf({ models, formatTitle }: ComparedSession, file: string): string {
  return models.length === 0 ? `${t(formatTitle)} ${file}` : models.join(', ');
}

const MAX_FILES = 4;

function words(comparison: NamedComparison): readonly string[] {
  const { a, b, files, sameTask } = comparison;
  const found: string[] = [];
  const [x, y] = [a.figures.money.usd, b.figures.money.usd];
  if (x !== null && y !== null && x > 0 && y > 0 && x !== y) {
    const [more, ratio] = x > y ? ['A', x / y] : ['B', y / x];
    found.push(t('{0} costs {1}× as much.', more, formatDecimal(ratio, 1)));
  }
  const { same, paired, rows } = pairCounts(comparison);
  if (rows > 0) {
    found.push(
      t(
        '{0} of {1} lines have a partner, {2} of them word by word.',
        formatCount(paired),
        formatCount(rows),
        formatCount(same),
      ),
    );
  }
  found.push(...fileWords(files));
  if (a.answer !== null && b.answer !== null) {
    found.push(a.answer === b.answer ? t('Same last words.') : t('Different last words.'));
  }
  if (sameTask === false) found.push(t('The tasks differ: compare with care.'));
  const left = a.left + b.left;
  if (left > 0) found.push(t('{0} lines at the ends are not compared.', formatCount(left)));
  found.push(t('One run each. A second run of the same model can differ as much.'));
  return found;
}

function fileWords({ both, onlyA, onlyB }: NamedComparison['files']): readonly string[] {
  const named = (files: readonly string[]): string => {
    const more = files.length - MAX_FILES;
    const names = files.slice(0, MAX_FILES).map(fileName).join(', ');
    return more > 0 ? `${names} +${formatCount(more)}` : names;
  };
  return [
    ...(both.length > 0 ? [t('Both edit {0}.', named(both))] : []),
    ...(onlyA.length > 0 ? [t('Only A edits {0}.', named(onlyA))] : []),
    ...(onlyB.length > 0 ? [t('Only B edits {0}.', named(onlyB))] : []),
  ];
}
