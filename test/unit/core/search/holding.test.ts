import assert from 'node:assert/strict';
import { tracesHolding } from '../../../../src/core/search/holding';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { startScan } from '../../../../src/core/trace/scan';
import { memorySource } from '../../../../src/core/trace/source';
import { ClaudeLog, say, use } from '../session/claudeLog';

const far = 'x '.repeat(400);
const log = new ClaudeLog()
  .user('Fix it')
  .assistant('m1', [
    { type: 'thinking', thinking: `${far} The Needle is here.` },
    use('t1', 'Bash', { command: 'npm test' }),
  ])
  .result('t1', `${far} needle in a result`)
  .assistant('m2', [use('t2', 'Bash', { command: `echo ${far} needle` })])
  .result('t2', 'nothing')
  .assistant('m3', [say(`${far} needle said`)])
  .assistant('m4', [say('nothing')]);

async function holding(words: string): Promise<readonly number[]> {
  const bytes = new TextEncoder().encode(log.text());
  const scan = await startScan(memorySource('log.jsonl', bytes), FORMATS);
  assert.ok(!('error' in scan));
  return tracesHolding(scan, words);
}

describe('the traces that hold some words', () => {
  it('hold them in their reasoning, in what tools were asked and gave back, or in their answers, in any case', async () => {
    assert.deepEqual(await holding('NEEDLE'), [0, 1, 2]);
    assert.deepEqual(await holding('needle in a result'), [0]);
    assert.deepEqual(await holding('echo'), [1]);
    assert.deepEqual(await holding('needle said'), [2]);
  });

  it('are none where nobody says them, and none of no words', async () => {
    assert.deepEqual(await holding('haystack'), []);
    assert.deepEqual(await holding(''), []);
    assert.deepEqual(await holding('a.*b('), []);
  });
});
