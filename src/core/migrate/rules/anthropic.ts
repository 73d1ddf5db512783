import type { ModelFacts } from '../../estimate/modelFacts';
import { anyModel, type ModelTest, type Rule, type Switch, type VendorRules } from './rule';

const THINKING = 'Anthropic, Thinking, 2026';
const ADAPTIVE = 'Anthropic, Adaptive thinking, 2026';

/** Levels and no budget in the catalogue: manual thinking is gone. */
const adaptiveOnly: ModelTest = ({ effort, budget }) => effort !== null && budget === null;
/** Opus 4.5 has levels, and only manual thinking. */
export const adaptive: ModelTest = ({ lab, id, effort }) =>
  lab === 'anthropic' && effort !== null && !id.includes('opus-4-5');
/** Thinks only where it is asked to. */
export const adaptiveUnasked: ModelTest = (facts) => adaptive(facts) && facts.reasons === 'off';
const alwaysThinks: ModelTest = ({ reasons, effort }) => reasons === 'always' && effort !== null;
const manual: ModelTest = (facts: ModelFacts) => !adaptive(facts);

/** The rules of the request itself, for its HTTP API and for what passes its fields on. */
export const anthropicRules: readonly Rule[] = [
  {
    paths: ['thinking.budget_tokens'],
    models: adaptiveOnly,
    effect: 'refused',
    replacement: { set: { thinking: { type: 'adaptive' } } },
    source: `${ADAPTIVE}: budget_tokens answers 400 since Opus 4.7; use thinking adaptive and output_config.effort`,
  },
  {
    paths: ['thinking.budget_tokens'],
    models: ({ lab }) => lab === 'anthropic',
    effect: 'refused',
    least: 1024,
    replacement: { value: 1024 },
    source: `${THINKING}: a budget is at least 1,024 tokens`,
  },
  {
    paths: ['thinking.type'],
    models: alwaysThinks,
    effect: 'refused',
    values: ['disabled'],
    replacement: { value: 'adaptive' },
    source: `${ADAPTIVE}: thinking cannot be switched off`,
  },
  {
    paths: ['thinking.type'],
    models: adaptive,
    effect: 'changed',
    values: ['disabled'],
    replacement: { value: 'adaptive' },
    source: ADAPTIVE,
  },
  {
    paths: ['temperature'],
    models: anyModel,
    effect: 'refused',
    except: [1, null],
    replacement: 'remove',
    source: `${THINKING}: temperature cannot be set with thinking`,
  },
  {
    paths: ['top_k'],
    models: anyModel,
    effect: 'refused',
    except: [null],
    replacement: 'remove',
    source: `${THINKING}: top_k cannot be set with thinking`,
  },
  {
    paths: ['top_p'],
    models: adaptiveOnly,
    effect: 'refused',
    except: [1, null],
    replacement: 'remove',
    source:
      'Anthropic, What is new in Claude Opus 4.7, 2026: temperature, top_p and top_k answer 400',
  },
  {
    paths: ['tool_choice.type'],
    models: anyModel,
    effect: 'refused',
    values: ['any', 'tool'],
    replacement: { set: { tool_choice: { type: 'auto' } } },
    source: `${THINKING}: only tool_choice auto or none with thinking`,
  },
];

/** How Claude is told to think, from a place inwards (`thinking` of the request). */
export const anthropicSwitches: readonly Switch[] = [
  {
    models: adaptive,
    asked: 'level',
    set: { thinking: { type: 'adaptive' }, 'output_config.effort': '$level' },
    source: ADAPTIVE,
  },
  {
    models: adaptiveUnasked,
    asked: 'default',
    set: { thinking: { type: 'adaptive' } },
    source: ADAPTIVE,
  },
  {
    models: manual,
    asked: 'level',
    set: {
      thinking: { type: 'enabled', budget_tokens: '$budget' },
      'output_config.effort': '$level',
    },
    source: 'Anthropic, Effort, 2026',
  },
  {
    models: anyModel,
    asked: 'budget',
    set: { thinking: { type: 'enabled', budget_tokens: '$budget' } },
    source: THINKING,
  },
];

export const anthropic: VendorRules = {
  date: '2026-11-30',
  cap: 'max_tokens',
  rules: anthropicRules,
  switches: anthropicSwitches,
  replay:
    'Anthropic, Thinking, 2026: thinking blocks with their signatures must be passed back unchanged during tool use',
};
