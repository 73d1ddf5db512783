import assert from 'node:assert/strict';
import { outline as turnsOf, sessionOf } from '../../../session/sessionFixture';
import { open, outline } from '../../openFixture';

describe('printed messages of the Claude Agent SDK', () => {
  const said = (block: string) =>
    `AssistantMessage(content=[${block}], model='claude-sonnet-4-5', parent_tool_use_id=None, error=None)`;
  const init =
    "SystemMessage(subtype='init', data={'type': 'system', 'subtype': 'init', 'cwd': '/work/shop', 'session_id': 'abc', 'tools': ['Read'], 'model': 'claude-sonnet-4-5'})";
  const result =
    "ResultMessage(subtype='success', duration_ms=5120, duration_api_ms=4900, is_error=False, num_turns=2, session_id='abc', total_cost_usd=0.25, usage={'input_tokens': 8, 'cache_creation_input_tokens': 300, 'cache_read_input_tokens': 15000, 'output_tokens': 120}, result='It is \"Shop\".')";
  const printed = [
    init,
    said('ThinkingBlock(thinking="The title\\nis asked.", signature=\'EuYB\')'),
    said("ToolUseBlock(id='toolu_1', name='Read', input={'file_path': '/work/shop/README.md'})"),
    "UserMessage(content=[ToolResultBlock(tool_use_id='toolu_1', content='# Shop', is_error=None)], uuid=None, parent_tool_use_id=None)",
    said('TextBlock(text=\'It is "Shop".\')'),
    result,
  ].join('\n');

  it('are the calls of one run, the blocks of a response together', async () => {
    const { format, traces } = await open('run.txt', printed);
    assert.equal(format, 'claude-agent-sdk');
    assert.deepEqual(
      traces.map((t) => outline(t)),
      [
        [
          'summary reasoning: The title\nis asked.',
          'call Read: {"file_path":"/work/shop/README.md"}',
          'result: # Shop',
        ],
        ['answer: It is "Shop".'],
      ],
    );
    assert.deepEqual(
      traces.map((t) => [t.model, t.costUsd]),
      [
        ['claude-sonnet-4-5', null],
        ['claude-sonnet-4-5', null],
      ],
    );
  });

  it('keep what the run counted and cost', async () => {
    const session = await sessionOf(printed, 'run.txt');
    const { tokens, money } = session.figures;
    assert.deepEqual(
      [tokens.freshInput, tokens.cacheRead, tokens.cacheWrite, tokens.output, money.usd],
      [8, 15_000, 300, 120, 0.25],
    );
    assert.equal(turnsOf(session).length, 1);
    const alone = await open('run.txt', [init, said("TextBlock(text='Hi.')"), result].join('\n'));
    assert.deepEqual(
      alone.traces.map((t) => [t.costUsd, t.usage.outputTokens]),
      [[0.25, 120]],
    );
  });

  it('do not add up runs of which none tells whether it counts the ones before', async () => {
    const session = await sessionOf(`${printed}\n${printed}`, 'runs.txt');
    assert.equal(session.figures.money.usd, null);
  });
});
