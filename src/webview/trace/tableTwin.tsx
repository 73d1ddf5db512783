import { useMemo } from 'preact/hooks';
import { formatCount, formatShare, stepNumber, stepRange } from '../ui/format';
import { t } from '../ui/l10n';
import { kindCounts } from './kindCounts';
import { sumOf, type TraceModel } from './traceModel';

/** More phases than this are not read as a table; the list has them all. */
const MAX_ROWS = 300;
/** Links named for one phase. */
const MAX_LINKS = 8;

interface Line {
  readonly first: number;
  readonly last: number;
  readonly title: string;
  readonly deadEnd: boolean;
}

interface TableTwinProps {
  readonly model: TraceModel;
  readonly onJump: (step: number) => void;
}

/** The timeline in words: what its lengths, colours, arcs and marks show. */
export function TableTwin({ model, onJump }: TableTwinProps) {
  const lines = useMemo(() => tableLines(model), [model]);
  const total = model.tokensBefore.at(-1)!;
  return (
    <div class="twin" tabIndex={0} role="region" aria-label={t('Timeline as table')}>
      <table>
        <caption class="visually-hidden">{t('Timeline as table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Phase')}</th>
            <th scope="col">{t('Steps')}</th>
            <th scope="col" class="number">
              {t('Tokens')}
            </th>
            <th scope="col" class="number">
              {t('Share')}
            </th>
            <th scope="col">{t('Kinds')}</th>
            <th scope="col">{t('Links and marks')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, MAX_ROWS).map(({ first, last, title, deadEnd }) => {
            const tokens = sumOf(model.tokensBefore, first, last);
            return (
              <tr key={first}>
                <th scope="row">{deadEnd ? t('{0} (dead end)', title) : title}</th>
                <td>
                  <button type="button" class="link" onClick={() => onJump(first)}>
                    {stepRange(first, last)}
                  </button>
                </td>
                <td class="number">{formatCount(tokens)}</td>
                <td class="number">{formatShare(total > 0 ? tokens / total : 0)}</td>
                <td>{kindCounts(model, first, last)}</td>
                <td>{marksOf(model, first, last)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {lines.length > MAX_ROWS && (
        <p class="muted">{t('{0} more phases', formatCount(lines.length - MAX_ROWS))}</p>
      )}
    </div>
  );
}

/** The phases, or the whole trace as one line when it has none. */
function tableLines(model: TraceModel): readonly Line[] {
  const { phases } = model.outline;
  if (phases.length > 0) return phases;
  return [{ first: 0, last: model.count - 1, title: t('Whole trace'), deadEnd: false }];
}

/** Links that start in a run of steps, and the marks that stand in it. */
function marksOf(model: TraceModel, first: number, last: number): string {
  const { links, answer, loopStart } = model.outline;
  const within = (step: number | null): step is number =>
    step !== null && step >= first && step <= last;
  const found: string[] = [];
  let more = 0;
  for (let step = first; step <= last; step++) {
    for (const link of model.linksAt.get(step) ?? []) {
      if (links.from[link] !== step || links.kind[link]! > 1) continue;
      if (found.length >= MAX_LINKS) more++;
      else {
        const to = stepNumber(links.to[link]!);
        found.push(
          links.kind[link] === 0
            ? t('{0} goes back to {1}', stepNumber(step), to)
            : t('{0} checks {1}', stepNumber(step), to),
        );
      }
    }
  }
  if (more > 0) found.push(t('{0} more', formatCount(more)));
  if (within(answer.firstMentioned) && answer.firstMentioned !== answer.firstConcluded) {
    found.push(t('answer first mentioned at {0}', stepNumber(answer.firstMentioned)));
  }
  if (within(answer.firstConcluded)) {
    found.push(t('answer first concluded at {0}', stepNumber(answer.firstConcluded)));
  }
  if (within(loopStart)) found.push(t('loop from {0}', stepNumber(loopStart)));
  return found.length === 0 ? '–' : found.join('; ');
}
