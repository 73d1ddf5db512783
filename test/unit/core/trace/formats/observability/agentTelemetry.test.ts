import assert from 'node:assert/strict';
import { open, openLines, outline, promptOf } from '../../openFixture';

describe('telemetry of an agent', () => {
  const record = (name: string, attributes: object, session = 's') =>
    JSON.stringify(
      {
        hrTime: [1, 2],
        _body: '',
        attributes: { 'session.id': session, 'event.name': `gemini_cli.${name}`, ...attributes },
      },
      null,
      2,
    );
  const counts = { model: 'gemini-3.5-flash', duration_ms: 2100, cached_content_token_count: 8000 };
  const said = (parts: readonly object[]) =>
    JSON.stringify(parts.map((part) => ({ candidates: [{ content: { parts: [part] } }] })));

  it('is read in the file of Gemini CLI, with what it was asked and what its tools did', async () => {
    const { traces, format } = await open(
      'telemetry.log',
      [
        record('config', { model: 'gemini-3.5-flash' }),
        record('user_prompt', { prompt: 'Which { main }?', prompt_length: 15 }),
        record('api_request', { model: 'gemini-3.5-flash', request_text: '[]' }),
        record('api_response', {
          ...counts,
          'event.timestamp': '2026-07-11T12:02:03.500Z',
          input_token_count: 8631,
          output_token_count: 41,
          thoughts_token_count: 90,
          response_text: said([
            { text: 'I ', thought: true },
            { text: 'look.', thought: true },
            { functionCall: { name: 'read_file', args: { path: 'a' } } },
          ]),
        }),
        record('tool_call', {
          function_name: 'read_file',
          function_args: '{"path":"a"}',
          success: false,
          error: 'No file',
          duration_ms: 42,
        }),
        record('api_response', {
          ...counts,
          input_token_count: 8718,
          output_token_count: 27,
          thoughts_token_count: 0,
        }),
        record('tool_call', { function_name: 'list', function_args: '{}', success: true }),
        record(
          'api_response',
          {
            ...counts,
            input_token_count: 5,
            output_token_count: 1,
            response_text: said([{ text: 'b' }]),
          },
          'other',
        ),
      ].join('\n'),
    );
    assert.equal(format, 'agent-telemetry');
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: I look.', 'call read_file: {"path":"a"}', 'failed result: No file'],
      ['call list: {}', 'result: '],
      ['answer: b'],
    ]);
    const [first, , other] = traces;
    assert.deepEqual(promptOf(first), ['user: Which { main }?']);
    assert.deepEqual(promptOf(other) ?? [], []);
    assert.ok(first);
    assert.equal(first.model, 'gemini-3.5-flash');
    assert.deepEqual(
      [first.usage.inputTokens, first.usage.outputTokens, first.usage.reasoningTokens],
      [8631, 131, 90],
    );
    assert.deepEqual(first.timing, {
      startedAt: Date.UTC(2026, 6, 11, 12, 2, 1, 400),
      durationMs: 2100,
      ttftMs: null,
    });
  });

  it('is read in OTLP, where Claude Code tells what a request cost', async () => {
    const values = (attributes: Readonly<Record<string, string>>) =>
      Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }));
    const log = (name: string, attributes: Readonly<Record<string, string>>) => ({
      timeUnixNano: '1790000000000000000',
      body: { stringValue: `claude_code.${name}` },
      attributes: values({ 'session.id': 's', 'event.name': name, ...attributes }),
    });
    const { traces, format } = await openLines({
      resourceLogs: [
        {
          scopeLogs: [
            {
              logRecords: [
                log('user_prompt', { prompt: 'Q', prompt_length: '1' }),
                log('api_request', {
                  model: 'claude-opus-4-7',
                  effort: 'max',
                  cost_usd: '0.25',
                  duration_ms: '1000',
                  input_tokens: '10',
                  output_tokens: '20',
                  cache_read_tokens: '900',
                  cache_creation_tokens: '5',
                }),
                log('tool_result', { tool_name: 'Bash', success: 'false', error: 'Exit 1' }),
              ],
            },
          ],
        },
      ],
    });
    assert.equal(format, 'agent-telemetry');
    assert.deepEqual(traces.map(outline), [['call Bash: ', 'failed result: Exit 1']]);
    const [trace] = traces;
    assert.deepEqual(promptOf(trace), ['user: Q']);
    assert.deepEqual(
      [trace?.costUsd, trace?.effort, trace?.usage.inputTokens, trace?.usage.cachedInputTokens],
      [0.25, 'max', 915, 900],
    );
  });
});
