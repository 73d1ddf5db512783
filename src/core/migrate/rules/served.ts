import { say, type Sentence } from '../../model/sentence';
import { anyModel, named, type ModelTest, type Rule, type VendorRules } from './rule';

const OLLAMA = say('Ollama, Thinking, 2026');
const KIMI = say('Moonshot, Model parameter reference, 2026');
const GLM = say('Z.AI, Deep thinking, 2026');
const COHERE = say('Cohere, Reasoning, 2026');
const TEMPLATE = say('vLLM, Reasoning outputs, and SGLang, Thinking budget, 2026');

const hasLevels: ModelTest = ({ effort }) => effort !== null;
const hasNoLevels: ModelTest = ({ effort }) => effort === null;
const always: ModelTest = ({ reasons }) => reasons === 'always';

/** A switch that holds reasoning off although the model is to reason. */
const switchedOff = (
  path: string,
  off: string | boolean,
  on: string | boolean,
  source: Sentence,
): Rule => ({
  paths: [path],
  models: anyModel,
  effect: 'changed',
  values: [off],
  replacement: { value: on },
  source,
});

export const ollama: VendorRules = {
  date: '2026-11-30',
  cap: 'options.num_predict',
  rules: [
    {
      paths: ['think'],
      models: hasLevels,
      effect: 'ignored',
      values: [true, false],
      replacement: { value: 'medium' },
      source: say('{0}: gpt-oss takes low, medium or high; true and false are ignored', OLLAMA),
    },
    { ...switchedOff('think', false, true, OLLAMA), models: hasNoLevels },
  ],
  switches: [
    { models: hasLevels, asked: 'level', set: { think: '$level' }, source: OLLAMA },
    { models: anyModel, asked: 'budget', set: { think: true }, source: OLLAMA },
    {
      models: ({ reasons }) => reasons === 'off',
      asked: 'default',
      set: { think: true },
      source: OLLAMA,
    },
  ],
  replay: null,
};

/** Kimi since K2.5: thinking by default, and no sampling of one's own. */
const fixed: ModelTest = named(/^kimi-k(?:2\.[5-9]|[3-9])/);

export const moonshot: VendorRules = {
  date: '2026-11-30',
  cap: 'max_completion_tokens',
  rules: [
    {
      paths: ['temperature'],
      models: fixed,
      effect: 'refused',
      except: [1, null],
      replacement: 'remove',
      source: say('{0}: only 1 is allowed, other values answer 400', KIMI),
    },
    {
      paths: ['top_p'],
      models: fixed,
      effect: 'refused',
      except: [0.95, 1, null],
      replacement: 'remove',
      source: say('{0}: top_p is fixed', KIMI),
    },
    {
      paths: ['presence_penalty', 'frequency_penalty'],
      models: fixed,
      effect: 'refused',
      except: [0, null],
      replacement: 'remove',
      source: say('{0}: penalties are fixed', KIMI),
    },
    {
      paths: ['thinking.type'],
      models: always,
      effect: 'refused',
      values: ['disabled'],
      replacement: { value: 'enabled' },
      source: say('{0}: thinking cannot be switched off', KIMI),
    },
    switchedOff('thinking.type', 'disabled', 'enabled', KIMI),
  ],
  switches: [
    { models: hasLevels, asked: 'level', set: { reasoning_effort: '$level' }, source: KIMI },
  ],
  replay: say(
    'Moonshot, Thinking models, 2026: messages with tool calls keep their reasoning_content; without it the API answers 400',
  ),
};

export const zai: VendorRules = {
  date: '2026-11-30',
  cap: 'max_tokens',
  rules: [
    {
      paths: ['thinking.type'],
      models: always,
      effect: 'refused',
      values: ['disabled'],
      replacement: { value: 'enabled' },
      source: say('{0}: GLM-5.3 always thinks', GLM),
    },
    switchedOff('thinking.type', 'disabled', 'enabled', GLM),
  ],
  switches: [
    { models: hasLevels, asked: 'level', set: { reasoning_effort: '$level' }, source: GLM },
  ],
  replay: say(
    'Z.AI, Thinking mode, 2026: the reasoning_content of tool calls is sent back unchanged with their results',
  ),
};

export const cohere: VendorRules = {
  date: '2026-11-30',
  cap: 'max_tokens',
  rules: [switchedOff('thinking.type', 'disabled', 'enabled', COHERE)],
  switches: [
    {
      models: anyModel,
      asked: 'budget',
      set: { thinking: { type: 'enabled', token_budget: '$budget' } },
      source: COHERE,
    },
  ],
  replay: null,
};

/** A server of open weights whose chat template is told by the call (`chat_template_kwargs`): vLLM, SGLang and their hosts. */
export const templated: VendorRules = {
  date: '2026-11-30',
  cap: 'max_tokens',
  rules: [
    switchedOff('chat_template_kwargs.enable_thinking', false, true, TEMPLATE),
    switchedOff('chat_template_kwargs.thinking', false, true, TEMPLATE),
  ],
  switches: [
    { models: hasLevels, asked: 'level', set: { reasoning_effort: '$level' }, source: TEMPLATE },
  ],
  replay: null,
};
