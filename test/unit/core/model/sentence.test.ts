import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  countFigure,
  filled,
  percentFigure,
  say,
  timesFigure,
  usdFigure,
  waitFigure,
  worded,
  type Speaker,
} from '../../../../src/core/model/sentence';
import { inEnglish } from '../../../../src/core/text/voice';

describe('sentences as data', () => {
  const sentence = say(
    'On {3} it gets about **{0} of 100** right instead of {1}, for **{2} times** the cost.',
    countFigure(72),
    countFigure(18),
    timesFigure(2.14),
    say('hard coding exercises (Aider polyglot)'),
  );

  it('are worded in English without emphasis', () => {
    assert.equal(
      inEnglish([say('Stay with {0}.', 'gpt-4o'), sentence]),
      'Stay with gpt-4o. On hard coding exercises (Aider polyglot) it gets about 72 of 100 right instead of 18, for 2.1 times the cost.',
    );
  });

  it('write figures as people read them', () => {
    const of = (figure: Parameters<typeof say>[1]): string => inEnglish(say('{0}', figure));
    assert.equal(of(usdFigure(0.00001)), '<$0.0001');
    assert.equal(of(usdFigure(1234.5)), '$1,235');
    assert.equal(of(percentFigure(0.125)), '13 %');
    assert.equal(of(waitFigure(0.2)), '1 second');
    assert.equal(of(waitFigure(123)), '2 minutes');
    assert.equal(of(countFigure(29_000)), '29,000');
    assert.equal(of(timesFigure(0.083)), '0.08');
  });

  it('do not fill holes of what fills a hole', () => {
    assert.equal(inEnglish(say('{0} and {1}', '{1}', 'b')), '{1} and b');
  });

  it('are worded in Chinese by the same keys, phrases inside too', () => {
    const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8')) as Readonly<
      Record<string, string>
    >;
    const chinese: Speaker = {
      translate: (message, ...args) => filled(bundle[message] ?? assert.fail(message), args),
      figure: ({ value }) => String(value),
    };
    const text = worded(sentence, chinese);
    assert.match(text, /困难的编程练习.*72.*18/);
    assert.doesNotMatch(text, /right|exercises|\{/);
  });
});
