import { useMemo } from 'preact/hooks';
import { formatCount, formatShare, stepNumber, stepRange } from '../ui/format';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { Table, type TableColumn } from '../ui/table';
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
  const tokensOf = ({ first, last }: Line): number => sumOf(model.tokensBefore, first, last);
  const columns: readonly TableColumn<Line>[] = [
    {
      head: t('Phase'),
      cell: ({ title, deadEnd }) => (deadEnd ? t('{0} (dead end)', title) : title),
    },
    {
      head: t('Steps'),
      cell: ({ first, last }) => (
        <Link onClick={() => onJump(first)}>{stepRange(first, last)}</Link>
      ),
    },
    { head: t('Tokens'), number: true, cell: (line) => formatCount(tokensOf(line)) },
    {
      head: t('Share'),
      number: true,
      cell: (line) => formatShare(total > 0 ? tokensOf(line) / total : 0),
    },
    { head: t('Kinds'), cell: ({ first, last }) => kindCounts(model, first, last) },
    { head: t('Links and marks'), cell: ({ first, last }) => marksOf(model, first, last) },
  ];
  return (
    <div class="twin" tabIndex={0} role="region" aria-label={t('Timeline as table')}>
      <Table
        className="twin-table"
        label={t('Timeline as table')}
        columns={columns}
        rows={lines.slice(0, MAX_ROWS)}
      />
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
