import { say } from '../../model/sentence';
import { adaptive, adaptiveUnasked, anthropicRules } from './anthropic';
import { openaiChat } from './openai';
import { anyModel, type ModelTest, type Rule, type Switch, type VendorRules } from './rule';

const LITELLM = say('LiteLLM, Reasoning content, 2026');
const AI_SDK = say('AI SDK, Reasoning and provider options, 2026');

const ofLab =
  (lab: string): ModelTest =>
  (facts) =>
    facts.lab === lab;

const onlyFor = (lab: string, rules: readonly Rule[]): readonly Rule[] =>
  rules.map((rule) => ({
    ...rule,
    models: (facts) => facts.lab === lab && facts.openWeights !== true && rule.models(facts),
  }));

/** LiteLLM renames caps and efforts, and hands the rest on. */
export const litellm: VendorRules = {
  date: '2026-11-23',
  cap: 'max_tokens',
  rules: [
    ...onlyFor(
      'openai',
      openaiChat.rules.filter((r) => !r.paths.includes('max_tokens')),
    ),
    ...onlyFor(
      'anthropic',
      anthropicRules.filter((r) => !r.paths.includes('tool_choice.type')),
    ),
  ],
  switches: [
    { models: anyModel, asked: 'level', set: { reasoning_effort: '$level' }, source: LITELLM },
    {
      models: ofLab('anthropic'),
      asked: 'budget',
      set: { thinking: { type: 'enabled', budget_tokens: '$budget' } },
      source: LITELLM,
    },
    {
      models: adaptiveUnasked,
      asked: 'default',
      set: { reasoning_effort: 'high' },
      source: LITELLM,
    },
  ],
  replay: null,
};

const openaiOptions: Switch = {
  models: ofLab('openai'),
  asked: 'level',
  set: { 'providerOptions.openai.reasoningEffort': '$level' },
  source: AI_SDK,
};
/** The AI SDK leaves out what a reasoning model refuses, with a warning. */
export const aiSdk: VendorRules = {
  date: '2026-11-23',
  cap: 'maxOutputTokens',
  rules: [
    {
      paths: ['temperature', 'top_p', 'presence_penalty', 'frequency_penalty'],
      models: (f) => f.lab === 'openai' && f.openWeights !== true,
      effect: 'ignored',
      replacement: 'remove',
      source: say('{0}: left out with a warning', AI_SDK),
    },
    {
      paths: ['temperature', 'top_k', 'top_p'],
      models: ofLab('anthropic'),
      effect: 'ignored',
      replacement: 'remove',
      source: say('{0}: left out with a warning', AI_SDK),
    },
  ],
  switches: [
    openaiOptions,
    {
      models: adaptive,
      asked: 'level',
      set: {
        'providerOptions.anthropic.thinking': { type: 'adaptive' },
        'providerOptions.anthropic.effort': '$level',
      },
      source: AI_SDK,
    },
    {
      models: adaptiveUnasked,
      asked: 'default',
      set: { 'providerOptions.anthropic.thinking': { type: 'adaptive' } },
      source: AI_SDK,
    },
    {
      models: ofLab('anthropic'),
      asked: 'budget',
      set: { 'providerOptions.anthropic.thinking': { type: 'enabled', budgetTokens: '$budget' } },
      source: AI_SDK,
    },
    {
      models: ofLab('google'),
      asked: 'level',
      set: { 'providerOptions.google.thinkingConfig': { thinkingLevel: '$level' } },
      source: AI_SDK,
    },
    {
      models: ofLab('google'),
      asked: 'budget',
      set: { 'providerOptions.google.thinkingConfig': { thinkingBudget: '$budget' } },
      source: AI_SDK,
    },
  ],
  replay: null,
};
