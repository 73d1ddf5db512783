import assert from 'node:assert/strict';
import { sentenceParts } from '../../../../src/webview/session/sentence';

const shown = (sentence: string, label: string): string =>
  sentenceParts(sentence, label)
    .map(({ text, as }) => (as === 'jump' ? `[${text}]` : as === 'bold' ? `*${text}*` : text))
    .join('');

describe('the sentence of a finding', () => {
  it('has the call that it names as its jump', () => {
    assert.equal(
      shown('Output limit hit at call 6: 32,000 tokens', '6'),
      'Output limit hit at [call 6]: 32,000 tokens',
    );
    assert.equal(
      shown('Failed 4 times, calls 10 to 13: npm', '13'),
      'Failed 4 times, calls 10 to [13]: npm',
    );
  });

  it('takes no part of another number for it', () => {
    assert.equal(
      shown('$0.23, 16 %, went on call 210', '16'),
      '$0.23, 16 %, went on call 210 [call 16]',
    );
    assert.equal(shown('32,000 tokens', '000'), '32,000 tokens [call 000]');
    assert.equal(shown('at call 21.1', '21'), 'at call 21.1 [call 21]');
  });

  it('keeps what is bold', () => {
    assert.equal(shown('**$0.49** at call 6', '6'), '*$0.49* at [call 6]');
  });
});
