import assert from 'node:assert/strict';
import { msg } from '../../../../src/core/model/message';
import { controlHelp, controlOptions, controlsOf } from '../../../../src/cli/controlFlags';
import {
  accepts,
  areControls,
  CONTROLS,
  DEFAULT_CONTROLS,
  forOtherPrompt,
  settings,
  withKept,
  type ControlTable,
} from '../../../../src/core/estimate/controls';
import { say } from '../../../../src/core/model/sentence';
import { inEnglish } from '../../../../src/core/text/voice';
import { ControlFields } from '../../../../src/webview/estimate/controlField';
import { drawnText } from '../../webview/drawn';

/** A what-if that does not exist, beside those that do. */
const withFake: ControlTable = {
  ...CONTROLS,
  moonShare: {
    kind: 'share',
    initial: 0.5,
    most: 1,
    place: 'router',
    flag: 'moon',
    label: msg('Light of the moon'),
    told: (share) => say('{0} of the moon', share),
  },
};

describe('what-ifs', () => {
  it('has an entry for each, with a flag of its own', () => {
    assert.deepEqual(Object.keys(CONTROLS), Object.keys(DEFAULT_CONTROLS));
    const flags = Object.values(CONTROLS).map(({ flag }) => flag);
    assert.equal(new Set(flags).size, flags.length);
    for (const control of Object.values(CONTROLS)) assert.ok(accepts(control, control.initial));
  });

  it('shows a new entry on the page, in the terminal and beside exported figures', () => {
    assert.match(
      drawnText(
        ControlFields({
          controls: DEFAULT_CONTROLS,
          onControls: () => undefined,
          place: 'router',
          table: withFake,
        }),
      ),
      /Light of the moon/,
    );
    assert.deepEqual(controlOptions(withFake)['moon'], { type: 'string' });
    assert.match(controlHelp(withFake), /--moon PERCENT +Light of the moon/);
    const told = settings({ ...DEFAULT_CONTROLS, moonShare: 0.25 }, withFake).map(inEnglish);
    assert.deepEqual(told, ['25 % of the moon']);
  });

  it('tells every setting that differs from the first one, a forced task too', () => {
    const set = { ...DEFAULT_CONTROLS, taskType: 'math', flex: true, checkUsd: 0.02 } as const;
    assert.equal(
      settings(set).map(inEnglish).join(', '),
      'flex, task set to mathematics, a check costs $0.020',
    );
    assert.deepEqual(settings({ ...DEFAULT_CONTROLS }), []);
  });

  it('reads flags, and says what a flag takes', () => {
    const given = { calls: '1000', cached: '40', batch: true, task: 'math', 'check-cost': '0.02' };
    assert.deepEqual(controlsOf(given), {
      ...DEFAULT_CONTROLS,
      callsPerMonth: 1000,
      cachedShare: 0.4,
      batch: true,
      taskType: 'math',
      checkUsd: 0.02,
    });
    for (const wrong of [{ cached: '140' }, { calls: 'many' }, { task: 'cooking' }, { cap: '' }])
      assert.ok('error' in controlsOf(wrong), JSON.stringify(wrong));
  });

  it('takes from what was kept only what still is a value', () => {
    const kept = { callsPerMonth: 5, cachedShare: 7, batch: 'yes', efforts: {}, taskType: 'none' };
    assert.deepEqual(withKept(DEFAULT_CONTROLS, kept), { ...DEFAULT_CONTROLS, callsPerMonth: 5 });
    for (const none of [null, undefined, 'x', 3])
      assert.deepEqual(withKept(DEFAULT_CONTROLS, none), DEFAULT_CONTROLS);
    assert.ok(areControls(DEFAULT_CONTROLS));
    assert.ok(!areControls(kept) && !areControls(null));
  });

  it('drops for another prompt what was said of one', () => {
    const set = { ...DEFAULT_CONTROLS, taskType: 'math', capTokens: 9, callsPerMonth: 5 } as const;
    assert.deepEqual(forOtherPrompt(set), { ...DEFAULT_CONTROLS, callsPerMonth: 5 });
  });
});
