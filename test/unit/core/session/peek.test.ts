import assert from 'node:assert/strict';
import { peekSession } from '../../../../src/core/session/peek';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { memorySource, type ByteSource } from '../../../../src/core/trace/source';
import { ClaudeLog, say } from './claudeLog';

const source = (text: string, name = 'log.jsonl'): ByteSource =>
  memorySource(name, new TextEncoder().encode(text));

describe('the beginning of a log', () => {
  it('tells the first own words, the format and the day', async () => {
    const log = new ClaudeLog()
      .user('<system-reminder>Be brief</system-reminder>Fix the build')
      .assistant('m', [say('Done')]);
    const found = await peekSession(source(log.text()), FORMATS);
    assert.equal(found?.title, 'Fix the build');
    assert.equal(found.formatTitle, 'Claude Code session');
    assert.equal(new Date(found.startedAt ?? 0).toISOString().slice(0, 10), '2026-03-01');
  });

  it('reads no more than its first 256 kB, also where these end inside a line', async () => {
    const log = new ClaudeLog().user('Fix the build');
    for (let i = 0; i < 40; i++) log.assistant(`m${i}`, [say('x'.repeat(20_000))]);
    const inner = source(log.text());
    let most = 0;
    const watched: ByteSource = {
      ...inner,
      read: (from, to) => {
        most = Math.max(most, to);
        return inner.read(from, to);
      },
    };
    assert.equal((await peekSession(watched, FORMATS))?.title, 'Fix the build');
    assert.ok(most <= 1 << 18, `${most} bytes`);
  });

  it('is nothing for rows of a data set and for other files', async () => {
    const row = JSON.stringify({ problem: '1+1', reasoning: 'I add.', answer: '2' });
    assert.equal(await peekSession(source(`${row}\n${row}\n`), FORMATS), null);
    assert.equal(await peekSession(source('hello', 'notes.txt'), FORMATS), null);
  });
});
