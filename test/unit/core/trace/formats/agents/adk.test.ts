import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inEnglish } from '../../../../../../src/core/text/voice';
import { json, sessionOf } from '../../../session/sessionFixture';
import { open, openJson, openLines, outline, promptOf, sse } from '../../openFixture';

const actions = { stateDelta: {}, artifactDelta: {} };
const fromUser = (words: string) => ({
  content: { parts: [{ text: words }], role: 'user' },
  invocationId: 'e-1',
  author: 'user',
  actions,
  id: 'u1',
  timestamp: 1764500000.1,
});
const fromAgent = (id: string, parts: readonly object[], facts: object = {}) => ({
  modelVersion: 'gemini-2.5-pro',
  content: { parts, role: 'model' },
  finishReason: 'STOP',
  invocationId: 'e-1',
  author: 'orchard_agent',
  actions,
  id,
  timestamp: 1764500002.5,
  ...facts,
});
const usageMetadata = {
  candidatesTokenCount: 18,
  promptTokenCount: 210,
  thoughtsTokenCount: 55,
  totalTokenCount: 283,
};
const call = { functionCall: { id: 'f1', name: 'survey', args: { block: 'north' } } };
const result = {
  content: {
    parts: [{ functionResponse: { id: 'f1', name: 'survey', response: { alive: 37 } } }],
    role: 'user',
  },
  invocationId: 'e-1',
  author: 'orchard_agent',
  actions,
  id: 'r1',
  timestamp: 1764500003,
};
const thought = (text: string) => ({ text, thought: true });
const events = [
  fromUser('How many pear trees are alive?'),
  fromAgent('a1', [thought('Ask the survey.'), call], { usageMetadata }),
  result,
  fromAgent('a2', [thought('It says 37.'), { text: 'Thirty-seven.' }]),
];
const outlines = [
  ['summary reasoning: Ask the survey.', 'call survey: {"block":"north"}', 'result: {"alive":37}'],
  ['summary reasoning: It says 37.', 'answer: Thirty-seven.'],
];

