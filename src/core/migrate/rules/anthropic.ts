import { say } from '../../model/sentence';
import type { ModelFacts } from '../../estimate/modelFacts';
import { anyModel, type ModelTest, type Rule, type Switch, type VendorRules } from './rule';

const THINKING = say('Anthropic, Thinking, 2026');
const ADAPTIVE = say('Anthropic, Adaptive thinking, 2026');

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
    source: say(
      '{0}: budget_tokens answers 400 since Opus 4.7; use thinking adaptive and output_config.effort',
      ADAPTIVE,
    ),
  },
  {
    paths: ['thinking.budget_tokens'],
    models: ({ lab }) => lab === 'anthropic',
    effect: 'refused',
    least: 1024,
    replacement: { value: 1024 },
    source: say('{0}: a budget is at least 1,024 tokens', THINKING),
  },
  {
    paths: ['thinking.type'],
    models: alwaysThinks,
    effect: 'refused',
    values: ['disabled'],
    replacement: { value: 'adaptive' },
    source: say('{0}: thinking cannot be switched off', ADAPTIVE),
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
    anyway: adaptiveOnly,
    effect: 'refused',
    except: [1, null],
    replacement: 'remove',
    source: say('{0}: temperature cannot be set with thinking', THINKING),
  },
  {
    paths: ['top_k'],
    models: anyModel,
    anyway: adaptiveOnly,
    effect: 'refused',
    except: [null],
    replacement: 'remove',
    source: say('{0}: top_k cannot be set with thinking', THINKING),
  },
  {
    paths: ['top_p'],
    models: adaptiveOnly,
    anyway: adaptiveOnly,
    effect: 'refused',
    except: [1, null],
    replacement: 'remove',
    source: say(
      'Anthropic, What is new in Claude Opus 4.7, 2026: temperature, top_p and top_k answer 400',
    ),
  },
  {
    paths: ['top_p'],
    models: (facts) => !adaptiveOnly(facts),
    effect: 'refused',
    least: 0.95,
    replacement: 'remove',
    source: say('{0}: top_p can only be set from 0.95 to 1 with thinking', THINKING),
  },
  {
    paths: ['tool_choice.type'],
    models: anyModel,
    effect: 'refused',
    values: ['any', 'tool'],
    replacement: { set: { tool_choice: { type: 'auto' } } },
    source: say('{0}: only tool_choice auto or none with thinking', THINKING),
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
    source: say('Anthropic, Effort, 2026'),
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
  replay: say(
    'Anthropic, Thinking, 2026: thinking blocks with their signatures must be passed back unchanged during tool use',
  ),
};
