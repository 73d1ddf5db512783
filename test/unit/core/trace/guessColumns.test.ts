import assert from 'node:assert/strict';
import { guessColumns } from '../../../../src/core/trace/guessColumns';
import type { Field } from '../../../../src/core/trace/unrecognised';

const field = (path: string, longest = 40, filled = 1): Field => {
  return { path, longest, filled, sample: 'x' };
};

const guess = (...fields: readonly Field[]) => {
  const { reasoning, answer, prompt, model } = guessColumns(fields);
  return [reasoning, answer, prompt, model];
};

describe('the columns that are proposed', () => {
  it('are those whose names say what they hold', () => {
    const fields = [field('id', 3), field('Question'), field('my_thoughts', 900), field('replied')];
    assert.deepEqual(guess(...fields, field('llm', 12)), [
      'my_thoughts',
      'replied',
      'Question',
      'llm',
    ]);
  });

  it('are by their paths inside records', () => {
    assert.deepEqual(guess(field('run.trace.cot'), field('run.out.text')), [
      'run.trace.cot',
      'run.out.text',
      null,
      null,
    ]);
  });

  it('are the longest where several fit, and none is taken twice', () => {
    const fields = [field('thinking_title', 10), field('thinking', 500), field('model_answer', 90)];
    assert.deepEqual(guess(...fields), ['thinking', 'model_answer', null, null]);
  });

  it('take a name that says nothing for the answer only where no other name does', () => {
    assert.deepEqual(guess(field('prompt_text', 90), field('text', 30)), [
      null,
      'text',
      'prompt_text',
      null,
    ]);
    assert.deepEqual(guess(field('text', 90), field('reply', 30)), [null, 'reply', null, null]);
  });

  it('are none where a name fits and there is no text', () => {
    assert.deepEqual(guess(field('reasoning_tokens', 0), field('answer', 40, 0)), [
      null,
      null,
      null,
      null,
    ]);
  });

  it('are never chosen by their length alone', () => {
    assert.deepEqual(guess(field('a', 9_000), field('b', 5_000)), [null, null, null, null]);
  });
});
