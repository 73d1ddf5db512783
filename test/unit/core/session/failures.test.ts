import assert from 'node:assert/strict';
import { hasFailed } from '../../../../src/core/session/failures';
import { lines, sessionOf } from './sessionFixture';

describe('what an output tells of a failure', () => {
  it('is the first line of an edit that was not made, and of no other tool', () => {
    const refused = 'ERROR:\nNo replacement was performed.';
    assert.ok(hasFailed(refused, 'edit'));
    assert.ok(!hasFailed('The file was edited:\nERROR:\n', 'edit'));
    assert.ok(!hasFailed(refused, 'read'));
    assert.ok(!hasFailed(refused, 'shell'));
  });

  it('is an exit code of a command in JSON, as any program spells it', () => {
    assert.ok(hasFailed('{"ok": false, "metadata": {"exitCode": 1}}', 'shell'));
    assert.ok(hasFailed('{"output":"","exit_code":-1}', 'shell'));
    assert.ok(!hasFailed('{"ok": true, "metadata": {"exitCode": 0}}', 'shell'));
  });

  it('is a failed call of the session', async () => {
    const call = (id: string, old_str: string) => ({
      role: 'assistant',
      content: '',
      tool_calls: [
        {
          id,
          type: 'function',
          function: {
            name: 'str_replace_editor',
            arguments: JSON.stringify({ command: 'str_replace', path: '/w/a.py', old_str }),
          },
        },
      ],
    });
    const said = (id: string, content: string) => ({ role: 'tool', tool_call_id: id, content });
    const session = await sessionOf(
      lines({
        trajectory: [
          { role: 'user', content: 'Fix it' },
          call('c1', 'x'),
          said('c1', 'ERROR:\nNo replacement was performed, old_str `x` did not appear.'),
          call('c2', 'y'),
          said('c2', 'The file /w/a.py has been edited.'),
        ],
      }),
    );
    assert.deepEqual(
      session.tools.map(({ result }) => result?.failed),
      [true, false],
    );
  });
});
