import { say } from '../../model/sentence';
import { anthropicRules, anthropicSwitches } from './anthropic';
import { anyModel, named, type Rule, type Switch, type Template, type VendorRules } from './rule';

const DEEPSEEK = say('DeepSeek API, Thinking Mode, 2026');
const QWEN = say('Alibaba Cloud Model Studio, Deep thinking, 2026');
const ROUTER = say('OpenRouter, Reasoning tokens, 2026');
const XAI = say('xAI, Reasoning guide, 2026');
const MISTRAL = say('Mistral, Reasoning, 2026');
const BEDROCK = say('Amazon Bedrock, Extended thinking and Converse reference, 2026');

export const deepseek: VendorRules = {
  date: '2026-11-30',
  cap: 'max_tokens',
  rules: [
    {
      paths: ['temperature', 'presence_penalty', 'frequency_penalty'],
      models: anyModel,
      effect: 'ignored',
      replacement: 'remove',
      source: DEEPSEEK,
    },
    {
      // deepseek-flash takes it, between 0.95 and 1.
      paths: ['top_p'],
      models: named(/^deepseek-(?!flash)/),
      effect: 'ignored',
      replacement: 'remove',
      source: DEEPSEEK,
    },
    {
      paths: ['logprobs', 'top_logprobs'],
      models: anyModel,
      effect: 'refused',
      except: [false, null],
      replacement: 'remove',
      source: DEEPSEEK,
    },
    {
      paths: ['thinking.type'],
      models: anyModel,
      effect: 'changed',
      values: ['disabled'],
      replacement: { value: 'enabled' },
      source: DEEPSEEK,
    },
  ],
  switches: [
    {
      models: anyModel,
      asked: 'level',
      set: { reasoning_effort: '$level', thinking: { type: 'enabled' } },
      source: DEEPSEEK,
    },
  ],
  replay: say(
    'DeepSeek API, Thinking Mode, 2026: after a tool call reasoning_content must be sent back or the API answers 400',
  ),
};

export const qwen: VendorRules = {
  date: '2026-11-23',
  cap: 'max_tokens',
  rules: [
    {
      paths: ['enable_thinking'],
      models: anyModel,
      effect: 'changed',
      values: [false],
      replacement: { value: true },
      source: QWEN,
    },
  ],
  switches: [
    {
      models: anyModel,
      asked: 'budget',
      set: { enable_thinking: true, thinking_budget: '$budget' },
      source: QWEN,
    },
    { models: anyModel, asked: 'level', set: { enable_thinking: true }, source: QWEN },
    { models: anyModel, asked: 'default', set: { enable_thinking: true }, source: QWEN },
  ],
  replay: null,
};

export const openrouter: VendorRules = {
  date: '2026-11-23',
  cap: 'max_tokens',
  rules: [
    {
      paths: ['reasoning.enabled'],
      models: anyModel,
      effect: 'changed',
      values: [false],
      replacement: { value: true },
      source: ROUTER,
    },
    {
      paths: ['reasoning.max_tokens'],
      models: ({ lab, effort, budget }) =>
        lab === 'anthropic' && effort !== null && budget === null,
      effect: 'ignored',
      replacement: 'remove',
      source: say(
        'OpenRouter, Claude 4.7 and 5.5 migration guides, 2026: budgets are not forwarded',
      ),
    },
  ],
  switches: [
    {
      models: anyModel,
      asked: 'level',
      set: { reasoning: { effort: '$level' } },
      source: ROUTER,
    },
    {
      models: anyModel,
      asked: 'budget',
      set: { reasoning: { max_tokens: '$budget' } },
      source: ROUTER,
    },
    {
      models: ({ reasons }) => reasons === 'off',
      asked: 'default',
      set: { reasoning: { enabled: true } },
      source: ROUTER,
    },
  ],
  replay: say(
    'OpenRouter, Reasoning tokens, 2026: pass reasoning_details back unchanged in tool loops',
  ),
};

export const xai: VendorRules = {
  date: '2026-11-23',
  cap: 'max_tokens',
  rules: [
    {
      paths: ['presence_penalty', 'frequency_penalty', 'stop'],
      models: anyModel,
      effect: 'refused',
      except: [null],
      replacement: 'remove',
      source: XAI,
    },
  ],
  switches: [
    { models: anyModel, asked: 'level', set: { reasoning_effort: '$level' }, source: XAI },
  ],
  replay: null,
};

export const mistral: VendorRules = {
  date: '2026-11-30',
  cap: 'max_tokens',
  rules: [],
  switches: [
    {
      // Magistral always reasons and has no levels.
      models: ({ id }) => !id.startsWith('magistral'),
      asked: 'level',
      set: { reasoning_effort: '$level' },
      source: MISTRAL,
    },
  ],
  replay: null,
};

const FIELDS = 'additional_model_request_fields';
/** Fields of the Converse API that have a place and name of their own. */
const CONVERSE: Readonly<Record<string, string>> = {
  temperature: 'inference_config.temperature',
  top_p: 'inference_config.top_p',
};
const onBedrock = (path: string): string => CONVERSE[path] ?? `${FIELDS}.${path}`;

const placed = (set: Readonly<Record<string, Template>>): Readonly<Record<string, Template>> =>
  Object.fromEntries(
    Object.entries(set).map(([path, value]): [string, Template] => [onBedrock(path), value]),
  );

/** Bedrock takes Claude's own fields in a record of its own. */
export const bedrock: VendorRules = {
  date: '2026-11-23',
  cap: 'inference_config.max_tokens',
  rules: anthropicRules
    .filter((r) => !r.paths.includes('tool_choice.type'))
    .map((r): Rule => ({
      ...r,
      paths: r.paths.map(onBedrock),
      replacement:
        typeof r.replacement === 'object' && r.replacement !== null && 'set' in r.replacement
          ? { set: placed(r.replacement.set) }
          : r.replacement,
    })),
  switches: anthropicSwitches.map((s): Switch => ({ ...s, set: placed(s.set), source: BEDROCK })),
  replay: BEDROCK,
};
