import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { changesFor, promptsIn } from './moves';

const FOLDER = 'test/fixtures/calls/reasoning';

/** Calls that follow their vendor's documentation: whatever is found in them would be wrong. */
describe('a call that is right for its own model', () => {
  for (const file of readdirSync(FOLDER)) {
    it(`needs nothing: ${file}`, () => {
      const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
      const found = promptsIn(text, file);
      assert.ok(found.length > 0, 'the prompt is found');
      for (const prompt of found) {
        const { model, effort } = prompt;
        assert.ok(model !== null, 'the model is found');
        const to = effort === null ? model : `${model}:${effort}`;
        assert.deepEqual(
          changesFor(prompt, text, to).map((c) => [c.code, c.message]),
          [],
        );
      }
    });
  }
});
