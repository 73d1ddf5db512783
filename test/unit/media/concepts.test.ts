import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { shipped } from '../core/concepts/pages';

const { library, problems } = shipped;

describe('the concept pages as they ship', () => {
  it('break no promise: links, sources, claims, figures, markup', () => {
    assert.deepEqual(problems, []);
  });

  it('take about two minutes each', () => {
    const long = library.concepts.filter((concept) => concept.minutes > 2);
    assert.deepEqual(
      long.map((concept) => concept.id),
      [],
    );
  });

  it('number the pages of each group from 1 without gaps', () => {
    for (const group of library.groups) {
      const orders = library.concepts.filter((c) => c.group === group.id).map((c) => c.order);
      assert.deepEqual(
        orders,
        orders.map((_, i) => i + 1),
        group.id,
      );
    }
  });

  it('point to samples and prompts that exist', () => {
    const files = library.concepts.flatMap((concept) => [
      concept.sample?.file,
      concept.estimate?.file,
    ]);
    const missing = files.filter(
      (file) => typeof file === 'string' && !existsSync(join('media', 'samples', file)),
    );
    assert.deepEqual(missing, []);
  });

  it('date every fact about an API of today', () => {
    const undated = library.concepts.flatMap((concept) =>
      concept.evidence.filter(
        ({ source, asOf }) => library.sources[source]!.title.includes('API') && asOf === null,
      ),
    );
    assert.deepEqual(
      undated.map((evidence) => evidence.fact),
      [],
    );
  });
});
