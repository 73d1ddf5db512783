import assert from 'node:assert/strict';
import type { Session } from '../../../../src/core/model/session';
import { digestOf } from '../../../../src/core/session/digest';
import { json, lines, sessionOf } from './sessionFixture';

const sums = ({ figures: { tokens, money, counted, calls, unpriced } }: Session) => ({
  ...tokens,
  usd: money.usd,
  bound: money.bound,
  counted: `${counted} of ${calls}`,
  unpriced,
});

describe('what a log says of its whole run', () => {
  const said = (words: string, action: string) => ({
    role: 'assistant',
    content: words,
    thought: words,
    action,
    agent: 'primary',
  });
  const run = (stats: object) => ({
    environment: 'swe_main',
    trajectory: [{ action: 'ls', observation: 'a.py', response: 'x', thought: 'x' }],
    history: [
      { role: 'user', content: 'Fix the total.', agent: 'primary' },
      said('Let me look.', 'ls'),
      { role: 'user', content: 'a.py', agent: 'primary' },
      said('Done.', 'submit'),
    ],
    info: { model_stats: stats },
  });

  it('stands for the calls of SWE-agent, which are not counted', async () => {
    const session = await sessionOf(
      json(run({ instance_cost: 1.25, tokens_sent: 90_000, tokens_received: 1_200, api_calls: 2 })),
      'one.traj',
    );
    assert.deepEqual(sums(session), {
      freshInput: 90_000,
      cacheRead: null,
      cacheWrite: null,
      output: 1_200,
      reasoning: null,
      usd: 1.25,
      bound: 'exact',
      counted: '2 of 2',
      unpriced: 0,
    });
    assert.equal(session.turns[0]?.figures.money.usd, null, 'of its turns nothing is known');
    const { totals } = digestOf([], session);
    assert.deepEqual(
      [totals.costUsd, totals.costPartial, totals.outputTokens],
      [1.25, false, 1_200],
    );
  });

  it('is unknown where it is written as 0: a local model has no price there', async () => {
    const session = await sessionOf(
      json(run({ instance_cost: 0, tokens_sent: 0, tokens_received: 0, api_calls: 0 })),
      'one.traj',
    );
    assert.equal(session.recorded, null);
    assert.equal(session.figures.money.usd, null);
    assert.equal(session.figures.tokens.output, null);
  });

  it('is read from the last event of Cursor’s agent, with the cache beside the input', async () => {
    const session = await sessionOf(
      lines(
        { type: 'system', subtype: 'init', cwd: '/work/shop', model: 'GPT-5.5', session_id: 's' },
        {
          type: 'user',
          message: { role: 'user', content: [{ type: 'text', text: 'Say hi' }] },
          session_id: 's',
        },
        {
          type: 'assistant',
          message: { role: 'assistant', content: [{ type: 'text', text: 'hi' }] },
          session_id: 's',
          model_call_id: 'm1',
          timestamp_ms: 5,
        },
        {
          type: 'result',
          subtype: 'success',
          duration_ms: 2807,
          result: 'hi',
          session_id: 's',
          usage: {
            inputTokens: 4_504,
            outputTokens: 34,
            cacheReadTokens: 12_160,
            cacheWriteTokens: 0,
          },
        },
      ),
      'out.jsonl',
    );
    assert.equal(session.format, 'cursor-stream');
    const { freshInput, cacheRead, cacheWrite, output } = session.figures.tokens;
    assert.deepEqual([freshInput, cacheRead, cacheWrite, output], [4_504, 12_160, 0, 34]);
  });

  it('gives Copilot’s sessions the input that their calls do not count, the cache taken out', async () => {
    const event = (type: string, second: number, data: object) => ({
      type,
      id: `e${second}`,
      timestamp: new Date(Date.UTC(2026, 4, 1, 8, 0, second)).toISOString(),
      data,
    });
    const session = await sessionOf(
      lines(
        event('session.start', 0, { sessionId: 's', producer: 'copilot-agent', version: 1 }),
        event('user.message', 1, { content: 'Look around' }),
        event('assistant.message', 2, { messageId: 'm1', content: 'Done.', outputTokens: 40 }),
        event('session.shutdown', 3, {
          modelMetrics: {
            one: {
              usage: {
                inputTokens: 1_000,
                outputTokens: 200,
                cacheReadTokens: 600,
                cacheWriteTokens: 100,
              },
            },
            two: { usage: { inputTokens: 50, outputTokens: 9 } },
          },
        }),
      ),
    );
    assert.equal(session.format, 'copilot-cli');
    const { freshInput, cacheRead, cacheWrite, output } = session.figures.tokens;
    assert.deepEqual([freshInput, cacheRead, cacheWrite], [350, 600, 100]);
    assert.equal(output, 40, 'its calls count their output');
  });

  it('is the sum over all calls of an older Goose session', async () => {
    const session = await sessionOf(
      lines(
        {
          working_dir: '/work/shop',
          description: 'Totals',
          message_count: 2,
          total_tokens: 900,
          input_tokens: 800,
          output_tokens: 100,
          accumulated_total_tokens: 5_300,
          accumulated_input_tokens: 5_000,
          accumulated_output_tokens: 300,
        },
        { role: 'user', created: 1_777_000_000, content: [{ type: 'text', text: 'Hi' }] },
        { role: 'assistant', created: 1_777_000_002, content: [{ type: 'text', text: 'Hello.' }] },
      ),
      'goose.jsonl',
    );
    assert.equal(session.format, 'goose');
    const { freshInput, output } = session.figures.tokens;
    assert.deepEqual([freshInput, output], [5_000, 300]);
  });

  it('is in the states of OpenHands, the newest for all its models', async () => {
    const state = (prompt: number, output: number) => ({
      kind: 'ConversationStateUpdateEvent',
      source: 'environment',
      key: 'stats',
      value: {
        usage_to_metrics: Object.fromEntries(
          ['default', 'condenser'].map((use) => [
            use,
            {
              accumulated_cost: 0,
              accumulated_token_usage: {
                prompt_tokens: use === 'default' ? prompt : 100,
                completion_tokens: use === 'default' ? output : 10,
                cache_read_tokens: use === 'default' ? 1_115 : 0,
                cache_write_tokens: 0,
              },
            },
          ]),
        ),
      },
    });
    const session = await sessionOf(
      lines(
        state(596, 775),
        {
          kind: 'ActionEvent',
          source: 'agent',
          thought: [],
          tool_name: 'terminal',
          tool_call_id: 'c',
          tool_call: { id: 'c', name: 'terminal', arguments: '{"command":"ls"}' },
          llm_response_id: 'r1',
        },
        state(35_895, 960),
      ),
    );
    assert.equal(session.format, 'openhands');
    const { freshInput, cacheRead, output, usd, counted } = sums(session);
    assert.deepEqual(
      [freshInput, cacheRead, output, usd, counted],
      [34_880, 1_115, 970, null, '1 of 1'],
    );
  });

  it('is read of a chat of Continue, which counts its calls together', async () => {
    const session = await sessionOf(
      json({
        sessionId: 's',
        history: [
          { message: { role: 'user', content: 'Strict?' } },
          { message: { role: 'assistant', content: 'Yes.' } },
          { message: { role: 'user', content: 'Sure?' } },
          { message: { role: 'assistant', content: 'Yes!' } },
        ],
        usage: { promptTokens: 1_800, completionTokens: 95, totalCost: 0.01 },
      }),
      'continue.json',
    );
    assert.equal(session.format, 'message-document');
    const { freshInput, output, usd } = sums(session);
    assert.deepEqual([freshInput, output, usd], [1_800, 95, 0.01]);
  });
});

describe('calls that a log does not tell', () => {
  it('are in the sums of a trajectory', async () => {
    const step = (id: number, prompt: number, output: number) => ({
      step_id: id,
      source: 'agent',
      message: `Step ${id}`,
      metrics: {
        prompt_tokens: prompt,
        completion_tokens: output,
        cached_tokens: 10,
        cost_usd: 0.01,
      },
    });
    const session = await sessionOf(
      json({
        schema_version: 'ATIF-v1.7',
        agent: { name: 'a', model_name: 'm' },
        steps: [
          { step_id: 1, source: 'user', message: 'Read it.' },
          step(2, 100, 5),
          step(3, 200, 6),
        ],
        final_metrics: {
          total_prompt_tokens: 900,
          total_completion_tokens: 40,
          total_cached_tokens: 20,
          total_cost_usd: 0.05,
        },
      }),
      'trajectory.json',
    );
    const { usd, freshInput, cacheRead, output, bound } = sums(session);
    assert.deepEqual([usd, bound, freshInput, cacheRead, output], [0.05, 'exact', 880, 20, 40]);
  });
});
