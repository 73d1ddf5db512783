import { say } from '../../model/sentence';
import { anyModel, named, type Rule, type VendorRules } from './rule';

const GUIDE = say('OpenAI, Reasoning models guide, 2026');

/** The sampling of reasoning models is fixed; 1 is its value and accepted. */
const sampling: Rule = {
  paths: ['temperature', 'top_p'],
  models: anyModel,
  effect: 'refused',
  except: [1, null],
  replacement: 'remove',
  source: GUIDE,
};

const stop: Rule = {
  paths: ['stop'],
  models: named(/^(?:o3(?!-mini)|o4|gpt-[5-9])/),
  effect: 'refused',
  except: [null],
  replacement: 'remove',
  source: say(
    'OpenAI, Chat Completions reference, 2026: stop is not supported with o3, o4-mini and later',
  ),
};

export const openaiChat: VendorRules = {
  date: '2026-11-23',
  cap: 'max_completion_tokens',
  rules: [
    sampling,
    {
      paths: ['presence_penalty', 'frequency_penalty'],
      models: anyModel,
      effect: 'refused',
      except: [0, null],
      replacement: 'remove',
      source: GUIDE,
    },
    {
      paths: ['logprobs', 'top_logprobs', 'logit_bias'],
      models: anyModel,
      effect: 'refused',
      except: [false, null],
      replacement: 'remove',
      source: GUIDE,
    },
    stop,
    {
      paths: ['max_tokens'],
      models: anyModel,
      anyway: anyModel,
      effect: 'refused',
      replacement: { rename: 'max_completion_tokens' },
      source: say(
        'OpenAI, Chat Completions reference, 2026: max_tokens is refused by reasoning models; max_completion_tokens counts reasoning and answer',
      ),
    },
  ],
  switches: [
    { models: anyModel, asked: 'level', set: { reasoning_effort: '$level' }, source: GUIDE },
  ],
  replay: null,
};

export const openaiResponses: VendorRules = {
  date: '2026-11-23',
  cap: 'max_output_tokens',
  rules: [
    sampling,
    {
      paths: ['top_logprobs'],
      models: anyModel,
      effect: 'refused',
      except: [0, null],
      replacement: 'remove',
      source: GUIDE,
    },
  ],
  switches: [
    { models: anyModel, asked: 'level', set: { 'reasoning.effort': '$level' }, source: GUIDE },
  ],
  replay: say(
    'OpenAI, Reasoning models guide, 2026: pass reasoning items back between tool calls (previous_response_id, or encrypted items)',
  ),
};
