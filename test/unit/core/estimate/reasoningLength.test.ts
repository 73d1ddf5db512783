import assert from 'node:assert/strict';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { byType } from '../../../../src/core/estimate/model';
import type { LogRange, TaskType } from '../../../../src/core/estimate/model';
import { modelEffect } from '../../../../src/core/estimate/modelEffect';
import { learnFromPrompt, lengthOnPrompt } from '../../../../src/core/estimate/observe';
import { lengthOf } from '../../../../src/core/estimate/reasoningLength';

const catalogue = makeCatalogue();
const CHARS = 160;
const of = (id: string, effort: string | null, type: TaskType): LogRange =>
  lengthOf(modelEffect(catalogue.find(id), effort), effort, type, CHARS);
const middle = (id: string, effort: string | null, type: TaskType): number =>
  10 ** of(id, effort, type).median;
const width = (r: LogRange): number => 10 ** (r.below + r.above);

describe('reasoning length', () => {
  it('follows the kind of work more than the model', () => {
    for (const id of ['deepseek-r1', 'claude-opus-4-6', 'gpt-5.4', 'unheard-of-9']) {
      const [solve, prose, short] = [
        middle(id, null, 'math'),
        middle(id, null, 'advice'),
        middle(id, null, 'label'),
      ];
      assert.ok(solve > 2 * prose && prose > 1.5 * short, `${id}: ${solve} ${prose} ${short}`);
    }
  });

  it('heeds effort at OpenAI, open weights included, and hardly elsewhere', () => {
    const steep = (id: string) => middle(id, 'high', 'advice') / middle(id, 'low', 'advice');
    assert.ok(steep('gpt-5.4') > 5);
    assert.ok(steep('gpt-oss-120b') > 5);
    assert.ok(steep('claude-opus-4-6') < 1.5);
  });

  it('knows the runs of a model under its dated and preview names', () => {
    for (const [name, known] of [
      ['gemini-2.5-flash-preview-05-20', 'gemini-2.5-flash'],
      ['grok-3-mini-beta', 'grok-3-mini'],
    ] as const)
      for (const type of ['logic', 'writing'] as const)
        assert.equal(middle(name, null, type), middle(known, null, type), `${name} ${type}`);
  });

  it('takes an effort that a model does not list for the nearest that it lists', () => {
    assert.equal(middle('o4-mini', 'xhigh', 'advice'), middle('o4-mini', 'high', 'advice'));
    assert.equal(middle('o4-mini', 'minimal', 'advice'), middle('o4-mini', 'low', 'advice'));
  });

  it('has recorded lengths of work on a text, with tools and of extraction: tools take least thought of prose', () => {
    for (const id of ['claude-opus-5', 'gemini-3.6-flash', 'unheard-of-9']) {
      assert.ok(middle(id, null, 'agent') < middle(id, null, 'writing'), id);
      assert.ok(middle(id, null, 'extract') < middle(id, null, 'code'), id);
      assert.ok(width(of(id, null, 'document')) > 6, id);
    }
  });

  it('is wider for a new model than for a known one, and widest where the work is unknown', () => {
    const known = width(of('deepseek-r1', null, 'advice'));
    assert.ok(width(of('unheard-of-9', null, 'advice')) > known);
    assert.ok(width(of('deepseek-r1', null, 'unknown')) > known);
  });
});

describe('a look at the prompt', () => {
  const sure = (type: TaskType) => byType((t) => (t === type ? 1 : 0));
  const looked = (type: TaskType, seen: readonly (readonly [string, number])[]): LogRange => {
    const observations = seen.map(([id, tokens]) => ({
      facts: catalogue.find(id),
      effort: null,
      tokens,
    }));
    const shift = learnFromPrompt(sure(type), observations, CHARS);
    const effect = modelEffect(catalogue.find('deepseek-r1'), null);
    return lengthOnPrompt(effect, null, type, CHARS, shift);
  };

  it('counts many runs of one model as one model', () => {
    const runs = (n: number) => Array.from({ length: n }, () => ['qwq-32b', 9000] as const);
    const models = [
      'qwq-32b',
      'qwen3-30b-a3b',
      'grok-3-mini',
      'glm-z1-32b',
      'phi-4-reasoning-plus',
    ];
    const many = looked('logic', runs(50));
    const several = looked(
      'logic',
      models.map((id) => [id, 9000] as const),
    );
    assert.ok(width(many) > width(several), `${width(many)} ${width(several)}`);
    assert.ok(width(many) < width(looked('logic', runs(1))));
  });

  it('learns less from a model that is not known itself', () => {
    const [known, unknown] = [
      looked('logic', [['qwq-32b', 40_000]]),
      looked('logic', [['unheard-of-9', 40_000]]),
    ];
    assert.ok(width(unknown) > width(known));
  });

  it('learns much of a puzzle and little of a piece of writing', () => {
    const moved = (type: TaskType) =>
      looked(type, [['qwq-32b', 30_000]]).median - of('deepseek-r1', null, type).median;
    const off = (type: TaskType) => Math.log10(30_000) - of('qwq-32b', null, type).median;
    assert.ok(moved('logic') / off('logic') > 1.3 * (moved('writing') / off('writing')));
  });
});
