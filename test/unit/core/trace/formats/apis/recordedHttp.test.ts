import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

describe('recorded HTTP exchanges', () => {
  const completion = {
    id: 'c',
    object: 'chat.completion',
    model: 'deepseek-reasoner',
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: { role: 'assistant', content: '4', reasoning_content: 'Two and two.' },
      },
    ],
    usage: { prompt_tokens: 9, completion_tokens: 8 },
  };
  const request = { model: 'deepseek-reasoner', messages: [{ role: 'user', content: '2+2?' }] };

  it('read a VCR cassette in YAML: each body by its own format, the prompt of the request', async () => {
    const stream = completion.choices
      .map(
        () =>
          'data: {"object":"chat.completion.chunk","model":"r1","choices":[{"delta":{"reasoning_content":"Hm."},"index":0}]}\n\ndata: {"object":"chat.completion.chunk","model":"r1","choices":[{"delta":{"content":"So."},"index":0,"finish_reason":"stop"}]}\n\ndata: [DONE]\n',
      )
      .join('');
    const yaml = [
      'interactions:',
      '- request:',
      `    body: '${JSON.stringify({ login: true })}'`,
      '    uri: https://example.test/token',
      '  response:',
      '    body: {string: "{\\"token\\": 1}"}',
      '- request:',
      `    body: '${JSON.stringify(request)}'`,
      '    uri: https://api.example.test/chat/completions',
      '  response:',
      '    body:',
      `      string: '${JSON.stringify(completion)}'`,
      '- request:',
      '    parsed_body:',
      '      model: r1',
      '  response:',
      '    body:',
      `      string: ${JSON.stringify(stream)}`,
      'version: 1',
    ].join('\n');
    const { format, traces } = await open('test_reasoning.yaml', yaml);
    assert.equal(format, 'cassette');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Two and two.', 'answer: 4'],
      ['raw reasoning: Hm.', 'answer: So.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: 2+2?']);
  });

  it('read HAR files, base64 bodies and batch results', async () => {
    const body = JSON.stringify(completion);
    const har = await openJson({
      log: {
        entries: [
          {
            request: {
              url: 'https://api.example.test',
              postData: { text: JSON.stringify(request) },
            },
            response: {
              status: 200,
              content: { mimeType: 'application/json', encoding: 'base64', text: btoa(body) },
            },
          },
        ],
      },
    });
    assert.deepEqual(har.traces.map(outline), [['raw reasoning: Two and two.', 'answer: 4']]);
    assert.deepEqual(promptOf(har.traces[0]), ['user: 2+2?']);
    const batch = await openLines({
      id: 'b',
      custom_id: 'q1',
      response: { status_code: 200, body: completion },
      error: null,
    });
    assert.deepEqual(batch.traces.map(outline), [['raw reasoning: Two and two.', 'answer: 4']]);
  });

  it('name the model of an API that has it in its path only', async () => {
    const gemini = {
      candidates: [{ content: { role: 'model', parts: [{ text: 'Hi' }] } }],
      usageMetadata: { promptTokenCount: 1 },
    };
    const { traces } = await openLines({
      request: { url: 'https://g.test/v1beta/models/gemini-2.5-pro:generateContent', body: '{}' },
      response: { body: gemini },
    });
    assert.equal(traces[0]?.model, 'gemini-2.5-pro');
  });
});
