import assert from 'node:assert/strict';
import { analyseText } from '../../../../../src/core/steps/analyse';
import { noLeaning, readLeaning } from '../../../../../src/core/steps/classifier/leaning';
import { STEP_KINDS } from '../../../../../src/core/steps/kinds';

function leaning(text: string): string {
  const into = noLeaning();
  readLeaning(text, 0, text.length, into);
  return `${STEP_KINDS[into.kind] ?? '-'}${into.answerless ? '' : ' answers'}${into.doubtless ? '' : ' doubts'}`;
}

const cases: readonly (readonly [text: string, leaning: string])[] = [
  ['嗯，用户希望把这份说明翻译成中文。', 'setup'],
  ['特别是用户强调不要改动表格。', 'setup'],
  ['用户应该是初学者，正在为两个平台写代码。', 'setup'],
  ['首先，我需要处理文件的开头。', 'plan'],
  ['最后要确保数字两边都有空格。', 'plan'],
  ['用户可能不熟悉命令行，需要说明怎么启动。', 'plan'],
  ['可能用户是初学者，所以术语要解释清楚。', 'plan answers'],
  ['总结下来，结构是三个部分。', 'result'],
  ['等等，这里好像算漏了一项。', 'rethink doubts'],
  ['让我再检查一遍这两个条件。', 'check'],
  ['所以答案是 12。', 'answer answers'],
  ['因此面积是 12。', '- answers'],
  ['两边都除以三。', '-'],
  ['まず、問題を読みます。', '- answers doubts'],
  ['We need to check the answer.', '- answers doubts'],
];

describe('what the words of a Chinese sentence say', () => {
  for (const [text, expected] of cases) {
    it(`is ${expected} for ${text}`, () => {
      assert.equal(leaning(text), expected);
    });
  }

  it('decides where the network is unsure', () => {
    const text =
      '好的，用户想知道怎样把这台旧电脑装上新系统。用户提供了型号和内存的大小。\n\n最后，要确保步骤写得简单，避免技术术语。';
    const { steps } = analyseText(text);
    assert.deepEqual(
      steps.map(({ kind }) => kind),
      ['setup', 'plan'],
    );
  });
});
