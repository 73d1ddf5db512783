import { anyModel, named, type ModelTest, type VendorRules } from './rule';

const THINKING = 'Google, Gemini thinking, 2026';
const GEMINI_3 = 'Google, Gemini 3 guide, 2025';
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
      source: `${THINKING}: thinking_level takes the place of thinking_budget; both together answer 400`,
    },
    {
      paths: ['config.thinking_config.thinking_budget'],
      models: firstWithLevels,
      effect: 'changed',
      replacement: 'remove',
      source: `${GEMINI_3}: thinking_budget is still taken, but not with thinking_level, and can cost quality`,
    },
    {
      paths: ['config.thinking_config.thinking_level'],
      models: ({ effort }) => effort === null,
      effect: 'refused',
      replacement: 'remove',
      source: `${THINKING}: thinking_level is for Gemini 3 and later`,
    },
    {
      paths: ['config.thinking_config.thinking_budget'],
      models: ({ budget }) => budget !== null,
      effect: 'changed',
      values: [0],
      replacement: { value: -1 },
      source: `${THINKING}: a budget of 0 switches thinking off, Pro models refuse it; -1 lets the model decide`,
    },
    {
      paths: ['config.temperature'],
      models: named(/^gemini-[3-9]/),
      effect: 'changed',
      except: [1, null],
      replacement: 'remove',
      source: `${GEMINI_3}: keep the temperature at 1.0; below it the model can loop`,
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
  replay: 'Google, Gemini thinking, 2026: return thought signatures with function responses',
};
