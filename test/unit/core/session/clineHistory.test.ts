import assert from 'node:assert/strict';
import { findingsOf } from '../../../../src/core/session/findings/findings';
import { json, lines, outline, sessionOf } from './sessionFixture';

const text = (words: string) => ({ type: 'text', text: words });
const use = (id: string, name: string, input: object) => ({ type: 'tool_use', id, name, input });
const details = text('<environment_details>\n# Current Mode\nPLAN\n</environment_details>');
const user = (ts: number, ...content: readonly object[]) => ({ role: 'user', content, ts });
const assistant = (ts: number, ...content: readonly object[]) => ({
  role: 'assistant',
  content,
  modelInfo: { modelId: 'claude-sonnet-4-5', providerId: 'anthropic', mode: 'plan' },
  metrics: { tokens: { prompt: 900, completion: 40, cached: 100 } },
  ts,
});
const T = Date.parse('2026-04-24T10:00:00Z');

describe('a task of Cline as its model was asked', () => {
  const history = [
    user(
      T,
      text('<task>\nReview the app\n</task>'),
      text('Files attached by the user:\n\n<file_content path="a.md">\nA plan\n</file_content>'),
      text('\n# task_progress List (Optional - Plan Mode)\n\nWhile in PLAN MODE, outline steps.'),
      details,
    ),
    assistant(T + 5_000, use('s', 'use_subagents', { prompt_1: 'Look at it' })),
    user(T + 60_000, text('[subagents] Result:\nSubagent results:\nTotal: 1'), details),
    assistant(
      T + 65_000,
      use('l', 'list_files', { path: 'src' }),
      use('r', 'read_file', { path: 'b.ts' }),
      use('e', 'execute_command', { command: 'npm test' }),
    ),
    user(
      T + 70_000,
      text("[list_files for 'src'] Result:\nb.ts"),
      text("[read_file for 'b.ts'] Result:\n1 | const x = 1;"),
      text("[execute_command for 'npm test'] Result:\nThe user denied this operation."),
      text(
        '\n\n\t\t\t\t# TODO LIST UPDATE REQUIRED - You MUST include the task_progress parameter.',
      ),
      details,
    ),
    assistant(T + 75_000, use('q', 'ask_followup_question', { question: 'Go on?' })),
    user(
      T + 90_000,
      text("[ask_followup_question for 'Go on?'] Result:\n<answer>\nYes, go on\n</answer>"),
      details,
    ),
    assistant(T + 95_000, text('Done.'), use('d', 'attempt_completion', { result: 'Done' })),
    user(
      T + 990_000,
      text('[attempt_completion] Result: Done'),
      text('The user has provided feedback on the results. Consider their input to continue.'),
      text('<feedback>\nOne more thing\n</feedback>'),
      details,
    ),
    assistant(T + 991_000, text('Done again.')),
  ];

  it('ties results to their calls by name and order, and takes only the user’s words for theirs', async () => {
    const session = await sessionOf(json(history), 'api_conversation_history.json');
    assert.equal(session.format, 'cline-history');
    assert.ok(session.isAgentLog);
    assert.deepEqual(outline(session), [
      'Review the app | use_subagents({"prompt_1":"Look at it"}) | ' +
        'list_files(src), read_file(b.ts), execute_command(npm test) failed | ' +
        'ask_followup_question({"question":"Go on?"})',
      'Yes, go on | attempt_completion({"result":"Done"})',
      'One more thing | answers',
    ]);
    assert.equal(session.tools[2]?.result?.preview, '1 | const x = 1;');
    assert.equal(session.figures.tokens.output, 200);
    assert.deepEqual(
      findingsOf(session).map(({ rule }) => rule),
      ['costliest-turn'],
      'who waits for the user has no long tool',
    );
  });

  it('takes the calls that are tags in the text, with their results and its folder', async () => {
    const session = await sessionOf(
      json([
        user(
          T,
          text('<task>\nReview the app\n</task>'),
          text(
            '<environment_details>\n# Current Working Directory (/w/shop) Files\nb.ts\n</environment_details>',
          ),
        ),
        assistant(T + 1, text('Look.\n<read_file>\n<path>b.ts</path>\n</read_file>')),
        user(T + 2, text("[read_file for 'b.ts'] Result:"), text('const x = 1;'), details),
        assistant(
          T + 3,
          text(
            '<write_to_file>\n<path>a.html</path>\n<content>\n<content>x</content>\n</content>\n<line_count>1</line_count>\n</write_to_file>',
          ),
        ),
        user(
          T + 4,
          text("[write_to_file for 'a.html'] Result:\nThe user denied this operation."),
          details,
        ),
        assistant(
          T + 5,
          text(
            '<replace_in_file>\n<path>b.ts</path>\n<diff>\n------- SEARCH\nconst x = 1;\n=======\nconst x = 2;\n+++++++ REPLACE\n</diff>\n</replace_in_file>',
          ),
        ),
        user(T + 6, text("[replace_in_file for 'b.ts'] Result:\nSaved."), details),
        assistant(T + 7, text('Cut off: <write_to_file>\n<path>c.ts</path>\n<content>')),
      ]),
      'api_conversation_history.json',
    );
    assert.equal(session.format, 'cline-history');
    assert.equal(session.folder, '/w/shop');
    assert.deepEqual(outline(session), [
      'Review the app | read_file(b.ts) | write_to_file(a.html) failed | replace_in_file(b.ts) | answers',
    ]);
    assert.equal(session.tools[0]?.result?.preview, 'const x = 1;');
    assert.deepEqual(
      session.tools.map((t) => t.edits.map((e) => [e.file, e.added, e.removed])),
      [[], [['a.html', 1, 0]], [['b.ts', 1, 1]]],
    );
  });

  it('is no other list of messages with times', async () => {
    const session = await sessionOf(
      json([user(T, text('Hello')), assistant(T + 1, text('Hello.'))]),
    );
    assert.equal(session.format, 'message-list');
  });
});

