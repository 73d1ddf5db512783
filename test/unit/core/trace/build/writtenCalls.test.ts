import assert from 'node:assert/strict';
import { writtenCalls } from '../../../../../src/core/trace/build/writtenCalls';

const CALL = '@shell(call-1): {"command": "ls"}';
const call = { kind: 'call', name: 'shell', input: '{"command": "ls"}', id: 'call-1' };

describe('calls that are written as text', () => {
  it('are found after lines that only look like one', () => {
    const quoted = `\`\`\`\n${CALL}\n\`\`\``;
    const open = '@shell(call-0): {\n';
    assert.deepEqual(writtenCalls(`${quoted}\n${CALL}\nDone.`), [
      { kind: 'words', text: quoted },
      call,
      { kind: 'words', text: 'Done.' },
    ]);
    assert.equal(writtenCalls(open.repeat(3)), null);
    assert.deepEqual(writtenCalls(`${CALL}\n${open.repeat(3)}`), [
      call,
      { kind: 'words', text: open.repeat(3).trim() },
    ]);
  });

  it('are not looked for in a text of nothing but such lines', () => {
    const lines = Array.from({ length: 2_001 }, (_, i) => `@shell(call-${i}): {}`).join('\n');
    assert.equal(writtenCalls(`\`\`\`\n${lines}\n\`\`\`\n${CALL}`), null);
    const unclosed = `@shell(call-0): {${' '.repeat(1_100_000)}\n@shell(call-0): {${' '.repeat(1_100_000)}\n`;
    assert.equal(writtenCalls(`${unclosed}${CALL}`), null);
  });
});
