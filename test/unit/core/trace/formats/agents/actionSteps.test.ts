import assert from 'node:assert/strict';
import { json, outline as turnsOf, sessionOf } from '../../../session/sessionFixture';
import { openJson, openLines, outline } from '../../openFixture';

const STATE = { evaluation_previous_goal: 'Opened.', memory: 'Row 9.', next_goal: 'Scroll.' };
const step = (output: object | null, result: readonly object[], n: number) => ({
  model_output: output,
  result,
  state: { url: 'about:blank', title: 'T', tabs: [], interacted_element: [null], screenshot: null },
  metadata: { step_start_time: 1757000000 + n, step_end_time: 1757000004 + n, step_number: n },
});
const done = { done: { text: 'At 17:40.', success: true } };
const ended = { is_done: true, success: true, extracted_content: 'At 17:40.' };

describe('steps of a browser agent', () => {
  it('are generations with what the model says of its state, its actions and what came of them', async () => {
    const acts = [{ scroll: { down: true } }, { wait: { seconds: 3 } }];
    const { format, traces } = await openJson({
      history: [
        step({ current_state: STATE, action: acts }, [{}, { error: 'Too late.' }], 1),
        step(null, [{ error: 'No answer.' }], 2),
        step({ current_state: { ...STATE, memory: '' }, action: [done] }, [ended], 3),
      ],
    });
    assert.equal(format, 'action-steps');
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: Opened.\nRow 9.\nScroll.',
        'call scroll: {"down":true}',
        'call wait: {"seconds":3}',
        'failed result: Too late.',
        'failed result: No answer.',
      ],
      ['raw reasoning: Opened.\nScroll.', 'answer: At 17:40.'],
    ]);
    assert.equal(traces[0]?.timing.startedAt, 1757000001000);
    assert.equal(traces[0].usage.inputTokens, null);
  });

  it('are a session of one task, whose steps do not tell how long an action took', async () => {
    const write = { write_file: { file_name: 'todo.md', content: '- a' } };
    const session = await sessionOf(
      json({
        task: 'When?',
        history: [
          step({ ...STATE, action: [write] }, [{ extracted_content: 'Written.' }], 1),
          step({ ...STATE, action: [done] }, [ended], 2),
        ],
      }),
      'history.json',
    );
    assert.equal(session.isAgentLog, true);
    assert.deepEqual(turnsOf(session), ['When? | write_file(todo.md) | answers']);
    assert.equal(session.tools[0]?.durationMs, null);
    assert.equal(session.tools[0].edits[0]?.file, 'todo.md');
  });

  it('have thinking of their own, and what was put out may be all there is', async () => {
    const output = { thinking: 'I look.', ...STATE, plan_update: null, action: [{ back: {} }] };
    const whole = await openJson({
      task: 'When?',
      history: [step(output, [{ extracted_content: 'Back.' }], 1)],
    });
    const read = ['raw reasoning: I look.', 'answer: Opened.\nRow 9.\nScroll.', 'call back: {}'];
    assert.deepEqual(whole.traces.map(outline), [[...read, 'result: Back.']]);
    assert.deepEqual(whole.traces[0]?.prompt, [{ role: 'user', text: 'When?' }]);
    const bare = await openLines(output, output);
    assert.deepEqual(bare.traces.map(outline), [read, read]);
  });

  it('name an action by its type, or by the one key of a dump that is not null', async () => {
    const action = [
      { type: 'click', x: 4 },
      { wait: null, scroll: { down: true } },
      { back: null },
    ];
    const { traces } = await openJson({ history: [step({ current_state: STATE, action }, [], 1)] });
    assert.deepEqual(outline(traces[0]).slice(1), [
      'call click: {"x":4}',
      'call scroll: {"down":true}',
      'call back: ',
    ]);
  });

  it('are one trace where the counts are of the whole', async () => {
    const { format, traces } = await openJson({
      success: true,
      message: 'At 17:40.',
      actions: [
        { type: 'goto', reasoning: 'a', taskCompleted: false, url: 'u', timestamp: 1757000000000 },
        { type: 'close', reasoning: 'b', taskCompleted: true },
      ],
      completed: true,
      usage: { input_tokens: 54, output_tokens: 21, reasoning_tokens: 9, inference_time_ms: 4200 },
    });
    assert.equal(format, 'action-steps');
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: a',
        'call goto: {"url":"u"}',
        'raw reasoning: b',
        'call close: {}',
        'answer: At 17:40.',
      ],
    ]);
    const { usage, timing } = traces[0] ?? assert.fail();
    assert.deepEqual([usage.inputTokens, usage.outputTokens, usage.reasoningTokens], [54, 21, 9]);
    assert.deepEqual([timing.startedAt, timing.durationMs], [1757000000000, 4200]);
  });
});
