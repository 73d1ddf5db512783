import { inEnglish } from '../core/text/voice';
import { english } from '../core/text/voice';
import type { Problem } from '../core/model/problem';
import { bandOf } from '../core/steps/bands';
import { labellerOf } from '../core/steps/corrections/modelLabels';
import type { LabelsBeside } from '../core/steps/corrections/beside';
import type { SchemeId } from '../core/steps/classifier/schemes';
import type { Analysis } from '../core/steps/model';
import { answerText, reasoningText, type Trace } from '../core/model/trace';
import type { TraceFacts } from '../core/trace/facts';
import type { Cost } from '../core/trace/figures';
import { columns, paint, printable } from './output';

const HEAD = ['#', 'model', 'reasoning', 'chars', 'tokens', 'answer', 'tools', 'cost', 'finish'];
const NUMBERS = new Set([0, 3, 4, 5, 6, 7]);
const STEP_NUMBERS = new Set([0, 3]);
const STEP_START = 60;
const SHOWN_PROBLEMS = 5;

interface TableOptions {
  readonly steps: boolean;
  readonly text: boolean;
  readonly scheme: SchemeId;
}

/**
 * The table that `inspect` prints for people: a row a trace, under it its steps or its reasoning where asked for, then
 * the problems of the file.
 */
export class InspectTable {
  readonly #file: string;
  readonly #title: string;
  readonly #options: TableOptions;
  readonly #labels: LabelsBeside;
  readonly #rows: string[][] = [];
  readonly #details: (readonly string[])[] = [];

  constructor(file: string, title: string, options: TableOptions, labels: LabelsBeside) {
    this.#file = file;
    this.#title = title;
    this.#options = options;
    this.#labels = labels;
  }

  add(trace: Trace, facts: TraceFacts): void {
    const reasoning = reasoningText(trace);
    this.#rows.push([
      String(trace.index + 1),
      printable(trace.model ?? 'unknown'),
      trace.truncated ? `${trace.fidelity}, cut off` : trace.fidelity,
      number(reasoning.length),
      number(trace.usage.reasoningTokens),
      number(answerText(trace).length),
      number(facts.toolCalls),
      money(facts.cost),
      printable(trace.finishReason ?? '-'),
    ]);
    this.#details.push([
      ...(this.#options.steps
        ? stepLines(this.#labels.analyse(trace, { scheme: this.#options.scheme }), reasoning)
        : []),
      ...(this.#options.text ? reasoning.split('\n').map(printable) : []),
    ]);
  }

  print(problems: readonly Problem[]): string {
    const [head = '', ...rows] = columns([HEAD, ...this.#rows], NUMBERS);
    const body = rows.flatMap((row, i) => [
      row,
      ...(this.#details[i] ?? []).map((line) => `    ${line}`),
    ]);
    const title = `${paint('bold', printable(this.#file))}  ${this.#title}`;
    return [title, paint('dim', head), ...body, ...problemLines(problems), ''].join('\n') + '\n';
  }
}

/** `>=` where an output was counted before its end. */
function money({ figure, bound }: Cost): string {
  if (figure === null) return '-';
  return `${bound === 'at-least' ? '>= ' : ''}${english.usd(figure.value)}`;
}

/** Number, kind, how sure of it or whose it is, share of the tokens (estimated), and how the step begins. */
function stepLines({ steps }: Analysis, reasoning: string): readonly string[] {
  const rows = steps.map((step, i) => [
    String(i + 1),
    step.kind,
    printable(labellerOf(step) ?? bandOf(step.confidence)),
    `~${number(Math.round(step.tokens))}`,
    printable(reasoning.slice(step.start, Math.min(step.end, step.start + STEP_START))).trim(),
  ]);
  return columns(rows, STEP_NUMBERS);
}

function number(value: number | null): string {
  return value === null ? '-' : english.count(value);
}

/** What could not be read, the first few. */
export function problemLines(problems: readonly Problem[]): readonly string[] {
  const lines = problems.slice(0, SHOWN_PROBLEMS).map((p) => {
    const where = p.at?.offset === undefined ? '' : ` (byte ${english.count(p.at.offset)})`;
    return paint('yellow', `! ${printable(inEnglish(p.message))}${where}`);
  });
  const more = problems.length - lines.length;
  return more > 0 ? [...lines, `! and ${more} more`] : lines;
}
