import assert from 'node:assert/strict';
import { lines, outline as turnsOf, sessionOf } from '../../../session/sessionFixture';
import { openLines, outline, promptOf } from '../../openFixture';

const START = 1_787_586_115_000;
const MAIN = { kind: 'MainAgent', id: 'main', name: 'main', type: 'LINEAR' };
let second = 0;
const event = (kind: string, more: object, agent: object = MAIN) => ({
  kind: 'SessionA2uxEvent',
  event: { state: 'IN_PROGRESS', agentEvent: { kind, agent, ...more } },
  timestampMs: START + 1_000 * second++,
});
const user = (prompt: string) => ({
  kind: 'UserPromptEvent',
  prompt,
  presentablePrompt: prompt,
  timestampMs: START + 1_000 * second++,
});
const counts = (model: string, inputTokens: number, outputTokens: number) => ({
  model,
  cost: outputTokens / 1_000,
  inputTokens,
  cacheInputTokens: 20,
  cacheCreateTokens: 30,
  outputTokens,
  time: 1,
});
const counted = (...modelUsage: readonly object[]) =>
  event('LlmResponseMetadataEvent', { modelUsage });
const thought = (stepId: string, text: string, agent?: object) =>
  event('AgentThoughtBlockUpdatedEvent', { stepId, text }, agent);
const terminal = (status: string, output: string, more: object = {}) =>
  event('TerminalBlockUpdatedEvent', {
    stepId: 's2',
    command: 'grep ports',
    status,
    output,
    ...more,
  });

const log = [
  event('CurrentDirectoryUpdatedEvent', { currentDirectory: '/repo/shop' }),
  user('Which port?'),
  counted(counts('sonnet', 2_000, 140), counts('haiku', 100, 9)),
  thought('s1', 'I look at'),
  thought('s1', 'I look at the compose file.'),
  terminal('IN_PROGRESS', ''),
  terminal('FAILED', '5433:5432'),
  counted(counts('sonnet', 2_300, 40)),
  event('ToolBlockUpdatedEvent', {
    stepId: 's3',
    status: 'COMPLETED',
    text: 'Found "**/*.yml"',
    details: 'compose.yml',
    toolType: 'Search',
  }),
  event('ResultBlockUpdatedEvent', { stepId: 's4', cancelled: false, result: 'On port 5433.' }),
  thought('s1', 'I look at the compose file.'),
  terminal('FAILED', '5433:5432'),
  event('ResultBlockUpdatedEvent', { stepId: 's4', cancelled: false, result: 'On port 5433.' }),
  { kind: 'TaskState', state: 'COMPLETED', timestampMs: START + 99_000 },
];

describe('sessions of Junie', () => {
  it('have one block a step, as it was told last, and the counts of the call it is of', async () => {
    const { format, traces } = await openLines(...log);
    assert.equal(format, 'junie');
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: I look at the compose file.',
        'call terminal: {"command":"grep ports"}',
        'failed result: 5433:5432',
      ],
      [],
      ['call Search: Found "**/*.yml"', 'result: compose.yml', 'answer: On port 5433.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Which port?']);
    assert.deepEqual(
      traces.map((t) => [t.model, t.usage.inputTokens, t.usage.outputTokens, t.costUsd]),
      [
        ['sonnet', 2_050, 140, 0.14],
        ['haiku', 150, 9, 0.009],
        ['sonnet', 2_350, 40, 0.04],
      ],
    );
    assert.deepEqual(traces[0]?.usage.cachedInputTokens, 20);
  });

  it('may count a call after its blocks', async () => {
    const { traces } = await openLines(
      user('Why?'),
      thought('t1', 'Because.'),
      counted(counts('sonnet', 10, 5)),
      event('MarkdownBlockUpdatedEvent', { stepId: 't2', text: 'So.' }),
      counted(counts('sonnet', 20, 6)),
    );
    assert.deepEqual(
      traces.map((t) => [outline(t), t.usage.outputTokens]),
      [
        [['raw reasoning: Because.'], 5],
        [['answer: So.'], 6],
      ],
    );
  });

  it('keep blocks of no known kind, name kinds with their package, and know no counts that are not there', async () => {
    const { traces } = await openLines(
      user('Why?'),
      event('com.intellij.ml.llm.aui.events.api.AgentThoughtBlockUpdatedEvent', { text: 'Hm.' }),
      event('HologramBlockUpdatedEvent', { stepId: 'h' }),
    );
    assert.deepEqual(outline(traces[0]), ['raw reasoning: Hm.', 'raw HologramBlockUpdatedEvent']);
    assert.equal(traces[0]?.usage.outputTokens, null);
  });

  it('tell their outputs under several names', async () => {
    const { traces } = await openLines(
      user('Find it'),
      event('ViewFilesBlockUpdatedEvent', { stepId: 'a', status: 'COMPLETED', details: 'line 3' }),
      terminal('COMPLETED', '', { details: '3:needle' }),
      event('ToolBlockUpdatedEvent', { stepId: 'c', toolType: 'Search', output: 'a.txt' }),
    );
    assert.deepEqual(
      outline(traces[0]).filter((line) => line.startsWith('result')),
      ['result: line 3', 'result: 3:needle', 'result: a.txt'],
    );
  });

  it('have edits with both sides of a file, and compactions that are told again', async () => {
    const change = (before: string, after: string) => ({
      beforeContent: { kind: 'TextFileContent', text: before },
      afterContent: { kind: 'TextFileContent', text: after },
      beforeRelativePath: 'src/app.ts',
      afterRelativePath: 'src/app.ts',
    });
    const changed = (stepId: string, ...changes: readonly object[]) =>
      event('FileChangesBlockUpdatedEvent', { stepId, status: 'COMPLETED', changes });
    const compacted = event('ContextCompactionBlockUpdatedEvent', { stepId: 'k' });
    const session = await sessionOf(
      lines(
        user('Fix it'),
        changed('a', change('one\n', 'two\n'), change('one\n', 'two\n')),
        compacted,
        changed('b', change('two\n', 'three\n')),
        compacted,
      ),
    );
    assert.deepEqual(
      session.tools.map((tool) => [tool.family, tool.file, tool.edits.length]),
      [
        ['edit', 'src/app.ts', 2],
        ['edit', 'src/app.ts', 1],
      ],
    );
    assert.deepEqual(
      session.events.map((e) => e.kind),
      ['compaction'],
    );
  });

  it('are turns with tools, a folder, and sub-agents in threads of their own', async () => {
    const agent = { kind: 'SubAgent', id: 'qa-1', name: 'qa' };
    const session = await sessionOf(
      lines(
        ...log.slice(0, 10),
        user('And the tests?'),
        thought('q1', 'I test it.', agent),
        event('ResultBlockUpdatedEvent', { stepId: 'q2', result: 'They pass.' }),
        event('AgentFailureEvent', { message: 'Unable to connect', errorCode: 'ConnectionFailed' }),
      ),
    );
    assert.deepEqual(turnsOf(session), [
      'Which port? | terminal(grep ports) failed | answers | Search(Found "**/*.yml")',
      'And the tests? | @1 answers | answers',
    ]);
    assert.equal(session.folder, '/repo/shop');
    assert.deepEqual(
      session.events.map((e) => e.kind),
      ['api-error'],
    );
  });
});
