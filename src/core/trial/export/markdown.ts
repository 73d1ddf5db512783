import { english, inEnglish } from '../../text/voice';
import { CHECK_NAMES } from '../checks/names';
import type { TrialFile } from '../model';
import type { Comparison, Interval, ModelFigures } from '../verdictModel';
import { METHODS } from '../methods';
import type { TrialExportInput } from './exports';

/** A cell of a table: nothing in it ends the cell or the row, or becomes a tag. */
const cell = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\|`*_[\]<>]/g, (c) => `\\${c}`)
    .trim();

const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const [head = [], ...rest] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rest.map(line)];
};

const range = (i: Interval | null, write: (n: number) => string): string =>
  i === null ? 'unknown' : `${write(i.value)} (${write(i.low)} to ${write(i.high)})`;

/** A trial for people: the sentence first, then the table, the cases that flipped, how it was done. */
export function trialMarkdown({ trial, verdict, name, date }: TrialExportInput): string {
  const { comparisons, models } = verdict;
  return [
    `# Trial: ${cell(name)}`,
    '',
    ...comparisons.flatMap((c) => [
      `**${cell(inEnglish(c.sentence))}** ${cell(inEnglish(c.certainty))}`,
      '',
    ]),
    ...table([
      ['model', 'right', 'cost of a call', 'time', 'cut off', 'refused', 'failed', 'spent'],
      ...models.map(figureRow),
    ]),
    '',
    ...verdict.effort.flatMap((e) => e.sentences.map((s) => `- ${cell(inEnglish(s))}`)),
    '',
    ...flips(trial, comparisons),
    '## How it was done',
    '',
    `- ${trial.cases.length} cases, ${verdict.casesLeftOut} left out, ${trial.repeats} call(s) of each model on each case, in an order shuffled by seed ${trial.seed}.`,
    `- Check: ${cell(inEnglish(CHECK_NAMES[trial.check.kind].title))}. ${cell(inEnglish(CHECK_NAMES[trial.check.kind].words))}`,
    ...METHODS.map((m) => `- ${m}`),
    `- Spent: ${english.usd(verdict.spentUsd)}. Written on ${date}. True for calls like these.`,
    '',
  ].join('\n');
}

function figureRow(m: ModelFigures): readonly string[] {
  return [
    m.candidate,
    `${m.right} of ${m.graded}`,
    range(m.meanCostUsd, english.usd),
    range(m.medianSeconds, english.time),
    String(m.byStatus['cut-off']),
    String(m.byStatus.refused),
    String(m.byStatus.failed),
    m.spentUsd === null ? 'unknown' : english.usd(m.spentUsd),
  ];
}

function flips(trial: TrialFile, comparisons: readonly Comparison[]): readonly string[] {
  const rows = new Map(trial.cases.map((c, i) => [c.id, { row: i + 1, item: c }]));
  const lines = comparisons.flatMap((c) =>
    c.flips.map(({ case: id, to }) => {
      const found = rows.get(id);
      const values = Object.values(found?.item.values ?? {})
        .join(' · ')
        .slice(0, 120);
      return [c.candidate, to, String(found?.row ?? ''), values, found?.item.expected ?? ''];
    }),
  );
  return lines.length === 0
    ? []
    : [
        '## Cases that flipped',
        '',
        ...table([['model', 'became', 'row', 'case', 'expected'], ...lines]),
        '',
      ];
}
