import { METRICS, type MetricId } from '../../../../src/core/steps/metricTable';
import assert from 'node:assert/strict';
import type { StepKind } from '../../../../src/core/steps/model';
import {
  conceptForKind,
  conceptForMetric,
  conceptsForClaim,
  findClaim,
  findConcept,
  placeOf,
  verdictCounts,
} from '../../../../src/core/concepts/library';
import { pageLink } from '../../../../src/core/concepts/links';
import { shipped } from './pages';

const { library } = shipped;

describe('the concept library', () => {
  it('puts pages in reading order with neighbours across groups', () => {
    const place = placeOf(library, 'four-dimensions')!;
    assert.equal(place.group.title, 'The four dimensions');
    assert.deepEqual([place.number, place.of], [1, 5]);
    assert.equal(place.previous?.id, 'real-reasoning-debate');
    assert.equal(place.next?.id, 'cost-of-thinking');
  });

  it('has no page before the first, after the last, or for an unknown id', () => {
    assert.equal(placeOf(library, library.concepts[0]!.id)?.previous, null);
    assert.equal(placeOf(library, library.concepts.at(-1)!.id)?.next, null);
    assert.equal(placeOf(library, 'nothing'), null);
    assert.equal(findConcept(library, 'nothing'), null);
  });

  it('finds the pages of a claim, whatever its case', () => {
    const claim = findClaim(library, 'c54')!;
    assert.equal(claim.verdict, 'wrong');
    assert.deepEqual(
      conceptsForClaim(library, claim.id).map((concept) => concept.id),
      ['r1-pipeline'],
    );
  });

  it('explains every metric', () => {
    for (const metric of Object.keys(METRICS) as MetricId[])
      assert.notEqual(conceptForMetric(library, metric), null, metric);
  });

  const explained: [kind: StepKind, page: string][] = [
    ['setup', 'prompting-lrms'],
    ['plan', 'long-horizon'],
    ['recall', 'hallucinations'],
    ['reason', 'test-time-compute'],
    ['check', 'self-verification'],
    ['rethink', 'over-and-underthinking'],
    ['result', 'reasoning-trace'],
    ['answer', 'trace-faithfulness'],
    ['other', 'hidden-reasoning'],
  ];
  for (const [kind, page] of explained) {
    it(`explains a step of kind '${kind}' by ${page}`, () =>
      assert.equal(conceptForKind(library, kind)?.id, page));
  }

  it('counts the verdicts on all 62 claims', () => {
    assert.deepEqual(verdictCounts(library), {
      supported: 14,
      limits: 26,
      imprecise: 11,
      wrong: 7,
      unsupported: 2,
      dated: 2,
    });
  });
});

describe('links on the pages', () => {
  const cases: [string, ReturnType<typeof pageLink>][] = [
    ['grpo.md', { to: 'page', id: 'grpo' }],
    ['ledger.json#C07', { to: 'claim', id: 'C07' }],
    ['https://arxiv.org/abs/2501.12948', { to: 'web', url: 'https://arxiv.org/abs/2501.12948' }],
    ['http://arxiv.org', null],
    ['../secret.md', null],
    ['command:workbench.action.quit', null],
  ];
  for (const [href, target] of cases) {
    it(`read '${href}'`, () => assert.deepEqual(pageLink(href), target));
  }
});
