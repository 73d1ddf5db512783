import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileSource } from '../../src/cli/fileSource';
import { createMatcher } from '../../src/core/search/matcher';
import { NO_FILTERS } from '../../src/core/search/model';
import { searchFile } from '../../src/core/search/searchFile';
import type { BenchRow } from './bench';
import { writeSessionLog } from './sessionLog';

export const name = 'Search in reasoning';

const MEGABYTE = 1024 * 1024;
const LOGS = 64;
/** About 2 MB each, as most logs of agents are; and one that is large. */
const RECORDS = 1_800;
const LARGE_RECORDS = 220_000;
const ROUNDS = 5;
/** Stands in one log; the others in none. */
const RARE = 'flamingo sandwich';
const NOWHERE = 'walrus accordion';
const SHORT = 'yurt';

/**
 * Words that are in no log, or in one, against ripgrep on the same files: the least of some rounds, without the start of
 * our process and with that of ripgrep's. Rows without ripgrep where there is none.
 */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lrm-lens-bench-'));
  try {
    let bytes = 0;
    const logs = join(folder, 'log');
    for (let i = 0; i < LOGS; i++) bytes += writeSessionLog(`${logs}-${i}.jsonl`, RECORDS);
    const large = join(folder, 'large');
    bytes += writeSessionLog(large, LARGE_RECORDS);
    const small = readdirSync(folder).filter((file) => file.startsWith('log-'));
    const paths = small.map((file) => join(folder, file));
    appendFileSync(paths[0]!, `${JSON.stringify(thought(RARE))}\n`);
    const before = process.memoryUsage().rss;
    const rows = [
      { name: 'files', value: bytes / MEGABYTE, unit: 'MB', ...plain },
      await against(`words in none of ${LOGS} logs of 2 MB`, paths, NOWHERE, true),
      await against(`a short word in none of ${LOGS} logs of 2 MB`, paths, SHORT, true),
      await against('words that are not in one large log', [large], NOWHERE, true),
      await against(
        `a pattern in none of ${LOGS} logs of 2 MB`,
        paths,
        'walrus,? (?:a|b)\\w+',
        false,
        true,
      ),
      await against(`words in one of ${LOGS} logs of 2 MB`, paths, RARE, false),
    ];
    const extra = (process.memoryUsage().rss - before) / MEGABYTE;
    return [
      ...rows,
      { name: 'extra memory after all searches', value: extra, unit: 'MB', ...plain },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const plain = { against: null, ratio: null, goal: null, met: null };

async function against(
  what: string,
  paths: readonly string[],
  text: string,
  hasGoal: boolean,
  regex = false,
): Promise<BenchRow> {
  let own = Infinity;
  let grep = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    own = Math.min(own, await search(paths, text, regex));
    grep = Math.min(grep, ripgrep(paths, text, regex));
  }
  const ratio = Number.isFinite(grep) ? own / grep : null;
  return {
    name: what,
    value: own,
    unit: 'ms',
    against: ratio === null ? null : 'rg -i -c',
    ratio,
    goal: hasGoal ? '<= 3x' : null,
    met: hasGoal && ratio !== null ? ratio <= 3 : null,
  };
}

async function search(paths: readonly string[], text: string, regex: boolean): Promise<number> {
  const matcher = createMatcher({ text, regex });
  if ('problem' in matcher) throw new Error(matcher.problem.message);
  const start = performance.now();
  for (const path of paths) {
    const opened = await fileSource(path);
    await searchFile(opened.source, matcher, NO_FILTERS, { onHits: () => undefined });
    await opened.close();
  }
  return performance.now() - start;
}

/** Time in milliseconds; infinite where there is no ripgrep. */
function ripgrep(paths: readonly string[], text: string, regex: boolean): number {
  const start = performance.now();
  const { error } = spawnSync('rg', ['-i', '-c', ...(regex ? [] : ['-F']), '--', text, ...paths]);
  return error === undefined ? performance.now() - start : Infinity;
}

function thought(thinking: string): object {
  return {
    ...{ type: 'assistant', uuid: 'last', sessionId: 's', timestamp: '2026-01-02T00:00:00.000Z' },
    message: {
      ...{ id: 'msg_last', type: 'message', role: 'assistant', model: 'claude-opus-4-6' },
      content: [{ type: 'thinking', thinking, signature: 'x' }],
    },
  };
}
