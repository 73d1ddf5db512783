import { inEnglish } from '../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Session } from '../../../../src/core/model/session';
import { readSession } from '../../../../src/core/session/readSession';
import type { TokenPrice } from '../../../../src/core/trace/figures';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { startScan } from '../../../../src/core/trace/scan';
import { memorySource } from '../../../../src/core/trace/source';

/** USD per token: the relations of Anthropic's list, so that each kind of token can be told from the sum. */
export const PRICE: TokenPrice = {
  input: 3e-6,
  cachedInput: 0.3e-6,
  cacheWrite: 3.75e-6,
  cacheWrite1h: 6e-6,
  output: 15e-6,
  asOf: '2026-09-23',
};

/** A file in memory as the session that the product makes of it. */
export async function sessionOf(
  content: string,
  name = 'log.jsonl',
  price: TokenPrice | null = PRICE,
): Promise<Session> {
  const scan = await startScan(memorySource(name, new TextEncoder().encode(content)), FORMATS);
  assert.ok('format' in scan, 'error' in scan ? inEnglish(scan.error.message) : '');
  return readSession(scan, () => price);
}

/** A database of the fixtures as a session. */
export async function databaseSession(name: string) {
  const bytes = new Uint8Array(readFileSync(`test/fixtures/databases/${name}`));
  const scan = await startScan(memorySource(name, bytes), FORMATS);
  assert.ok('format' in scan, 'error' in scan ? inEnglish(scan.error.message) : '');
  return readSession(scan, () => null);
}

export const lines = (...values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

export const json = (value: unknown): string => JSON.stringify(value, null, 1);

/** A session's turns at a glance: the words, then the calls with their tools. */
export function outline(session: Session): readonly string[] {
  return session.turns.map((turn) => {
    const calls = turn.calls.map((index) => {
      const call = session.calls[index]!;
      const agent = call.agent === 0 ? '' : `@${call.agent} `;
      return `${agent}${call.tools.map((t) => toolLine(session, t)).join(', ') || 'answers'}`;
    });
    return `${turn.prompt} | ${calls.join(' | ')}`;
  });
}

function toolLine(session: Session, index: number): string {
  const tool = session.tools[index]!;
  const end = tool.result === null ? ' …' : tool.result.failed ? ' failed' : '';
  return `${tool.name}(${tool.summary})${end}`;
}

/** A log and what its session must be. */
export interface SessionCase {
  readonly name: string;
  readonly file?: string;
  readonly text: string;
  readonly turns: readonly string[];
  readonly agents?: number;
  readonly events?: readonly string[];
  readonly tokens?: readonly [input: number | null, output: number | null];
}

/** A test a log. */
export function readCases(cases: readonly SessionCase[]): void {
  for (const { name, file, text, turns, agents, events, tokens } of cases) {
    it(name, async () => {
      const session = await sessionOf(text, file);
      assert.deepEqual(outline(session), turns);
      assert.equal(session.agents.length, agents ?? 1);
      assert.deepEqual(
        session.events.map((e) => e.kind),
        events ?? [],
      );
      if (tokens === undefined) return;
      const { freshInput, cacheRead, cacheWrite, output } = session.figures.tokens;
      const input = freshInput === null ? null : freshInput + (cacheRead ?? 0) + (cacheWrite ?? 0);
      assert.deepEqual([input, output], tokens);
    });
  }
}
