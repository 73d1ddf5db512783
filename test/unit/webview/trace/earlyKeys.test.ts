import assert from 'node:assert/strict';
import { traceActions } from '../../../../src/protocol/traceActions';
import { actionOfKey, EarlyKeys, type Key } from '../../../../src/webview/trace/earlyKeys';

const key = (name: string, held: Partial<Key> = {}): Key => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

describe('keys for which the workbench is not ready', () => {
  const page = (takes = true) => {
    const done: string[] = [];
    const keys = new EarlyKeys({
      run: (action) => done.push(action),
      takes: () => takes,
      press: (pressed) => done.push(`press ${pressed.key}`),
    });
    return { keys, done };
  };

  it('reads the default bindings of every action with a plain key', () => {
    const events: Record<string, Key> = {
      space: key(' '),
      'shift+/': key('?', { shiftKey: true }),
      'shift+a': key('A', { shiftKey: true }),
      'shift+r': key('R', { shiftKey: true }),
    };
    const plain = Object.entries(traceActions).filter(
      ([, { key: bound }]) => bound !== '' && !/^(?:shift\+)?f\d|ctrl|alt/.test(bound),
    );
    assert.ok(plain.length > 25);
    for (const [action, { key: bound }] of plain) {
      assert.equal(actionOfKey(events[bound] ?? key(bound)), action, bound);
    }
  });

  it('leaves keys with Control, Alt or Meta, and unbound ones', () => {
    for (const held of ['ctrlKey', 'altKey', 'metaKey'] as const) {
      assert.equal(actionOfKey(key('a', { [held]: true })), null);
    }
    assert.equal(actionOfKey(key('F1')), null);
    assert.equal(actionOfKey(key('q')), null);
    assert.equal(actionOfKey(key('J', { shiftKey: true })), null);
  });

  it('holds what is typed while the page loads, and does it in order', () => {
    const { keys, done } = page();
    for (const name of ['j', 'ArrowDown', 'a', 'Enter']) assert.equal(keys.take(key(name)), true);
    assert.equal(keys.take(key('p', { ctrlKey: true })), false, 'the workbench has its own keys');
    assert.equal(keys.take(key('Tab')), false);
    assert.deepEqual(done, []);
    keys.loaded();
    assert.deepEqual(done, ['nextStep', 'press ArrowDown', 'goToAnswer', 'press Enter']);
    keys.loaded();
    assert.equal(done.length, 4, 'once');
  });

  it('holds a bounded number of them', () => {
    const { keys, done } = page();
    for (let i = 0; i < 1000; i++) keys.take(key('j'));
    keys.loaded();
    assert.equal(done.length, 32);
  });

  it('does an action until the workbench takes its keys, then leaves them', () => {
    const { keys, done } = page();
    keys.loaded();
    assert.equal(keys.take(key('a')), true);
    keys.setBound(true);
    assert.equal(keys.take(key('a')), false);
    keys.setBound(false);
    assert.equal(keys.take(key('b')), true);
    assert.equal(keys.take(key('ArrowDown')), false, 'the list has the arrows');
    assert.deepEqual(done, ['goToAnswer', 'followLink']);
  });

  it('leaves a view the keys that are its own', () => {
    const { keys, done } = page(false);
    keys.take(key('a'));
    keys.loaded();
    assert.equal(keys.take(key('a')), false);
    assert.deepEqual(done, ['press a']);
  });
});
