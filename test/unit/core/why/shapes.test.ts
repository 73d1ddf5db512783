import { inEnglish } from '../../../../src/core/text/voice';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { startScan } from '../../../../src/core/trace/scan';
import { memorySource } from '../../../../src/core/trace/source';
import { originsOf } from '../../../../src/core/why/attribute';
import { EditIndex } from '../../../../src/core/why/editIndex';
import { lineFacts } from '../../../../src/core/why/lineFacts';
import type { LogEdits } from '../../../../src/core/why/model';
import { readLogEdits } from '../../../../src/core/why/readLog';
import { AGENTS } from './agentLogs';

const at = Date.parse('2026-03-01T10:00:00Z');
const iso = (seconds: number): string => new Date(at + seconds * 1000).toISOString();
const LINE = 'const limit = readLimit(order, 72);';
const OLD = 'const limit = 24;';

async function editsIn(name: string, content: string): Promise<LogEdits | null> {
  const scan = await startScan(memorySource(name, new TextEncoder().encode(content)), FORMATS);
  assert.ok('format' in scan, 'error' in scan ? inEnglish(scan.error.message) : '');
  return readLogEdits(name, scan);
}

const jsonl = (...values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

const replaced = { path: '/w/shop/src/pay.ts', old_str: OLD, new_str: LINE };
const call = (name: string, input: object): object => ({
  id: 'c1',
  type: 'function',
  function: { name, arguments: JSON.stringify(input) },
});

/** The shapes that are not told by `agentLogs`, each with one edit. */
const SHAPES: readonly (readonly [name: string, file: string, text: string])[] = [
  [
    'Cline and Roo, as their panel keeps it',
    'ui_messages.json',
    JSON.stringify([
      { ts: at, type: 'say', say: 'task', text: 'Raise the limit' },
      { ts: at + 1000, type: 'say', say: 'api_req_started', text: '{"tokensIn":10,"tokensOut":5}' },
      { ts: at + 2000, type: 'say', say: 'reasoning', text: 'The limit is too low.' },
      {
        ts: at + 3000,
        type: 'ask',
        ask: 'tool',
        text: JSON.stringify({
          tool: 'editedExistingFile',
          path: 'src/pay.ts',
          diff: `------- SEARCH\n${OLD}\n=======\n${LINE}\n+++++++ REPLACE\n`,
        }),
      },
    ]),
  ],
  [
    'Roo, with a unified diff',
    'ui_messages.json',
    JSON.stringify([
      { ts: at, type: 'say', say: 'task', text: 'Raise the limit' },
      { ts: at + 1000, type: 'say', say: 'api_req_started', text: '{"tokensIn":10,"tokensOut":5}' },
      {
        ts: at + 3000,
        type: 'ask',
        ask: 'tool',
        text: JSON.stringify({
          tool: 'appliedDiff',
          path: 'src/pay.ts',
          diff: `@@ -1,1 +1,1 @@\n-${OLD}\n+${LINE}\n`,
        }),
      },
    ]),
  ],
  [
    'Copilot CLI',
    'events.jsonl',
    jsonl(
      {
        type: 'session.start',
        timestamp: iso(0),
        data: { sessionId: 's', selectedModel: 'gpt-5' },
      },
      { type: 'user.message', timestamp: iso(1), data: { content: 'Raise the limit' } },
      {
        type: 'assistant.message',
        timestamp: iso(2),
        data: {
          messageId: 'm1',
          content: '',
          toolRequests: [{ toolCallId: 'c1', name: 'edit', arguments: replaced }],
        },
      },
      {
        type: 'tool.execution_complete',
        timestamp: iso(3),
        data: { toolCallId: 'c1', success: true, result: { content: 'ok' } },
      },
    ),
  ],
  [
    'Copilot in VS Code',
    'chat.json',
    JSON.stringify({
      sessionId: 's',
      responderUsername: 'GitHub Copilot',
      requests: [
        {
          requestId: 'r1',
          timestamp: at,
          modelId: 'copilot/gpt-5',
          message: { text: 'Raise the limit' },
          response: [
            {
              kind: 'toolInvocationSerialized',
              toolId: 'copilot_replaceString',
              toolCallId: 'call_1',
              invocationMessage: { value: 'Editing pay.ts' },
              isComplete: true,
            },
            { value: 'Done.' },
          ],
          result: {
            metadata: {
              toolCallRounds: [
                {
                  response: '',
                  toolCalls: [
                    {
                      id: 'call_1',
                      name: 'replace_string_in_file',
                      arguments: JSON.stringify({
                        filePath: '/w/shop/src/pay.ts',
                        oldString: OLD,
                        newString: LINE,
                      }),
                    },
                  ],
                },
              ],
            },
          },
        },
      ],
    }),
  ],
  [
    'SWE-agent and mini-swe-agent, whose trajectories are lists of messages',
    'run.traj',
    JSON.stringify({
      info: { exit_status: 'submitted' },
      history: [
        { role: 'system', content: 'You fix issues.' },
        { role: 'user', content: 'Raise the limit' },
        {
          role: 'assistant',
          content: 'The limit is too low.',
          tool_calls: [call('str_replace_editor', { command: 'str_replace', ...replaced })],
        },
        { role: 'tool', tool_call_id: 'c1', content: 'The file has been edited.' },
      ],
    }),
  ],
  [
    'a Cursor transcript',
    'transcript.jsonl',
    jsonl(
      { role: 'user', message: { content: [{ type: 'text', text: 'Raise the limit' }] } },
      {
        role: 'assistant',
        message: {
          content: [
            { type: 'text', text: 'The limit is too low.' },
            {
              type: 'tool_use',
              id: 'c1',
              name: 'StrReplace',
              input: { ...replaced, old_string: OLD, new_string: LINE },
            },
          ],
        },
      },
    ),
  ],
];

describe('edits of the logs of all agents', () => {
  for (const [name, file, text] of SHAPES) {
    it(`takes the edit of ${name}`, async () => {
      const log = await editsIn(file, text);
      const [edit, ...others] = log?.edits ?? [];
      assert.ok(log && edit, 'an edit');
      assert.equal(others.length, 0);
      assert.ok(edit.path.endsWith('src/pay.ts'), edit.path);
      assert.equal(log.hashes[edit.next], lineFacts(LINE)!.hash);
      assert.equal(edit.end - edit.next, 1);
      assert.notEqual(edit.made, 'no');
    });
  }

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

  it('finds the cell of a notebook that Copilot wrote in the file of the notebook', async () => {
    const asked = { filePath: '/w/shop/pay.ipynb', cellId: 'BOTTOM', editType: 'insert' };
    const newCode = [LINE, 'ledger.book(order, limit)'];
    const round = {
      response: '',
      toolCalls: [
        { id: 'c1', name: 'edit_notebook_file', arguments: JSON.stringify({ ...asked, newCode }) },
      ],
    };
    const chat = {
      sessionId: 's1',
      responderUsername: 'GitHub Copilot',
      requests: [
        {
          requestId: 'r1',
          timestamp: at,
          message: { text: 'Add a cell' },
          response: [
            { kind: 'toolInvocationSerialized', toolId: 'copilot_editNotebook', toolCallId: 'c1' },
            {
              kind: 'notebookEditGroup',
              uri: { path: '/w/shop/pay.ipynb' },
              edits: [[]],
              done: true,
            },
            { value: 'Done.' },
          ],
          result: { metadata: { toolCallRounds: [round] } },
        },
      ],
    };
    const index = new EditIndex();
    index.put((await editsIn('chat.json', JSON.stringify(chat)))!);
    const cell = { cell_type: 'code', source: newCode.map((line) => `${line}\n`) };
    const lines = JSON.stringify({ cells: [cell] }, null, 1).split('\n');
    const found = originsOf(index, {
      lines,
      names: ['pay.ipynb'],
      roots: ['/w/shop'],
      commits: null,
    });
    const written = lines.filter((_, i) => found[i]?.kind === 'edit');
    assert.deepEqual(
      written.map((line) => JSON.parse(line.trim().replace(/,$/, '')) as unknown),
      cell.source,
    );
  });

  it("finds the edits of Cursor's database whose contents are kept under keys", async () => {
    const file = 'cursor-edits.vscdb';
    const bytes = new Uint8Array(readFileSync(`test/fixtures/databases/${file}`));
    const scan = await startScan(memorySource(file, bytes), FORMATS);
    assert.ok('format' in scan);
    const log = await readLogEdits(file, scan);
    assert.deepEqual(
      log?.edits.map(({ path, whole, old, next, end }) => [path, whole, next - old, end - next]),
      [
        ['/w/shop/src/prices.ts', false, 7, 7],
        ['/w/shop/src/readPrice.ts', true, 0, 1],
      ],
    );
  });

  it('finds nothing in a file that is no log', async () => {
    const response = JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      model: 'm',
      choices: [{ index: 0, message: { role: 'assistant', content: 'hi' }, finish_reason: 'stop' }],
    });
    assert.equal(await editsIn('response.json', response), null);
  });
});
