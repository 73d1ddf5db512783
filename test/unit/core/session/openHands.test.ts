import assert from 'node:assert/strict';
import { openLines, outline as outlineOf } from '../trace/openFixture';
import { lines, outline, sessionOf } from './sessionFixture';

const at = (second: number): string => new Date(Date.UTC(2026, 4, 1, 8, 0, second)).toISOString();

describe('sessions of OpenHands', () => {
  describe('OpenHands', () => {
    const text = (words: string) => [{ type: 'text', text: words }];
    const events = [
      {
        kind: 'SystemPromptEvent',
        source: 'agent',
        timestamp: at(0),
        system_prompt: { type: 'text', text: 'S' },
      },
      {
        kind: 'MessageEvent',
        source: 'user',
        timestamp: at(1),
        llm_message: { role: 'user', content: text('Run the tests') },
      },
      {
        kind: 'ActionEvent',
        source: 'agent',
        timestamp: at(4),
        thought: text('I run them.'),
        reasoning_content: 'Pytest, surely.',
        tool_name: 'terminal',
        tool_call_id: 'c1',
        tool_call: { id: 'c1', name: 'terminal', arguments: '{"command":"pytest"}' },
        llm_response_id: 'r1',
      },
      {
        kind: 'ObservationEvent',
        source: 'environment',
        timestamp: at(9),
        tool_name: 'terminal',
        tool_call_id: 'c1',
        observation: { kind: 'TerminalObservation', content: text('1 failed'), is_error: true },
      },
      {
        kind: 'Condensation',
        source: 'environment',
        timestamp: at(10),
        forgotten_event_ids: [],
        summary: 'Tests ran.',
      },
      {
        kind: 'ActionEvent',
        source: 'agent',
        timestamp: at(12),
        tool_name: 'file_editor',
        tool_call_id: 'c2',
        tool_call: {
          id: 'c2',
          name: 'file_editor',
          arguments: '{"command":"view","path":"/a.py"}',
        },
        llm_response_id: 'r2',
      },
      {
        kind: 'UserRejectObservation',
        source: 'environment',
        timestamp: at(15),
        tool_call_id: 'c2',
        rejection_reason: 'User rejected the action',
      },
      {
        kind: 'MessageEvent',
        source: 'user',
        timestamp: at(30),
        llm_message: { role: 'user', content: text('Go on') },
      },
      {
        kind: 'MessageEvent',
        source: 'agent',
        timestamp: at(33),
        llm_message: { role: 'assistant', content: text('Done.') },
        llm_response_id: 'r3',
      },
      {
        kind: 'ConversationStateUpdateEvent',
        source: 'environment',
        timestamp: at(34),
        value: {
          usage_to_metrics: {
            agent: {
              token_usages: [
                {
                  response_id: 'r1',
                  model: 'claude-sonnet-4-5',
                  prompt_tokens: 100,
                  completion_tokens: 20,
                },
                {
                  response_id: 'r2',
                  model: 'claude-sonnet-4-5',
                  prompt_tokens: 120,
                  completion_tokens: 10,
                },
              ],
              response_latencies: [{ response_id: 'r1', latency: 2.5 }],
            },
          },
        },
      },
    ];

    it('reads a line an event: results, refusals, times and what was condensed', async () => {
      const session = await sessionOf(lines(...events), 'events.jsonl');
      assert.equal(session.isAgentLog, true);
      assert.deepEqual(outline(session), [
        'Run the tests | terminal(pytest) failed | file_editor(/a.py) failed',
        'Go on | answers',
      ]);
      assert.deepEqual(
        session.tools.map(({ durationMs, result }) => [durationMs, result?.refused]),
        [
          [5000, false],
          [3000, true],
        ],
      );
      assert.deepEqual(
        session.events.map((e) => [e.kind, e.call, e.text]),
        [['compaction', 1, 'Tests ran.']],
      );
      assert.deepEqual([session.figures.tokens.freshInput, session.calls[0]?.modelMs], [220, 2500]);
    });

    it('reads the same events as one list', async () => {
      const session = await sessionOf(JSON.stringify(events), 'trajectory.json');
      assert.deepEqual(outline(session), [
        'Run the tests | terminal(pytest) failed | file_editor(/a.py) failed',
        'Go on | answers',
      ]);
    });

    const ended = (id: string, words: string, name = 'finish') => ({
      kind: 'ActionEvent',
      source: 'agent',
      timestamp: at(5),
      thought: [],
      reasoning_content: 'Nothing left to do.',
      tool_name: name,
      tool_call_id: `c-${id}`,
      tool_call: { id: `c-${id}`, name, arguments: JSON.stringify({ message: words }) },
      llm_response_id: id,
    });
    const row = (id: string, words: string, cost: number) => ({
      instance_id: `shop-${id}`,
      metadata: { llm: { model: 'proxy/model-one' } },
      history: [
        {
          kind: 'MessageEvent',
          source: 'user',
          timestamp: at(1),
          llm_message: { role: 'user', content: text(`Fix ${id}`) },
        },
        ended(id, words),
      ],
      metrics: {
        accumulated_cost: cost,
        accumulated_token_usage: {
          model: '',
          prompt_tokens: 900,
          completion_tokens: 30,
          cache_read_tokens: 700,
          cache_write_tokens: 100,
        },
      },
    });

    it('reads what a run says last, its model and its sums from the row of an evaluation', async () => {
      const { format, traces } = await openLines(row('r1', 'All tests pass.', 0.12));
      assert.equal(format, 'openhands');
      assert.deepEqual(
        traces.map((t) => [t.model, outlineOf(t).at(-1)]),
        [['proxy/model-one', 'answer: All tests pass.']],
      );
      const session = await sessionOf(
        lines(row('r1', 'All tests pass.', 0.25), row('r2', 'It cannot be done.', 0.5)),
        'output.jsonl',
      );
      const { tokens, money } = session.figures;
      assert.deepEqual(
        [tokens.freshInput, tokens.cacheRead, tokens.cacheWrite, tokens.output, money.usd],
        [200, 1_400, 200, 60, 0.75],
      );
    });
  });
});