describe('the events that Goose prints', () => {
  const event = (id: string, role: string, ...content: readonly object[]) => ({
    type: 'message',
    message: { id, role, content, metadata: { inference: { requestedModel: 'glm-test' } } },
  });
  it('are whole messages again, with their calls and results', async () => {
    const request = { name: 'web_fetch', arguments: { url: 'https://a.example/' } };
    const failed = { content: [text('fetch failed: status 403')], isError: true };
    const session = await sessionOf(
      lines(
        event('m1', 'assistant', { type: 'thinking', thinking: 'Let me', signature: '' }),
        event('m1', 'assistant', { type: 'thinking', thinking: ' look.', signature: '' }),
        event('m1', 'assistant', text('I ')),
        event('m1', 'assistant', text('look.')),
        event('m1', 'assistant', {
          type: 'toolRequest',
          id: 'c1',
          toolCall: { status: 'success', value: request },
        }),
        event('u1', 'user', {
          type: 'toolResponse',
          id: 'c1',
          toolResult: { status: 'success', value: failed },
        }),
        event('m2', 'assistant', text('It ')),
        event('m2', 'assistant', text('is blocked.')),
        { type: 'complete', total_tokens: 3_873, input_tokens: 3_857, output_tokens: 16 },
      ),
    );
    assert.equal(session.format, 'goose');
    assert.deepEqual(outline(session), [' | web_fetch(https://a.example/) failed | answers']);
    assert.deepEqual(
      session.calls.map(({ said, reasoningChars, model }) => [said, reasoningChars, model]),
      [
        ['I look.', 12, 'glm-test'],
        ['It is blocked.', 0, 'glm-test'],
      ],
    );
    assert.equal(session.figures.tokens.output, null, 'the end tells the size of the last call');
  });
});
