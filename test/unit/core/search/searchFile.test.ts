import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { createMatcher } from '../../../../src/core/search/matcher';
import { NO_FILTERS, type SearchFilters, type SearchHit } from '../../../../src/core/search/model';
import { WHOLE_TEXTS } from '../../../../src/core/search/passOver';
import { searchFile, type SearchedFile } from '../../../../src/core/search/searchFile';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { memorySource, type ByteSource } from '../../../../src/core/trace/source';

type Found = SearchedFile & { readonly found: readonly SearchHit[] };

async function searchIn(
  source: ByteSource,
  text: string,
  filters: Partial<SearchFilters> = {},
  regex = false,
): Promise<Found> {
  const matcher = createMatcher({ text, regex });
  assert.ok(!('problem' in matcher));
  const found: SearchHit[] = [];
  const onHits = (hits: readonly SearchHit[]): void => void found.push(...hits);
  const result = await searchFile(source, matcher, { ...NO_FILTERS, ...filters }, { onHits });
  return { ...result, found };
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Turn {
  readonly thinking: string;
  readonly model?: string;
  readonly day?: string;
  readonly tool?: string;
  readonly fails?: boolean;
}

/** A log of Claude Code with a generation a turn, each of which calls a tool. */
function log(turns: readonly Turn[]): ByteSource {
  const lines = turns.flatMap(({ thinking, model, day, tool, fails }, i) => {
    const timestamp = `${day ?? '2026-11-01'}T10:00:0${i}.000Z`;
    const base = { sessionId: 's', cwd: '/p', version: '2.1.0', timestamp };
    const message = {
      id: `m${i}`,
      role: 'assistant',
      model: model ?? 'claude-opus-4-6',
      usage: {},
    };
    const use = { type: 'tool_use', id: `t${i}`, name: tool ?? 'Bash', input: { command: 'ls' } };
    const result = {
      type: 'tool_result',
      tool_use_id: `t${i}`,
      content: 'x',
      is_error: fails === true,
    };
    return [
      { ...base, type: 'user', uuid: `u${i}`, message: { role: 'user', content: 'Mend it.' } },
      {
        ...base,
        type: 'assistant',
        uuid: `a${i}`,
        message: { ...message, content: [{ type: 'thinking', thinking, signature: 'x' }, use] },
      },
      { ...base, type: 'user', uuid: `r${i}`, message: { role: 'user', content: [result] } },
    ];
  });
  return memorySource('log.jsonl', bytesOf(lines.map((line) => JSON.stringify(line)).join('\n')));
}

describe('a search in the reasoning of a file', () => {
  it('gives the step, the offsets and the words around', async () => {
    const thinking = 'First I read the file. Then wait, the "limit" is off by one.';
    const { found, hits } = await searchIn(log([{ thinking }]), 'the "LIMIT"');
    assert.equal(hits, 1);
    const [hit] = found;
    assert.equal(thinking.slice(hit!.start, hit!.end), 'the "limit"');
    assert.equal(hit!.snippet.text.slice(hit!.snippet.from, hit!.snippet.to), 'the "limit"');
    assert.equal(hit!.index, 0);
    assert.equal(hit!.promptStart, 'Mend it.');
    assert.equal(hit!.startedAt, Date.UTC(2026, 10, 1, 10));
  });

  it('counts what stands more often in one step, and has one hit a step', async () => {
    const { found } = await searchIn(log([{ thinking: 'Again and again and again.' }]), 'again');
    assert.deepEqual(
      found.map(({ matches }) => matches),
      [3],
    );
  });

  it('does not look at what the user or a tool said', async () => {
    assert.equal((await searchIn(log([{ thinking: 'So.' }]), 'mend')).hits, 0);
  });

  it('leaves what the filters do not want', async () => {
    const source = log([
      { thinking: 'Look at one.', model: 'claude-haiku-4-5', day: '2026-11-01', tool: 'Read' },
      { thinking: 'Look at two.', day: '2026-11-02', fails: true },
      { thinking: 'Look at three.', day: '2026-11-03' },
    ]);
    const cases: readonly (readonly [Partial<SearchFilters>, readonly number[]])[] = [
      [{}, [0, 1, 2]],
      [{ model: 'OPUS' }, [1, 2]],
      [{ tool: 'read' }, [0]],
      [{ since: '2026-11-02' }, [1, 2]],
      [{ until: '2026-11-02' }, [0, 1]],
      [{ since: '2026-11-02', until: '2026-11-02' }, [1]],
      [{ beforeError: true }, [1]],
      [{ afterAnswer: true }, []],
    ];
    for (const [filters, indexes] of cases) {
      const { found } = await searchIn(source, 'look at', filters);
      assert.deepEqual(
        found.map(({ index }) => index),
        indexes,
        JSON.stringify(filters),
      );
    }
  });

  it('finds only steps of a kind, by its fine or its shown name, and every step without words', async () => {
    const bytes = readFileSync('media/samples/overthinking-after-the-answer.qwen.sse');
    const source = memorySource('a.sse', bytes);
    const all = await searchIn(source, '', {});
    assert.deepEqual(
      all.found.map(({ step }) => step),
      all.found.map((_, i) => i),
    );
    const checks = await searchIn(source, '', { kind: 'check' });
    assert.ok(checks.hits > 0 && checks.hits < all.hits);
    const work = await searchIn(source, '', { kind: 'work' });
    assert.ok(work.found.every(({ kind }) => kind === 'recall' || kind === 'reason'));
    const after = await searchIn(source, '', { afterAnswer: true });
    assert.ok(after.hits > 0 && after.found.every(({ step }) => step > 0));
  });

  it('tells the traces that only lack a time', async () => {
    const row = {
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: '<think>Look.</think>b' },
      ],
    };
    const source = memorySource('a.jsonl', bytesOf(`${JSON.stringify(row)}\n`.repeat(3)));
    assert.deepEqual(
      (({ hits, undated }) => ({ hits, undated }))(
        await searchIn(source, 'look', { since: '2026-01-01' }),
      ),
      { hits: 0, undated: 3 },
    );
  });

  it('parses nothing of a log without the words, packed or not, and says so', async () => {
    const source = log([{ thinking: 'Nothing here.' }]);
    assert.equal((await searchIn(source, 'flamingo')).passedOver, true);
    const bytes = gzipSync(await source.read(0, source.size));
    const packed = memorySource('log.jsonl.gz', bytes);
    assert.equal((await searchIn(packed, 'flamingo')).passedOver, true);
    assert.equal((await searchIn(packed, 'nothing HERE')).hits, 1);
  });

  it('finds words that a stream cuts in two', async () => {
    const bytes = readFileSync('media/samples/overthinking-after-the-answer.qwen.sse');
    const source = memorySource('a.sse', bytes);
    assert.ok((await searchIn(source, 'double-check the lcm')).hits > 0);
  });

  it('reads databases page by page only when they hold the words', async () => {
    const bytes = readFileSync('test/fixtures/databases/opencode.db');
    const source = memorySource('opencode.db', bytes);
    assert.equal((await searchIn(source, 'flamingo')).passedOver, true);
    const all = await searchIn(source, '', {});
    assert.ok(all.hits > 0);
    const words = all.found[0]!.snippet.text.slice(0, 12);
    const again = await searchIn(source, words);
    assert.ok(again.hits > 0);
    assert.notEqual(again.found[0]!.session, null);
  });

  it('tells why a file is not searched', async () => {
    const result = await searchIn(memorySource('a.txt', bytesOf('Some words.')), 'words');
    assert.equal(result.failure?.code, 'unrecognised');
  });

  it('finds with a pattern, over the border of steps too', async () => {
    const source = log([{ thinking: 'I read the file. Wait, actually no.' }]);
    const { found } = await searchIn(source, 'file\\.\\s+wait,? (?:actually|hm)', {}, true);
    assert.equal(found.length, 1);
    assert.equal((await searchIn(source, 'wait, (?:later|soon)', {}, true)).hits, 0);
    const signs = log([{ thinking: 'Double-check a/b (c) [d] {e} $1 ^x.' }]);
    assert.equal(
      (await searchIn(signs, 'double-check \\w/b \\(c\\) \\[d\\] \\{e\\} \\$1 \\^', {}, true)).hits,
      1,
    );
  });

  it('names only formats that there are', () => {
    const ids = new Set(FORMATS.map(({ id }) => id));
    assert.deepEqual(
      [...WHOLE_TEXTS].filter((id) => !ids.has(id)),
      [],
    );
  });
});
