import { closeSync, openSync, writeSync } from 'node:fs';

const WORDS =
  'first check the value again because this does not hold so we need to try another way and compare both results wait maybe the index is off by one let me verify with a small case now it works therefore'.split(
    ' ',
  );

/** A small deterministic generator of pseudo-random numbers below `n` (mulberry32). */
function random(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/**
 * Writes a session log in the shape of Claude Code's: `records` lines of about 1 kB (one in a hundred is long), three
 * lines an assistant message (thinking, text, tool use) and one with the tool's result, after which the user says
 * something every so many messages. Returns its size in bytes.
 */
export function writeSessionLog(path: string, records: number, callsInTurn = Infinity): number {
  const next = random(1);
  const words = (n: number) => Array.from({ length: n }, () => WORDS[next(WORDS.length)]).join(' ');
  const file = openSync(path, 'w');
  const started = Date.UTC(2026, 0, 1);
  let size = 0;
  let batch: string[] = [];
  for (let i = 0; i < records; i++) {
    const turn = Math.floor(i / 4);
    const length = next(100) === 0 ? 1_500 : 60 + next(60);
    batch.push(JSON.stringify(recordOf(i, turn, words(length), started + i * 900)));
    if (i > 0 && i % 4 === 0 && turn % callsInTurn === 0) {
      const asked = recordOf(0, turn, `Now part ${turn}: ${words(30)}`, started + i * 900 + 300);
      batch.push(JSON.stringify({ ...asked, uuid: uuid(records + turn) }));
    }
    if (batch.length >= 1_000 || i === records - 1) {
      size += writeSync(file, `${batch.join('\n')}\n`);
      batch = [];
    }
  }
  closeSync(file);
  return size;
}

function recordOf(i: number, turn: number, text: string, time: number): object {
  const base = {
    parentUuid: i === 0 ? null : uuid(i - 1),
    isSidechain: false,
    userType: 'external',
    cwd: '/home/dev/project',
    sessionId: '5b1c9d0e-0000-4000-8000-000000000001',
    version: '2.1.80',
    gitBranch: 'main',
    uuid: uuid(i),
    timestamp: new Date(time).toISOString(),
  };
  const toolId = `toolu_${turn}`;
  if (i % 4 === 0) {
    const content =
      i === 0
        ? text
        : [
            {
              type: 'tool_result',
              tool_use_id: `toolu_${turn - 1}`,
              content: text,
              is_error: false,
            },
          ];
    return { ...base, type: 'user', message: { role: 'user', content } };
  }
  const blocks = [
    { type: 'thinking', thinking: text, signature: `Eq${'Ab3'.repeat(60)}` },
    { type: 'text', text },
    {
      type: 'tool_use',
      id: toolId,
      name: 'Read',
      input: { file_path: `/src/${turn}.ts`, note: text },
    },
  ];
  return {
    ...base,
    type: 'assistant',
    requestId: `req_${turn}`,
    message: {
      id: `msg_${turn}`,
      type: 'message',
      role: 'assistant',
      model: 'claude-opus-4-6',
      content: [blocks[(i % 4) - 1]],
      stop_reason: i % 4 === 3 ? 'tool_use' : null,
      stop_sequence: null,
      usage: {
        input_tokens: 12,
        cache_creation_input_tokens: 900,
        cache_read_input_tokens: 30_000 + turn,
        output_tokens: 5 + (i % 4) * 100,
        service_tier: 'standard',
      },
    },
  };
}

function uuid(i: number): string {
  return `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
}
