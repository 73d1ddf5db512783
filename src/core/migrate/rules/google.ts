import { say } from '../../model/sentence';
import { anyModel, named, type ModelTest, type VendorRules } from './rule';

const THINKING = say('Google, Gemini thinking, 2026');
const GEMINI_3 = say('Google, Gemini 3 guide, 2025');
/** Gemini 3 and 3.1 take a budget for the sake of older code. */
const firstWithLevels: ModelTest = named(/^gemini-3(?:\.[0-4])?-/);
const byLevel: ModelTest = ({ effort, budget }) => effort !== null && budget === null;

export const google: VendorRules = {
  date: '2026-11-30',
  cap: 'config.max_output_tokens',
  rules: [
    {
      paths: ['config.thinking_config.thinking_budget'],
      models: (facts) => byLevel(facts) && !firstWithLevels(facts),
      effect: 'refused',
      replacement: 'remove',
      source: say(
        '{0}: thinking_level takes the place of thinking_budget; both together answer 400',
        THINKING,
      ),
    },
    {
      paths: ['config.thinking_config.thinking_budget'],
      models: firstWithLevels,
      effect: 'changed',
      replacement: 'remove',
      source: say(
        '{0}: thinking_budget is still taken, but not with thinking_level, and can cost quality',
        GEMINI_3,
      ),
    },
    {
      paths: ['config.thinking_config.thinking_level'],
      models: ({ effort }) => effort === null,
      effect: 'refused',
      replacement: 'remove',
      source: say('{0}: thinking_level is for Gemini 3 and later', THINKING),
    },
    {
      paths: ['config.thinking_config.thinking_budget'],
      models: ({ budget }) => budget !== null,
      effect: 'changed',
      values: [0],
      replacement: { value: -1 },
      source: say(
        '{0}: a budget of 0 switches thinking off, Pro models refuse it; -1 lets the model decide',
        THINKING,
      ),
    },
    {
      paths: ['config.temperature'],
      models: named(/^gemini-[3-9]/),
      effect: 'changed',
      except: [1, null],
      replacement: 'remove',
      source: say('{0}: keep the temperature at 1.0; below it the model can loop', GEMINI_3),
    },
  ],
  switches: [
    {
      models: byLevel,
      asked: 'level',
      set: { 'config.thinking_config.thinking_level': '$level' },
      source: THINKING,
    },
    {
      models: anyModel,
      asked: 'budget',
      set: { 'config.thinking_config.thinking_budget': '$budget' },
      source: THINKING,
    },
  ],
  replay: say('Google, Gemini thinking, 2026: return thought signatures with function responses'),
};
