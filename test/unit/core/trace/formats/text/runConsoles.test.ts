import assert from 'node:assert/strict';
import { open, outline, promptOf } from '../../openFixture';

describe('the console of browser-use', () => {
  it('has a generation for each step, with what came of its actions', async () => {
    const { traces, format } = await open(
      'run.log',
      'INFO     [browser_use] BrowserUse logging setup complete\nINFO     [agent] 🚀 Starting task: Q\nINFO     [agent]\n📍 Step 1\n' +
        'INFO     [agent] 🤷 Eval: Unknown\nINFO     [agent] 🧠 Memory: none\nINFO     [agent] 🎯 Next goal: Search.\n' +
        'INFO     [agent] 🛠️  Action 1/2: {"search":{"query":"a"}}\nINFO     [agent] 🛠️  Action 2/2: {"wait":{}}\nINFO     [controller] 🔍  Searched\nINFO     [controller] Waited\n' +
        'INFO     [agent] 📍 Step 2\nINFO     [agent] 👍 Eval: Success\nINFO     [agent] 🛠️  Action 1/1: {"done":{"text":"b","success":true}}\nINFO     [agent] 📄 Result: b\nINFO     [agent] ✅ Task completed\n' +
        'AgentHistoryList(all_results=[ActionResult(is_done=False)])\n',
    );
    assert.equal(format, 'agent-transcript');
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: Unknown\nnone\nSearch.',
        'call search: {"query":"a"}',
        'call wait: {}',
        'result: 🔍  Searched',
        'result: Waited',
      ],
      ['raw reasoning: Success', 'answer: b'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
  });
});

describe('what the Agents SDK of OpenAI prints of a run', () => {
  it('is its last answer', async () => {
    const printed = (words: string) =>
      `RunResult:\n- Last agent: Agent(name="Guide", ...)\n- Final output (str):\n    ${words}\n- 1 new item(s)\n- 1 raw response(s)\n(See \`RunResult\` for more details)\n`;
    const { traces } = await open(
      'out.txt',
      `Running...\n${printed('a\n\n    - b')}Again...\n${printed('c')}`,
    );
    assert.deepEqual(traces.map(outline), [['answer: a\n\n- b'], ['answer: c']]);
    await assert.rejects(open('notes.md', `It prints:\n\n\`\`\`\n${printed('a')}\`\`\`\n`));
  });
});

describe('the log that Aider keeps of its calls', () => {
  it('has what was asked since the last answer, and the answer', async () => {
    const { traces } = await open(
      '.aider.llm.history',
      'TO LLM 2026-10-02T12:00:05\n-------\nSYSTEM S\nSYSTEM T\n-------\nUSER old\n-------\nASSISTANT Ok.\n-------\nUSER Q\nUSER more\nLLM RESPONSE 2026-10-02T12:00:09\nASSISTANT a\nASSISTANT \nASSISTANT {"b": 1}\n\n' +
        'TO LLM 2026-10-02T12:01:00\n-------\nSYSTEM S\n-------\nUSER P\nLLM RESPONSE 2026-10-02T12:01:04\nASSISTANT c\n',
    );
    assert.deepEqual(traces.map(outline), [['answer: a\n\n{"b": 1}'], ['answer: c']]);
    assert.deepEqual(promptOf(traces[0]), ['system: S\nT', 'user: Q\nmore']);
    assert.deepEqual(promptOf(traces[1]), ['system: S\nT', 'user: P']);
    assert.equal(traces[0]?.timing.durationMs, 4_000);
  });
});
