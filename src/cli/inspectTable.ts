import type { Problem } from '../core/problem';
import { answerText, reasoningText, type Trace } from '../core/trace/model';
import { columns, paint, printable } from './output';

const HEAD = ['#', 'model', 'reasoning', 'chars', 'tokens', 'answer', 'tools', 'cost', 'finish'];
const NUMBERS = new Set([0, 3, 4, 5, 6, 7]);
const SHOWN_PROBLEMS = 5;

/** The table that `inspect` prints for people: a row a trace, then the problems of the file. */
export class InspectTable {
  readonly #file: string;
  readonly #title: string;
  readonly #rows: string[][] = [];
  readonly #texts: (string | null)[] = [];

  constructor(file: string, title: string) {
    this.#file = file;
    this.#title = title;
  }

  add(trace: Trace, options: { readonly text: boolean }): void {
    const reasoning = reasoningText(trace);
    this.#rows.push([
      String(trace.index + 1),
      printable(trace.model ?? 'unknown'),
      trace.truncated ? `${trace.fidelity}, cut off` : trace.fidelity,
      number(reasoning.length),
      number(trace.usage.reasoningTokens),
      number(answerText(trace).length),
      number(trace.segments.filter((s) => s.kind === 'toolCall').length),
      trace.costUsd === null ? '-' : `$${trace.costUsd.toPrecision(3)}`,
      printable(trace.finishReason ?? '-'),
    ]);
    this.#texts.push(options.text ? reasoning : null);
  }

  print(problems: readonly Problem[]): string {
    const [head = '', ...rows] = columns([HEAD, ...this.#rows], NUMBERS);
    const body = rows.flatMap((row, i) => [row, ...indented(this.#texts[i] ?? null)]);
    const title = `${paint('bold', printable(this.#file))}  ${this.#title}`;
    return [title, paint('dim', head), ...body, ...problemLines(problems), ''].join('\n') + '\n';
  }
}

function number(value: number | null): string {
  return value === null ? '-' : value.toLocaleString('en');
}

function indented(text: string | null): readonly string[] {
  return text === null ? [] : text.split('\n').map((line) => `    ${printable(line)}`);
}

function problemLines(problems: readonly Problem[]): readonly string[] {
  const lines = problems.slice(0, SHOWN_PROBLEMS).map((p) => {
    const where = p.at?.offset === undefined ? '' : ` (byte ${p.at.offset.toLocaleString('en')})`;
    return paint('yellow', `! ${printable(p.message)}${where}`);
  });
  const more = problems.length - lines.length;
  return more > 0 ? [...lines, `! and ${more} more`] : lines;
}
