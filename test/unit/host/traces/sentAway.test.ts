import assert from 'node:assert/strict';
import { say } from '../../../../src/core/model/sentence';
import { ALARM_IDS, type Alarm } from '../../../../src/core/session/running/model';
import { SentAway } from '../../../../src/host/traces/running/sentAway';

const alarms: readonly Alarm[] = ALARM_IDS.map((id) => ({
  id,
  sentence: say('Call {0} was stopped at its output limit', '1'),
  call: 0,
  trace: null,
}));
const MINUTE = 60_000;

describe('alarms that the user sent away', () => {
  it('are one kind, for the rest of one session', () => {
    const away = new SentAway();
    away.forGood('file:///a', 'loop');
    const ids = (session: string) => away.heard(session, alarms, 0).map(({ id }) => id);
    assert.deepEqual(
      ids('file:///a'),
      ALARM_IDS.filter((id) => id !== 'loop'),
    );
    assert.deepEqual(ids('file:///b'), [...ALARM_IDS]);
  });

  it('or all of them, for ten minutes', () => {
    const away = new SentAway();
    away.quiet(5 * MINUTE);
    assert.deepEqual(away.heard('file:///a', alarms, 14 * MINUTE), []);
    assert.equal(away.heard('file:///a', alarms, 15 * MINUTE).length, ALARM_IDS.length);
  });
});
