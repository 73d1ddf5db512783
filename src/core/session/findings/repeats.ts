import type { Finding, Session, ToolCall } from '../../model/session';
import { countFigure, say } from '../../model/sentence';
import { fileName, short, usdOf, type Told } from './words';

const FAILURES = 3;
const READS = 3;
/** Commands that print a file. */
const PRINTS = /^(?:cat|nl|head|tail|less|bat|sed -n)\s/;

/** The same command failed three times or more without having worked in between. */
export function failingCommands({ session, label }: Told): readonly Finding[] {
  const findings: Finding[] = [];
  for (const uses of grouped(session, (tool) =>
    tool.family === 'shell' ? tool.inputHash : null,
  )) {
    for (const run of runsOf(uses, (i) => isFailure(session.tools[i]!))) {
      if (run.length < FAILURES) continue;
      const calls = callsOf(session, run);
      const [first, last] = [calls[0]!, calls.at(-1)!];
      const sentence = say(
        'The same command failed {0} times, calls {1} to {2}: {3}',
        countFigure(run.length),
        label(first),
        label(last),
        short(session.tools[run[0]!]!.summary),
      );
      const usd = usdOf(session, calls);
      findings.push({
        rule: 'failing-command',
        sentence,
        call: last,
        tool: run.at(-1)!,
        calls,
        usd,
      });
    }
  }
  return findings;
}

const isFailure = ({ result }: ToolCall): boolean => result?.failed === true && !result.refused;

/** The same part of a file was read three times or more and had not changed: each time the very same text came back. */
export function repeatedReads({ session, label }: Told): readonly Finding[] {
  const same = ({ family, summary, inputHash, result }: ToolCall): string | null => {
    const reads = family === 'read' || (family === 'shell' && PRINTS.test(summary));
    // Short answers ("no errors", an empty folder) are alike without being read again.
    return reads && result !== null && !result.failed && result.chars > 200
      ? `${inputHash} ${result.hash}`
      : null;
  };
  return grouped(session, same).flatMap((uses): readonly Finding[] => {
    if (uses.length < READS) return [];
    const calls = callsOf(session, uses);
    const tool = session.tools[uses[0]!]!;
    const last = calls.at(-1)!;
    const what = tool.file === null ? short(tool.summary) : fileName(tool.file);
    const sentence = say(
      '{0} was read {1} times with the same content, last at call {2}',
      what,
      countFigure(uses.length),
      label(last),
    );
    return [{ rule: 'repeated-read', sentence, call: last, tool: uses.at(-1)!, calls, usd: null }];
  });
}

interface Made {
  readonly tool: number;
  readonly old: string | null;
  readonly new: string;
}

/** An edit was taken back later: what it had put in was replaced by what had been there. */
export function undoneEdits({ session, label }: Told): readonly Finding[] {
  const byFile = new Map<string, Map<string, Made>>();
  const undone = new Map<string, { readonly tools: number[]; first: number }>();
  for (const [index, tool] of session.tools.entries()) {
    if (tool.result?.failed === true) continue;
    for (const { file, oldHash, newHash } of tool.edits) {
      const made = byFile.get(file) ?? new Map<string, Made>();
      byFile.set(file, made);
      const before = oldHash === null ? undefined : made.get(`${newHash} ${oldHash}`);
      if (before !== undefined && before.tool !== index) {
        const known = undone.get(file) ?? { tools: [], first: before.tool };
        known.tools.push(index);
        undone.set(file, known);
        made.delete(`${newHash} ${oldHash}`);
      } else if (oldHash !== null && oldHash !== newHash) {
        made.set(`${oldHash} ${newHash}`, { tool: index, old: oldHash, new: newHash });
      }
    }
  }
  return [...undone].map(([file, { tools, first }]) => {
    const calls = callsOf(session, [first, ...tools]);
    const [from, last] = [calls[0]!, calls.at(-1)!];
    const sentence =
      tools.length === 1
        ? say(
            'An edit of {0}, call {1}, was undone at call {2}',
            fileName(file),
            label(from),
            label(last),
          )
        : say(
            '{0} edits of {1} were undone, the last at call {2}',
            countFigure(tools.length),
            fileName(file),
            label(last),
          );
    return { rule: 'undone-edit', sentence, call: last, tool: tools.at(-1)!, calls, usd: null };
  });
}

/** Tool calls of one agent with one key, in order. */
function grouped(
  session: Session,
  keyOf: (tool: ToolCall) => string | null,
): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const [index, tool] of session.tools.entries()) {
    const key = keyOf(tool);
    if (key === null) continue;
    const whole = `${session.calls[tool.call]?.agent ?? 0} ${key}`;
    const group = groups.get(whole);
    if (group) group.push(index);
    else groups.set(whole, [index]);
  }
  return [...groups.values()];
}

/** Stretches of items that pass, in a row. */
function runsOf(items: readonly number[], passes: (item: number) => boolean): readonly number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  for (const item of items) {
    if (passes(item)) run.push(item);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  return run.length > 0 ? [...runs, run] : runs;
}

/** The calls of some tool calls, each once. */
function callsOf(session: Session, tools: readonly number[]): readonly number[] {
  return [...new Set(tools.map((i) => session.tools[i]!.call))];
}
