import assert from 'node:assert/strict';
import { assertLinearIn } from '../../growth';
import { paragraphsOf, thinkBlocks } from '../../../../src/core/text/thinkBlocks';

const inner = (text: string): readonly string[] =>
  thinkBlocks(text).map((b) => text.slice(b.innerStart, b.innerEnd));

describe('thinkBlocks', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['finds a block at the start', '<think>\nA\n</think>\nB', ['\nA\n']],
    ['finds blocks of every family', '[THINK]A[/THINK]\n◁think▷B◁/think▷', ['A', 'B']],
    ['finds several blocks', '<think>A</think>\ntext\n  <think>B</think>', ['A', 'B']],
    ['takes an open block to the end', 'Q\n<think>A\nB', ['A\nB']],
    ['leaves out an empty block', '<think>\n\n</think>\nB', []],
    ['leaves tags in running text alone', 'Models write `<think>` or <think> here.', []],
    ['leaves tags in code fences alone', '```\n<think>A</think>\n```\n<think>B</think>', ['B']],
    ['keeps fences inside a block', '<think>A\n```\nx\n```\n</think>', ['A\n```\nx\n```\n']],
    ['reads Windows line ends', '<think>\r\nA\r\n</think>\r\n', ['\r\nA\r\n']],
  ];
  for (const [name, text, expected] of cases) {
    it(name, () => assert.deepEqual(inner(text), expected));
  }

  it('tells a block that was cut off', () => {
    assert.deepEqual(
      thinkBlocks('<think>A</think>\n<think>B').map((b) => b.truncated),
      [false, true],
    );
  });

  it('stays linear on a document of nothing but tags', () => {
    for (const piece of ['<think>\n', '```\n<think>x\n', '<think>x</think>\n'])
      assertLinearIn(piece, 200_000, thinkBlocks);
  });
});

describe('paragraphsOf', () => {
  it('gives runs of lines without the white space around them', () => {
    const text = '<think>\n\n  One\ntwo. \n \n\nThree.</think>';
    const paragraphs = paragraphsOf(text, thinkBlocks(text)[0]!);
    assert.deepEqual(
      paragraphs.map((p) => text.slice(p.start, p.end)),
      ['One\ntwo.', 'Three.'],
    );
  });
});
