import assert from 'node:assert/strict';
import vm from 'node:vm';
import { composeWorker } from '../../../src/worker/compose';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Runs the composed script as a worker would and gives back what it said. */
function run(main: string, modules: Record<string, string>): unknown[] {
  const said: unknown[] = [];
  const parts = composeWorker({
    main: bytes(main),
    modules: Object.fromEntries(Object.entries(modules).map(([k, v]) => [k, bytes(v)])),
  });
  const script = parts
    .map((p) => (typeof p === 'string' ? p : new TextDecoder().decode(p)))
    .join('');
  vm.runInNewContext(`'use strict';${script}`, { say: (x: unknown) => said.push(x) });
  return said;
}

describe('a worker composed of bundles', () => {
  const module = `say('loaded'); module.exports = { three: () => 3 };`;

  it('requires its modules by name and runs each once', () => {
    const main = `say(require('./m.js').three() + require('./m.js').three());`;
    assert.deepEqual(run(main, { './m.js': module }), ['loaded', 6]);
  });

  it('does not run a module that is not required yet', () => {
    assert.deepEqual(run(`say('started');`, { './m.js': module }), ['started']);
  });

  it('takes modules that end in a line comment', () => {
    assert.deepEqual(
      run(`say(require('./m.js').x); // end`, { './m.js': `exports.x = 1; // end` }),
      [1],
    );
  });

  it('keeps what main and modules declare apart', () => {
    const main = `const name = 'main'; require('./m.js'); say(name);`;
    assert.deepEqual(run(main, { './m.js': `const name = 'module'; say(name);` }), [
      'module',
      'main',
    ]);
  });
});
