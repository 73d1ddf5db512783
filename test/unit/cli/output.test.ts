import assert from 'node:assert/strict';
import { paint, write } from '../../../src/cli/output';

describe('output', () => {
  /** What is written, to a terminal or to a file. */
  async function written(isTTY: boolean, text: () => string): Promise<string> {
    const { stdout } = process;
    const before = { write: stdout.write.bind(stdout), isTTY: stdout.isTTY };
    let out = '';
    stdout.isTTY = isTTY;
    stdout.write = (part: string | Uint8Array) => {
      out += String(part);
      return true;
    };
    try {
      await write(text());
    } finally {
      Object.assign(stdout, before);
    }
    return out;
  }

  const recorded = 'a\u001b]0;title\u0007b\u001b[2Jc\u009b31md\u202ee\rf\r\n\tg\u001b[31mh';

  it('gives a terminal nothing that it obeys but ends of lines, tabs and colours', async () => {
    const safe = 'a\ufffd]0;title\ufffdb\ufffd[2Jc\ufffd31md\ufffde\ufffdf\r\n\tg\u001b[31mh';
    assert.equal(await written(true, () => recorded), safe);
    assert.match(await written(true, () => paint('red', 'x')), /x/);
  });

  it('gives a file or another program the text as it is', async () => {
    assert.equal(await written(false, () => recorded), recorded);
  });
});
