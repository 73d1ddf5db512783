import assert from 'node:assert/strict';
import { commitsOf, type CommitFacts } from '../../../../src/core/why/askGit';
import { markReader } from '../../../../src/core/why/marks';

const ID = 'a'.repeat(40);
const commit = (more: Partial<CommitFacts>): CommitFacts => ({
  id: ID,
  at: 0,
  subject: 'Work',
  message: 'Work\n',
  notes: '',
  ...more,
});

describe('what a commit says of who wrote a line', () => {
  it('reads the notes of git-ai: agents and persons, by ranges of lines', () => {
    const about = {
      schema_version: 'authorship/3.0.0',
      prompts: { abcd1234abcd1234: { agent_id: { tool: 'cursor', id: 'session-1', model: 'm' } } },
      humans: { h_1: { author: 'Dev' } },
    };
    const notes = `src/a.ts\n  abcd1234abcd1234 1-5,9\n  h_1 6-8\n"src/b c.ts"\n  h_1 1\n---\n${JSON.stringify(about)}`;
    const by = (path: string, line: number) => markReader(commit({ notes }))(path, line);
    assert.deepEqual(by('src/a.ts', 9), [
      { source: 'git-ai', by: 'agent', tool: 'cursor', model: 'm', id: 'session-1' },
    ]);
    assert.equal(by('src/a.ts', 7)[0]?.by, 'person');
    assert.equal(by('src/b c.ts', 1)[0]?.by, 'person');
    assert.deepEqual(by('src/a.ts', 10), []);
  });

  it('reads Agent Trace records of this revision only', () => {
    const record = (revision: string): string =>
      JSON.stringify({
        version: '0.1.0',
        id: 'x',
        timestamp: '2026-01-23T14:30:00Z',
        vcs: { type: 'git', revision },
        tool: { name: 'cursor' },
        files: [
          {
            path: 'src/a.ts',
            conversations: [
              {
                url: 'https://example.com/c/1',
                contributor: { type: 'ai', model_id: 'anthropic/claude-opus-4-5' },
                ranges: [
                  { start_line: 3, end_line: 4 },
                  { start_line: 8, end_line: 8, contributor: { type: 'human' } },
                ],
              },
            ],
          },
        ],
      });
    const records = `${record(ID)}\n${record('b'.repeat(40))}\nno json`;
    const by = (line: number) => markReader(commit({}), records)('src/a.ts', line);
    assert.deepEqual(by(4), [
      {
        source: 'agent-trace',
        by: 'agent',
        tool: 'cursor',
        model: 'anthropic/claude-opus-4-5',
        id: 'https://example.com/c/1',
      },
    ]);
    assert.equal(by(8)[0]?.by, 'person');
    assert.deepEqual(by(5), []);
  });

  it('reads trailers at the end of the message, and takes no person for an agent', () => {
    const message =
      'Raise the limit\n\nEntire-Checkpoint: in the text\n\nEntire-Checkpoint: aaa111aaa111\nCo-Authored-By: Claude <noreply@anthropic.com>\nCo-authored-by: Ann <ann@example.com>\n';
    const marks = markReader(commit({ message }))('a', 1);
    assert.deepEqual(
      marks.map(({ source, tool, id }) => [source, tool, id]),
      [
        ['entire', null, 'aaa111aaa111'],
        ['co-author', 'Claude', null],
      ],
    );
  });
});

describe('what git blame prints', () => {
  it('gives each line its commit, time, path and number', () => {
    const blame = [
      `${ID} 3 1 2`,
      'author Dev',
      'committer-time 1700000000',
      'summary x',
      'filename "src/na\\303\\257ve.ts"',
      '\tone',
      `${ID} 4 2`,
      '\tfilename two',
      `${'0'.repeat(40)} 3 3 1`,
      'committer-time 1700000009',
      'filename src/new.ts',
      '\tthree',
      '',
    ].join('\n');
    assert.deepEqual(commitsOf(blame), [
      { commit: ID, at: 1_700_000_000_000, path: 'src/naïve.ts', line: 3 },
      { commit: ID, at: 1_700_000_000_000, path: 'src/naïve.ts', line: 4 },
      { commit: null, at: null, path: 'src/new.ts', line: 3 },
    ]);
  });
});
