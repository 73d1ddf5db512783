import assert from 'node:assert/strict';
import { analyseText } from '../../../../../src/core/steps/analyse';
import {
  correctionOf,
  type Correction,
} from '../../../../../src/core/steps/corrections/corrections';
import { stepIds } from '../../../../../src/core/steps/corrections/stepId';
import {
  fitLabels,
  lessonsOf,
  type StepLesson,
} from '../../../../../src/core/steps/corrections/teach';
import { coarseKind, coarseKinds } from '../../../../../src/core/steps/kinds';
import { taughtSentence } from '../../../../../src/core/steps/labellingWords';
import { english } from '../../../../../src/core/text/voice';

const text = [
  'The problem gives two numbers, 3 and 4, and it asks for their sum and for nothing else beside it.',
  'Let me add them step by step. I need to be careful about it.',
  'First, adding both: 3 + 4 = 7. That gives 7 in total for the two numbers.',
  'Wait, let me double-check that. 7 - 4 = 3, which matches.',
  'The final answer is \\boxed{7}.',
].join('\n\n');
const scored = analyseText(text, { answer: '7', deciding: { scores: true } });
const [work, check] = [coarseKinds.indexOf('work'), coarseKinds.indexOf('check')];

/** Numbers 0..1 that look random and are the same each time. */
function* numbers(): Generator<number, never> {
  for (let seed = 7; ;) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    yield seed / 2 ** 32;
  }
}

/** Steps of work and checks whose scores see a check too seldom by `off`. */
function skewed(count: number, off: number): StepLesson[] {
  const next = numbers();
  return Array.from({ length: count }, () => {
    const truth = next.next().value * 6 - 3;
    const scores = coarseKinds.map((_, k) => (k === work ? 0 : k === check ? truth - off : -9));
    const kind = truth > 0 ? check : work;
    return { scores, kind, relabelled: truth > 0 && truth < off, weight: 1 };
  });
}

const best = ({ scores }: StepLesson, bias: readonly number[]): number => {
  const sums = scores.map((s, k) => s + bias[k]!);
  return sums.indexOf(Math.max(...sums));
};
const right = (lessons: readonly StepLesson[], bias: readonly number[]): number =>
  lessons.filter((lesson) => best(lesson, bias) === lesson.kind).length / lessons.length;
const none = coarseKinds.map(() => 0);

describe('what corrections teach', () => {
  it('moves labels that are off in one direction, also those of steps that taught nothing', () => {
    const all = skewed(600, 1.5);
    const [seen, apart] = [all.slice(0, 300), all.slice(300)];
    const taught = fitLabels([seen])!;
    assert.ok(right(apart, none) < 0.8, `${right(apart, none)}`);
    assert.ok(right(apart, taught.bias) > 0.95, `${right(apart, taught.bias)}`);
    assert.deepEqual(fitLabels([seen]), taught);
  });

  it('is nothing with fewer than ten corrections, and counts corrections and their traces', () => {
    const set = skewed(600, 1.5).filter(({ relabelled }) => relabelled);
    assert.equal(fitLabels([]), null);
    assert.equal(fitLabels([set.slice(0, 9)]), null);
    const taught = fitLabels([set.slice(0, 4), set.slice(4, 10), []])!;
    assert.deepEqual([taught.corrections, taught.traces], [10, 2]);
    const told = english.words(taughtSentence(taught));
    assert.match(told, /adjusted to 10 labels that were set by hand in 2 traces of this workspace/);
  });

  it('stays bounded, whatever the scores and however many say the same', () => {
    const scores = coarseKinds.map((_, k) => (k === check ? -1e6 : 0));
    const same = { scores, kind: check, relabelled: true, weight: 1e6 };
    const { bias } = fitLabels([Array.from({ length: 9_000 }, () => same)])!;
    assert.ok(
      bias.every((b) => Number.isFinite(b) && Math.abs(b) <= 3),
      bias.join(' '),
    );
  });

  it('is the minimum of the documented sum: its slope is 0 there', () => {
    const lessons = skewed(300, 1);
    const { bias } = fitLabels([lessons])!;
    const sum = (b: readonly number[]): number =>
      lessons.reduce(
        (total, { scores, kind }) => {
          const sums = scores.map((s, k) => s + b[k]!);
          const all = Math.log(sums.reduce((t, s) => t + Math.exp(s), 0));
          return total + all - sums[kind]!;
        },
        2.5 * b.reduce((t, x) => t + x * x, 0),
      );
    for (const k of bias.keys()) {
      const slope =
        (sum(bias.with(k, bias[k]! + 0.01)) - sum(bias.with(k, bias[k]! - 0.01))) / 0.02;
      assert.ok(Math.abs(slope) < 0.1, `${k}: ${slope}`);
    }
  });

  it('comes from relabelled steps and those left standing beside them, not from labels by models', () => {
    const relabel = correctionOf(scored.steps, text, { op: 'relabel', step: 1, kind: 'check' })!;
    const run = { model: 'm', at: '2026-11-30T10:00:00.000Z', via: 'v', costUsd: 0, codebook: 2 };
    const first = stepIds(
      text,
      scored.steps.flatMap((step) => step.spans),
    )[0]!;
    const pieces = [{ steps: [[first, first, 'answer', null] as const], phases: [] }];
    const labels: Correction = { op: 'labels', ...run, pieces };
    const lessons = lessonsOf(scored, text, [labels, relabel]);
    assert.deepEqual(lessons, lessonsOf(scored, text, [relabel]));
    assert.equal(lessons.length, scored.steps.length);
    const set = lessons.filter(({ relabelled }) => relabelled);
    assert.deepEqual([set.length, set[0]?.kind, set[0]?.scores.length], [1, check, 7]);
    const standing = lessons.filter(({ relabelled }) => !relabelled).map(({ kind }) => kind);
    const suggested = scored.steps.map(({ kind }) => coarseKinds.indexOf(coarseKind(kind)));
    assert.deepEqual(standing, suggested.toSpliced(1, 1));
    assert.deepEqual(lessonsOf(scored, text, [labels]), []);
    assert.deepEqual(
      lessonsOf(scored, text, [relabel, { ...relabel, kind: null } as Correction]),
      [],
    );
  });

  it('leaves out corrections that the user had forgotten', () => {
    const set = (step: number) =>
      correctionOf(scored.steps, text, { op: 'relabel', step, kind: 'check' })!;
    const lessons = lessonsOf(scored, text, [set(1), set(2)], 1);
    assert.equal(lessons.filter(({ relabelled }) => relabelled).length, 1);
    assert.deepEqual(lessonsOf(scored, text, [set(1), set(2)], 2), []);
  });

  it('changes no border, and no label where the bias is 0', () => {
    const plain = analyseText(text, { answer: '7' });
    assert.deepEqual(analyseText(text, { answer: '7', deciding: { bias: none } }), plain);
    const bias = none.with(check, 3);
    const moved = analyseText(text, { answer: '7', deciding: { bias } });
    assert.deepEqual(
      moved.steps.map(({ start, end }) => [start, end]),
      plain.steps.map(({ start, end }) => [start, end]),
    );
    const checks = (steps: typeof plain.steps) =>
      steps.filter(({ kind }) => kind === 'check').length;
    assert.ok(checks(moved.steps) > checks(plain.steps));
  });
});