describe('a session of the Agent Development Kit', () => {
  it('has a turn for each message of the user, equal ones too', async () => {
    const said = { events: [fromUser('yes'), fromAgent('a1', [{ text: 'First?' }])] };
    const again = [fromUser('yes'), fromAgent('a2', [{ text: 'Second?' }])];
    const session = await sessionOf(
      json({ id: 's', events: [...said.events, ...again] }),
      's.json',
    );
    assert.equal(session.isAgentLog, true);
    assert.deepEqual(
      session.turns.map((turn) => [turn.prompt, turn.calls.length]),
      [
        ['yes', 1],
        ['yes', 1],
      ],
    );
  });

  it('has a generation for each event of an agent; results go to the call', async () => {
    const { format, traces } = await openJson({
      id: 's1',
      appName: 'orchard',
      userId: 'u',
      state: {},
      events,
      lastUpdateTime: 1764500005,
    });
    assert.equal(format, 'adk');
    assert.deepEqual(traces.map(outline), outlines);
    assert.deepEqual(promptOf(traces[1]), ['user: How many pear trees are alive?']);
    const [trace] = traces;
    assert.equal(trace?.id, 'a1');
    assert.equal(trace.model, 'gemini-2.5-pro');
    assert.equal(trace.finishReason, 'STOP');
    assert.equal(trace.usage.inputTokens, 210);
    assert.equal(trace.usage.outputTokens, 73);
    assert.equal(trace.usage.reasoningTokens, 55);
    assert.equal(trace.timing.startedAt, 1764500002500);
    assert.equal(traces[1]?.usage.inputTokens, null);
  });

  it('is a list of events, a line each, a line for each session, in snake_case too', async () => {
    const snake = JSON.parse(
      JSON.stringify(events).replace(
        /"([a-z]+[A-Z]\w*)":/g,
        (_, key: string) => `"${key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}":`,
      ),
    ) as readonly object[];
    for (const opened of [
      await openJson(events),
      await openLines(...events),
      await openJson(snake),
      await openJson({ session: { id: 's', events } }),
      await open('run.sse', sse(...events)),
    ]) {
      assert.equal(opened.format, 'adk');
      assert.deepEqual(opened.traces.map(outline), outlines);
    }
    const two = await openLines({ id: 's1', events }, { id: 's2', events });
    assert.deepEqual(two.traces.map(outline), [...outlines, ...outlines]);
  });

  it('streams in pieces that the whole event repeats, unless it breaks off', async () => {
    const piece = (part: object) => fromAgent('p', [part], { partial: true, finishReason: null });
    const whole = await openLines(
      fromUser('Well?'),
      piece(thought('It ')),
      piece(thought('says.')),
      piece({ text: 'Fine.' }),
      fromAgent('w', [thought('It says.'), { text: 'Fine.' }]),
    );
    assert.deepEqual(whole.traces.map(outline), [['summary reasoning: It says.', 'answer: Fine.']]);
    assert.equal(whole.traces[0]?.truncated, false);
    const broken = await openLines(
      fromUser('Well?'),
      piece(thought('It ')),
      piece(thought('says.')),
    );
    assert.deepEqual(broken.traces.map(outline), [['summary reasoning: It says.']]);
    assert.equal(broken.traces[0]?.truncated, true);
  });

  it('keeps the words of other models, what a voice said, and errors', async () => {
    const { traces } = await openLines(
      { ...fromUser(''), content: null, inputTranscription: { text: 'Hello?', finished: true } },
      fromAgent('x', [thought('Greet.'), { text: 'Hi.' }], { modelVersion: 'deepseek-reasoner' }),
      {
        ...fromAgent('v', []),
        content: undefined,
        outputTranscription: { text: 'Good day.', finished: true },
      },
      {
        ...fromAgent('c', []),
        content: undefined,
        turnComplete: true,
        usageMetadata: { promptTokenCount: 4, responseTokenCount: 5 },
      },
      {
        ...fromAgent('e', []),
        content: undefined,
        finishReason: undefined,
        errorCode: 'RESOURCE_EXHAUSTED',
        errorMessage: 'Too many requests.',
      },
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Greet.', 'answer: Hi.'],
      ['answer: Good day.'],
      [],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Hello?']);
    assert.deepEqual(
      traces.map(({ usage }) => usage.outputTokens),
      [null, 5, null],
    );
    assert.equal(traces[2]?.finishReason, 'RESOURCE_EXHAUSTED');
    assert.deepEqual(
      traces[2].problems.map(({ message }) => inEnglish(message)),
      ['The stream ends in an error: Too many requests.'],
    );
  });

  it('is in a database, its events whole or in columns', async () => {
    for (const name of ['adk.db', 'adk-columns.db']) {
      const bytes = new Uint8Array(readFileSync(`test/fixtures/databases/${name}`));
      const { format, traces } = await open(name, bytes);
      assert.equal(format, 'adk');
      assert.deepEqual(traces.map(outline), [
        ['summary reasoning: Multiply.', 'call times: {"a":7,"b":6}', 'result: {"result":42}'],
        ['answer: 42 eggs.'],
        ['answer: 42 eggs.'],
      ]);
      assert.deepEqual(promptOf(traces[0]), ['user: How many eggs fill 7 boxes of 6?']);
      assert.equal(traces[0]?.usage.outputTokens, 13);
    }
  });

  it('has tools that fail', async () => {
    const failed = { functionResponse: { id: 'f1', name: 'survey', response: { error: 'Frost' } } };
    const { traces } = await openLines(events[0], events[1], {
      ...result,
      content: { role: 'user', parts: [failed] },
    });
    assert.equal(outline(traces[0]).at(-1), 'failed result: {"error":"Frost"}');
  });

  it('is read where a dump wrote every field, null or not', async () => {
    const blank = {
      video_metadata: null,
      thought: null,
      inline_data: null,
      function_call: null,
      function_response: null,
      text: null,
    };
    const { traces } = await openLines(
      { ...fromUser('Well?'), content: { role: 'user', parts: [{ ...blank, text: 'Well?' }] } },
      fromAgent('a', [
        { ...blank, text: 'Hm.', thought: true },
        { ...blank, text: 'Fine.' },
        { ...blank, thought_signature: 'x' },
      ]),
    );
    assert.deepEqual(traces.map(outline), [['summary reasoning: Hm.', 'answer: Fine.']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Well?']);
  });
});

describe('an evaluation of the Agent Development Kit', () => {
  const invocation = {
    invocation_id: 'i1',
    user_content: { role: 'user', parts: [{ text: 'What is due?' }] },
    final_response: { role: 'model', parts: [{ text: 'Seven units.' }] },
    creation_timestamp: 1764500000,
  };
  const due = { name: 'briefing', id: 'c1' };

  it('has the events of what the agent did', async () => {
    const { format, traces } = await openJson({
      eval_set_result_id: 'r',
      eval_case_results: [
        {
          eval_id: 'case',
          eval_metric_result_per_invocation: [
            {
              actual_invocation: {
                ...invocation,
                intermediate_data: {
                  invocation_events: [
                    {
                      author: 'root',
                      content: {
                        parts: [thought('Ask.'), { function_call: { ...due, args: {} } }],
                      },
                    },
                    {
                      author: 'root',
                      content: {
                        parts: [{ function_response: { ...due, response: { units: 7 } } }],
                      },
                    },
                  ],
                },
              },
              expected_invocation: invocation,
            },
          ],
        },
      ],
    });
    assert.equal(format, 'adk');
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: Ask.', 'call briefing: {}', 'result: {"units":7}'],
      ['answer: Seven units.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: What is due?']);
  });

  it('had calls, results and answers each by themselves before', async () => {
    const { traces } = await openJson({
      eval_set_id: 's',
      eval_cases: [
        {
          eval_id: 'case',
          conversation: [
            {
              ...invocation,
              intermediate_data: {
                tool_uses: [{ ...due, args: {} }],
                tool_responses: [{ ...due, response: { units: 7 } }],
                intermediate_responses: [['root', [{ text: 'One moment.' }]]],
              },
            },
          ],
        },
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['call briefing: {}', 'result: {"units":7}'],
      ['answer: One moment.'],
      ['answer: Seven units.'],
    ]);
  });
});
