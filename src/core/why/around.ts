import type { Session, ToolCall } from '../model/session';
import { firstLine } from '../text/firstLine';

// What stands before and after an edit in its session, beside the reasoning.

/** An earlier change of the same place, or one that was asked for and not made. */
export interface TriedEdit {
  readonly call: number;
  readonly tool: number;
  readonly at: number | null;
  readonly outcome: 'failed' | 'refused' | 'replaced';
  /** First line of what failed, or of the text that was replaced. */
  readonly said: string;
}

/** A run of tests after an edit. */
export interface TestRun {
  readonly call: number;
  readonly tool: number;
  readonly command: string;
  readonly at: number | null;
  /** `null` where no result is recorded. */
  readonly passed: boolean | null;
  readonly said: string;
}

/** A tool call of the agent before an edit, in the same turn. */
export interface ToolBefore {
  readonly call: number;
  readonly tool: number;
  readonly name: string;
  /** What it was asked: a file, a command, words to look for. */
  readonly summary: string;
  readonly failed: boolean;
}

/** So many of a kind are told. */
const MAX_LISTED = 5;

/** The last tool calls of the same agent and turn before the edit, in their order. */
export function toolsBefore(session: Session, toolIndex: number): readonly ToolBefore[] {
  const own = session.calls[session.tools[toolIndex]!.call]!;
  const before = session.tools.slice(0, toolIndex).flatMap((tool, i): readonly ToolBefore[] => {
    const { turn, agent } = session.calls[tool.call]!;
    if (turn !== own.turn || agent !== own.agent) return [];
    const failed = tool.result?.failed === true;
    const summary = firstLine(tool.summary, 160);
    return [{ call: tool.call, tool: i, name: tool.name, summary, failed }];
  });
  return before.slice(-MAX_LISTED);
}

/** Changes of the same file before the edit: those that were not made, and those whose text the edit replaced. */
export function triedBefore(session: Session, toolIndex: number): readonly TriedEdit[] {
  const own = session.tools[toolIndex]!;
  const files = new Set(own.edits.map(({ file }) => file));
  const olds = new Set(own.edits.flatMap(({ oldHash }) => (oldHash === null ? [] : [oldHash])));
  const tried = session.tools.slice(0, toolIndex).flatMap((tool, i): readonly TriedEdit[] => {
    const same = tool.edits.filter(({ file }) => files.has(file));
    if (same.length === 0) return [];
    const place = { call: tool.call, tool: i, at: tool.startedAt };
    const said = tool.result?.preview ?? '';
    if (tool.result?.refused === true) return [{ ...place, outcome: 'refused', said }];
    if (tool.result?.failed === true) return [{ ...place, outcome: 'failed', said }];
    return same.some(({ newHash }) => olds.has(newHash))
      ? [{ ...place, outcome: 'replaced', said: tool.summary }]
      : [];
  });
  return tried.slice(-MAX_LISTED);
}

/** Commands that run tests or checks, by their words. */
const TESTS =
  /\b(?:(?:npm|pnpm|yarn|bun)(?: run)? (?:test|check|typecheck|lint)|(?:npx |bunx )?(?:vitest|jest|mocha|playwright test|tsc)|pytest|python3? -m (?:pytest|unittest)|tox|cargo (?:test|check|clippy)|go (?:test|vet)|(?:gradlew?|mvn)\b[^\n;&|]{0,80}\b(?:test|check|verify)|dotnet test|rspec|rake test|phpunit|mix test|make (?:test|check)|ctest|swift test|deno test|node --test)\b/;

/** Runs of tests after an edit, in its turn and until the same file is changed again. */
export function testsAfter(session: Session, toolIndex: number): readonly TestRun[] {
  const own = session.tools[toolIndex]!;
  const { turn } = session.calls[own.call]!;
  const runs: TestRun[] = [];
  for (let t = toolIndex + 1; t < session.tools.length && runs.length < MAX_LISTED; t++) {
    const tool = session.tools[t]!;
    if (session.calls[tool.call]!.turn !== turn) break;
    if (tool.edits.some(({ file }) => own.edits.some((e) => e.file === file)) && runs.length > 0)
      break;
    if (!isTestRun(tool)) continue;
    const { result } = tool;
    runs.push({
      call: tool.call,
      tool: t,
      command: firstLine(tool.summary, 160),
      at: tool.startedAt,
      passed: result === null ? null : !result.failed,
      said: result?.preview ?? '',
    });
  }
  return runs;
}

function isTestRun({ family, name, summary }: ToolCall): boolean {
  return family === 'shell' && (TESTS.test(summary) || /^run_?tests$/i.test(name));
}
