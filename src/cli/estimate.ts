import { makeCatalogue } from '../core/estimate/catalogue';
import { inEnglish } from '../core/text/voice';
import type { ModelChoice } from '../core/estimate/model';
import { parseChoice } from '../core/estimate/effort';
import { choiceProblem } from '../core/estimate/effortCheck';
import { prepare } from '../core/estimate/estimate';
import { withChanges } from '../core/migrate/withChanges';
import type { EstimateRequest } from '../core/estimate/estimate';
import { rowName } from '../core/estimate/decisionWords';
import type { ReportRow } from '../core/estimate/report';
import { recompute } from '../core/estimate/whatIf';
import { estimateOf } from '../core/estimate/worded';
import { controlHelp, controlOptions, controlsOf } from './controlFlags';
import { estimateText, taken } from './estimateTable';
import { printable, write } from './output';
import { FLAG, list, positive, readArgs, TEXT, UseError } from './arguments';
import { readPrompt } from './promptArgument';

/** What `--help` prints. */
export const USAGE =
  'usage: lrm-lens estimate PROMPT-FILE[:LINE]|- --from MODEL --to MODEL[:EFFORT][,...] [WHAT-IF...]\n' +
  '                 [--observed MODEL[:EFFORT]=REASONING_TOKENS[,...]] [--json] [--max-cost USD]\n' +
  `WHAT-IF:\n${controlHelp()}`;

const catalogue = makeCatalogue();

/** `MODEL[:EFFORT]`, refused where the effort does not exist. */
function choiceOf(text: string): ModelChoice {
  const problem = choiceProblem(text, catalogue);
  if (problem !== null) throw new UseError(inEnglish(problem));
  return parseChoice(text);
}

function observation(text: string) {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new UseError(`--observed takes MODEL[:EFFORT]=TOKENS, not '${text}'`);
  return { ...choiceOf(text.slice(0, at)), tokens: positive('observed', text.slice(at + 1)) };
}

function readRequest(args: readonly string[]) {
  const { values, positionals } = readArgs(args, {
    ...{ from: TEXT, to: TEXT, observed: TEXT, 'max-cost': TEXT, json: FLAG },
    ...controlOptions(),
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UseError('one prompt file (or -) is needed');
  const to = list(values.to ?? '');
  if (values.from === undefined || values.from.trim() === '')
    throw new UseError('--from MODEL is missing');
  if (to.length === 0) throw new UseError('--to MODEL is missing');
  const controls = controlsOf(values);
  if ('error' in controls) throw new UseError(controls.error);
  const request: EstimateRequest = {
    ...readPrompt(file),
    from: choiceOf(values.from.trim()),
    to: to.map(choiceOf),
    observed: list(values.observed ?? '').map(observation),
  };
  return {
    request,
    json: values.json,
    controls,
    maxCost: values['max-cost'] === undefined ? null : positive('max-cost', values['max-cost']),
  };
}

/** Why candidates have no cost, with the names of each. */
function uncosted(rows: readonly ReportRow[]): string {
  const told = (which: (row: ReportRow) => boolean, words: string): readonly string[] => {
    const names = rows.filter(which).map((row) => printable(rowName(row)));
    return names.length === 0 ? [] : [`${words} ${names.join(', ')}`];
  };
  return [
    ...told((row) => !row.fits, 'the prompt does not fit into'),
    ...told((row) => row.fits && row.costUsd === null, 'no price is known for'),
  ].join('; ');
}

/**
 * `lrm-lens estimate`: exit code 0; 1 when a candidate costs more than `--max-cost` (p90 of a call; with `--calls` the
 * month's mean) or none has a cost; 2 wrong use or input.
 */
export async function estimateCommand(args: readonly string[]): Promise<number> {
  const asked = readRequest(args);
  const [{ countTokens }, { libraryPrices }] = await Promise.all([
    import('../core/estimate/tokenizer.lazy'),
    import('../core/estimate/prices.lazy'),
  ]);
  const facts = { catalogue, prices: libraryPrices, countTokens, now: new Date() };
  const model = withChanges(prepare(asked.request, facts), asked.request.source, catalogue);
  const { controls } = asked;
  const report = recompute(model, controls);
  await write(
    asked.json
      ? `${JSON.stringify({ ...estimateOf(model, report), notes: taken(asked.request.source) })}\n`
      : estimateText(model, report, controls, asked.request.source),
  );
  if (asked.maxCost === null) return 0;
  const limit = asked.maxCost;
  const costs = report.rows.map((r) =>
    controls.callsPerMonth === null ? r.costUsd?.p90 : r.monthlyUsd?.mean,
  );
  if (costs.every((c) => c === undefined)) {
    process.stderr.write(
      `lrm-lens estimate: ${uncosted(report.rows)}; --max-cost cannot be kept\n`,
    );
    return 1;
  }
  if (costs.includes(undefined)) {
    process.stderr.write(
      `lrm-lens estimate: ${uncosted(report.rows)}; --max-cost checks the others\n`,
    );
  }
  return costs.some((c) => c !== undefined && c > limit) ? 1 : 0;
}
