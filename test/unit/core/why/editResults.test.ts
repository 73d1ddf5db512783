import assert from 'node:assert/strict';
import { AGENTS } from './agentLogs';

import { at, editsIn, LINE, OLD } from './editsFixture';

describe('what the logs of agents tell of an edit besides its text', () => {
  it('takes them from Claude Code, Codex, Gemini CLI and opencode, with time and result', async () => {
    for (const agent of AGENTS) {
      const log = agent('s1', '/w/shop');
      log.prompt(at, 'Raise the limit');
      const file = '/w/shop/src/pay.ts';
      log.call({ at: at + 5000, thought: 'x', file, old: `${OLD}\n`, new: `${LINE}\n` });
      log.call({ at: at + 9000, thought: 'y', file, old: 'no\n', new: 'yes\n', failed: true });
      log.call({
        at: at + 12_000,
        thought: 'z',
        file,
        old: null,
        new: `${LINE}\n`,
        read: `${OLD}\n`,
      });
      const found = await editsIn(log.name, log.text());
      assert.ok(found, log.name);
      const facts = found.edits.map((e) => [
        e.path,
        e.at,
        e.made,
        e.whole,
        e.next - e.old,
        e.end - e.next,
      ]);
      assert.deepEqual(
        facts,
        [
          [file, at + 5000, 'yes', false, 1, 1],
          [file, at + 9000, 'no', false, 1, 1],
          [file, at + 12_000, 'yes', true, 1, 1],
        ],
        log.name,
      );
    }
  });

  it('takes an edit that the user went back behind in opencode as not made', async () => {
    const tool = (id: string, old: string, next: string) => ({
      ...{ id: `part_${id}`, type: 'tool', tool: 'edit', callID: id },
      state: {
        status: 'completed',
        input: { filePath: '/w/shop/src/pay.ts', oldString: old, newString: next },
        output: 'Edit applied successfully.',
        time: { start: at, end: at + 50 },
      },
    });
    const message = (id: string, role: string, ...parts: readonly object[]) => ({
      info: { id, sessionID: 's1', role, time: { created: at } },
      parts,
    });
    const session = (revert: object | undefined) =>
      JSON.stringify({
        info: { id: 's1', directory: '/w/shop', revert },
        messages: [
          message('m1', 'user', { type: 'text', text: 'Raise the limit' }),
          message('m2', 'assistant', tool('c1', OLD, LINE), tool('c2', 'no();', 'yes();')),
          message('m3', 'user', { type: 'text', text: 'More' }),
          message('m4', 'assistant', tool('c3', 'yes();', 'maybe();')),
        ],
      });
    const made = async (revert: object | undefined) =>
      (await editsIn('s1.json', session(revert)))?.edits.map((e) => e.made);
    assert.deepEqual(await made(undefined), ['yes', 'yes', 'yes']);
    assert.deepEqual(await made({ messageID: 'm3' }), ['yes', 'yes', 'no']);
    assert.deepEqual(await made({ messageID: 'm2', partID: 'part_c2' }), ['yes', 'no', 'no']);
    assert.deepEqual(await made({ messageID: 'gone' }), ['yes', 'yes', 'yes']);
  });

  it('takes the blocks of an aider history, and those that were not applied as not made', async () => {
    const history = [
      '# aider chat started at 2026-03-01 10:00:00',
      '',
      '> Model: gpt-5 with diff edit format',
      '#### Raise the limit',
      '',
      'I raise it:',
      '',
      'src/pay.ts',
      '```ts',
      '<<<<<<< SEARCH',
      OLD,
      '=======',
      LINE,
      '>>>>>>> REPLACE',
      '```',
      '',
      '`src/other.ts`',
      '```ts',
      '<<<<<<< SEARCH',
      'no();',
      '=======',
      'yes(order, 72);',
      '>>>>>>> REPLACE',
      '```',
      '',
      'And the notes whole:',
      '',
      'notes.md',
      '```',
      '# The limit of orders',
      '```',
      '',
      '> Tokens: 2.7k sent, 195 received. Cost: $0.00053 message, $0.00095 session.',
      '> Applied edit to src/pay.ts',
      '> Applied edit to notes.md',
      '> Commit 1b2614a feat: raise the limit',
      '',
    ].join('\n');
    const found = await editsIn('.aider.chat.history.md', history);
    assert.deepEqual(
      found?.edits.map((e) => [e.path, e.made, e.whole, e.next - e.old, e.end - e.next]),
      [
        ['src/pay.ts', 'yes', false, 1, 1],
        ['src/other.ts', 'no', false, 1, 1],
        ['notes.md', 'yes', true, 0, 1],
      ],
    );
  });

  it('takes from the next request of Cline and Roo what became of an edit', async () => {
    const edit = JSON.stringify({
      tool: 'editedExistingFile',
      path: 'src/pay.ts',
      diff: `------- SEARCH\n${OLD}\n=======\n${LINE}\n+++++++ REPLACE\n`,
    });
    const told = async (request: string | null) => {
      const next = JSON.stringify({ request, tokensIn: 10, tokensOut: 5 });
      const messages: object[] = [
        { ts: at, type: 'say', say: 'task', text: 'Raise the limit' },
        { ts: at + 1000, type: 'say', say: 'api_req_started', text: '{"tokensIn":10}' },
        { ts: at + 3000, type: 'ask', ask: 'tool', text: edit },
        ...(request === null
          ? [{ ts: at + 3500, type: 'say', say: 'diff_error', text: 'src/pay.ts' }]
          : []),
        { ts: at + 4000, type: 'say', say: 'api_req_started', text: next },
        { ts: at + 5000, type: 'say', say: 'text', text: 'Done.' },
      ];
      return (await editsIn('ui_messages.json', JSON.stringify(messages)))?.edits[0]?.made;
    };
    const result = (name: string, words: string) => `[${name} for 'src/pay.ts'] Result:\n${words}`;
    const cases: readonly (readonly [string | null, string])[] = [
      [result('replace_in_file', 'The content was successfully saved to src/pay.ts.'), 'yes'],
      [result('replace_in_file', 'The user denied this operation.'), 'no'],
      [
        result(
          'write_to_file',
          'The tool execution failed with the following error:\n<error>x</error>',
        ),
        'no',
      ],
      [
        result('apply_diff', '{"status":"denied","message":"The user denied this operation."}'),
        'no',
      ],
      [result('apply_diff', '{"status":"error","message":"No match found"}'), 'no'],
      [result('apply_diff', '<error>\nUnable to apply diff to file: src/pay.ts\n'), 'no'],
      // Of another tool: nothing is said of the edit.
      [result('read_file', 'The user denied this operation.'), 'unknown'],
      ['<environment_details>', 'unknown'],
      [null, 'no'],
    ];
    for (const [request, made] of cases)
      assert.equal(await told(request), made, request ?? 'error');
  });
});
