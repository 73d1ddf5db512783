import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FORMATS } from '../../../../src/core/trace/formats/table';
import { startScan } from '../../../../src/core/trace/scan';
import { memorySource } from '../../../../src/core/trace/source';
import { originsOf } from '../../../../src/core/why/attribute';
import { EditIndex } from '../../../../src/core/why/editIndex';
import { lineFacts } from '../../../../src/core/why/lineFacts';
import { readLogEdits } from '../../../../src/core/why/readLog';

import { at, call, editsIn, iso, jsonl, LINE, OLD, replaced } from './editsFixture';

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
