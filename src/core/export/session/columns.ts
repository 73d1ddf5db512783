import { SHOWN_KINDS } from '../../steps/kinds';
import type { CsvCell } from '../csv';
import type { ExportedCall, ExportedSession, ExportedTurn } from './model';

type Of = (call: ExportedCall, turn: ExportedTurn) => CsvCell | null;

const kinds = Object.keys(SHOWN_KINDS) as (keyof typeof SHOWN_KINDS)[];

/** The columns of a session's CSV, a line a call; unknown is empty. A new one goes to the end. */
const COLUMNS: readonly (readonly [name: string, of: Of])[] = [
  ['turn', (_, turn) => turn.number],
  ['call', (call) => call.label],
  ['agent', (call) => call.agent],
  ['model', (call) => call.model],
  ['effort', (call) => call.effort],
  ['started_at', (call) => call.startedAt],
  ['model_seconds', (call) => call.seconds],
  ['context_tokens', (call) => call.contextTokens],
  ['fresh_input_tokens', (call) => call.tokens.freshInput],
  ['cache_read_tokens', (call) => call.tokens.cacheRead],
  ['cache_write_tokens', (call) => call.tokens.cacheWrite],
  ['output_tokens', (call) => call.tokens.output],
  ['reasoning_tokens', (call) => call.tokens.reasoning],
  ['cost_usd', (call) => call.costUsd],
  ['cost_bound', (call) => call.bound],
  ['finish_reason', (call) => call.finishReason],
  ['hit_limit', (call) => call.hitLimit],
  ['fidelity', (call) => call.fidelity],
  ['tools', (call) => call.tools.length],
  ['failed_tools', (call) => call.tools.filter((tool) => tool.failed).length],
  ['lines_added', (call) => call.tools.reduce((sum, tool) => sum + tool.added, 0)],
  ['lines_removed', (call) => call.tools.reduce((sum, tool) => sum + tool.removed, 0)],
  ...kinds.map((kind): readonly [string, Of] => [
    `share_${kind}`,
    (call) =>
      call.kinds.length === 0 ? null : (call.kinds.find((k) => k.kind === kind)?.share ?? 0),
  ]),
  ['phases', (call) => call.phases.length],
  [
    'did',
    (call) => call.tools.map(({ name, asked }) => `${name} ${asked ?? ''}`.trim()).join('; '),
  ],
  ['said', (call) => call.said],
  ['prompt', (_, turn) => turn.prompt],
];

/** Head and lines of a session's CSV. */
export function callColumns({ turns }: ExportedSession): readonly (readonly CsvCell[])[] {
  const rows = turns.flatMap((turn) =>
    turn.items.flatMap((item) =>
      item.type === 'call' ? [COLUMNS.map(([, of]) => of(item, turn) ?? '')] : [],
    ),
  );
  return [COLUMNS.map(([name]) => name), ...rows];
}
