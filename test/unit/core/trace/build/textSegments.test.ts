import assert from 'node:assert/strict';
import { placeAt, segment } from '../../../../../src/core/trace/build/draft';
import { openTags } from '../../../../../src/core/trace/build/textSegments';

describe('tags that are opened in answers', () => {
  it('say that one was never closed, whatever comes after it', () => {
    const answers = ['<think>a', 'b'].map((words) => segment.answer(words, placeAt(null)));
    const { segments, truncated } = openTags(answers);
    assert.deepEqual(
      segments.map(({ kind }) => kind),
      ['reasoning', 'answer'],
    );
    assert.equal(truncated, true);
  });
});
