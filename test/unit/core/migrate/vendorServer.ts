import { startServer, type LocalServer } from '../../host/shared/localServer';

type Body = Record<string, unknown>;
type Check = (body: Body) => readonly (string | false)[];

const record = (value: unknown): Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
const has = (body: Body, ...names: readonly string[]): boolean => names.some((n) => n in body);
const number = (value: unknown): number => (typeof value === 'number' ? value : NaN);
const model = (body: Body): string => (typeof body['model'] === 'string' ? body['model'] : '');
const word = (value: unknown): string => (typeof value === 'string' ? value : '');
const snake = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(snake)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([k, v]) => [
            k.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`),
            snake(v),
          ]),
        )
      : value;
const other = (body: Body, allowed: string): string | false => {
  const unknown = Object.keys(body).filter((k) => !allowed.split(' ').includes(k));
  return unknown.length > 0 && `unknown parameter: ${unknown.join(', ')}`;
};

const OPENAI_LEVELS: readonly (readonly [RegExp, string])[] = [
  [/^o[134]/, 'low medium high'],
  [/^gpt-5(-mini|-nano)?$/, 'minimal low medium high'],
  [/^gpt-5\.5$/, 'none low medium high xhigh'],
  [/^gpt-6/, 'none low medium high xhigh max'],
];
const levelFits = (id: string, level: unknown): boolean =>
  level === undefined ||
  (OPENAI_LEVELS.find(([m]) => m.test(id))?.[1].split(' ') ?? []).includes(word(level));
const reasons = (id: string): boolean => /^(?:o\d|gpt-[5-9])/.test(id);
const sampled = (b: Body): readonly (string | false)[] => [
  has(b, 'temperature') && b['temperature'] !== 1 && 'temperature: only the default 1',
  has(b, 'top_p') && b['top_p'] !== 1 && 'top_p is not supported',
];

const openaiChat: Check = (b) => {
  const always = other(
    b,
    'model messages reasoning_effort max_completion_tokens max_tokens temperature top_p presence_penalty frequency_penalty logprobs top_logprobs logit_bias stop n stream stream_options tools tool_choice response_format seed user store metadata service_tier verbosity parallel_tool_calls',
  );
  if (!reasons(model(b))) return [always];
  return [
    always,
    ...sampled(b),
    has(b, 'max_tokens') && 'max_tokens: use max_completion_tokens',
    has(b, 'presence_penalty', 'frequency_penalty') && 'penalties are not supported',
    has(b, 'logprobs', 'top_logprobs', 'logit_bias') && 'logprobs are not supported',
    has(b, 'stop') && !/^o1|^o3-mini/.test(model(b)) && 'stop is not supported',
    !levelFits(model(b), b['reasoning_effort']) && 'reasoning_effort: no such level',
  ];
};

const openaiResponses: Check = (b) => [
  other(
    b,
    'model input instructions reasoning max_output_tokens temperature top_p stream tools tool_choice text store previous_response_id include truncation metadata background service_tier parallel_tool_calls',
  ),
  ...(reasons(model(b)) ? sampled(b) : []),
  !levelFits(model(b), record(b['reasoning'])['effort']) && 'reasoning.effort: no such level',
];

/** Models that only think adaptively, and of these the ones that always do. */
const ADAPTIVE = /claude-(?:opus-(?:4-[78]|5)|sonnet-5|haiku-5|fable)/;
const ALWAYS = /claude-(?:opus-5-5|sonnet-5-5|fable)/;
const LEVELS = /claude-(?:opus-(?:4-[5-8]|5)|sonnet-(?:4-6|5)|haiku-5|fable)/;

function claude(b: Body, max: number): readonly (string | false)[] {
  const id = model(b);
  const thinking = record(b['thinking']);
  const budget = number(thinking['budget_tokens']);
  const on = ALWAYS.test(id) || thinking['type'] === 'enabled' || thinking['type'] === 'adaptive';
  const messages = Array.isArray(b['messages']) ? b['messages'] : [];
  const level = record(b['output_config'])['effort'];
  return [
    thinking['type'] === 'enabled' && !(budget >= 1024) && 'thinking.budget_tokens: at least 1024',
    thinking['type'] === 'enabled' && budget >= max && 'max_tokens must be above budget_tokens',
    thinking['type'] === 'enabled' && ADAPTIVE.test(id) && 'thinking.enabled is not supported',
    thinking['type'] === 'adaptive' && !LEVELS.test(id) && 'adaptive thinking is not supported',
    thinking['type'] === 'adaptive' && 'budget_tokens' in thinking && 'budget_tokens: extra input',
    thinking['type'] === 'disabled' && ALWAYS.test(id) && 'thinking cannot be disabled',
    level !== undefined && !LEVELS.test(id) && 'output_config.effort is not supported',
    on && has(b, 'temperature') && b['temperature'] !== 1 && 'temperature may only be 1',
    on && has(b, 'top_k') && 'top_k must be unset',
    has(b, 'top_p') && ADAPTIVE.test(id) && 'top_p is not supported',
    on && has(b, 'top_p') && number(b['top_p']) < 0.95 && 'top_p must be from 0.95 to 1',
    on && ['any', 'tool'].includes(String(record(b['tool_choice'])['type'])) && 'tool_choice',
    on && record(messages.at(-1))['role'] === 'assistant' && 'prefill is not supported',
  ];
}

const anthropic: Check = (b) => [
  other(
    b,
    'model max_tokens messages system thinking output_config temperature top_p top_k stop_sequences stream tools tool_choice metadata service_tier betas',
  ),
  !has(b, 'max_tokens') && 'max_tokens: field required',
  number(b['max_tokens']) > 21_333 && b['stream'] !== true && 'the client asks for streaming',
  ...claude(b, number(b['max_tokens'])),
];

const bedrock: Check = (b) => {
  const inference = record(b['inferenceConfig']);
  const fields = record(b['additionalModelRequestFields']);
  return [
    other(
      b,
      'model modelId messages system inferenceConfig additionalModelRequestFields toolConfig',
    ),
    !/^(?:us|eu|apac|global)\.anthropic\.|^anthropic\./.test(String(b['modelId'])) && 'modelId',
    other(inference, 'maxTokens temperature topP stopSequences'),
    ...claude(
      { ...fields, ...inference, model: b['modelId'], messages: b['messages'] },
      number(inference['maxTokens']),
    ),
  ];
};

const google: Check = (b) => {
  const thinking = record(record(snake(b['config']))['thinking_config']);
  const id = model(b);
  const level = thinking['thinking_level'];
  return [
    other(b, 'model contents config'),
    /^gemini-[3-9]/.test(id) && has(thinking, 'thinking_budget') && 'thinking_budget: use a level',
    id.startsWith('gemini-2') && level !== undefined && 'thinking_level is not supported',
    /^gemini-2.5-pro/.test(id) && thinking['thinking_budget'] === 0 && 'thinking cannot be off',
    level !== undefined && !/^(?:minimal|low|medium|high)$/i.test(word(level)) && 'level',
  ];
};

const COMMON =
  'model messages max_tokens temperature top_p stop stream tools tool_choice response_format seed presence_penalty frequency_penalty';
const deepseek: Check = (b) => [
  other(b, `${COMMON} thinking reasoning_effort logprobs top_logprobs`),
  has(b, 'logprobs', 'top_logprobs') && 'logprobs are not supported',
  !['enabled', undefined].includes(record(b['thinking'])['type'] as string) && 'does not think',
];
const alibaba: Check = (b) => [
  other(b, `${COMMON} enable_thinking thinking_budget`),
  b['enable_thinking'] !== true && 'does not think',
];
const openrouter: Check = (b) => {
  const reasoning = record(b['reasoning']);
  return [
    other(b, `${COMMON} reasoning provider models plugins`),
    !/^[\w-]+\/[\w.-]+$/.test(model(b)) && `${model(b)} is not a valid model ID`,
    has(reasoning, 'effort') && has(reasoning, 'max_tokens') && 'only one of effort and max_tokens',
  ];
};
const xai: Check = (b) => [
  other(b, `${COMMON} reasoning_effort`),
  has(b, 'presence_penalty', 'frequency_penalty', 'stop') && 'not supported by reasoning models',
];
/** Its client in TypeScript sends what is written in camel case. */
const mistral: Check = (written) => mistralBody(record(snake(written)));
const mistralBody: Check = (b) => [
  other(b, `${COMMON} random_seed safe_prompt prompt_mode reasoning_effort`),
  !['none', 'high', undefined].includes(b['reasoning_effort'] as string) && 'no such level',
  model(b).startsWith('magistral') && has(b, 'reasoning_effort') && 'reasoning_effort',
];
const ollama: Check = (b) => [
  other(b, 'model messages prompt think stream format options keep_alive tools images system'),
  model(b).includes('/') && 'model not found',
  model(b).startsWith('gpt-oss') &&
    !['low', 'medium', 'high', undefined].includes(b['think'] as string) &&
    'think: low, medium or high',
  !model(b).startsWith('gpt-oss') && b['think'] === false && 'does not think',
];
const moonshot: Check = (b) => [
  other(b, `${COMMON} n thinking reasoning_effort max_completion_tokens`),
  has(b, 'temperature') && b['temperature'] !== 1 && 'invalid temperature: only 1 is allowed',
  has(b, 'top_p') && ![0.95, 1].includes(number(b['top_p'])) && 'invalid top_p',
  number(b['presence_penalty'] ?? 0) !== 0 && 'invalid presence_penalty',
  record(b['thinking'])['type'] === 'disabled' && 'does not think',
  !['low', 'high', 'max', undefined].includes(b['reasoning_effort'] as string) && 'no such level',
];
const zai: Check = (b) => [
  other(b, `${COMMON} thinking reasoning_effort do_sample`),
  record(b['thinking'])['type'] === 'disabled' && 'does not think',
];
const cohere: Check = (b) => {
  const thinking = record(record(snake(b))['thinking']);
  return [
    other(b, `${COMMON} thinking k p documents`),
    thinking['type'] === 'disabled' && 'does not think',
    has(thinking, 'token_budget') && !(number(thinking['token_budget']) > 0) && 'token_budget',
  ];
};
const templated: Check = (b) => [
  other(b, `${COMMON} top_k chat_template_kwargs reasoning_effort`),
  record(b['chat_template_kwargs'])['enable_thinking'] === false && 'does not think',
];

/** What vendors' documentation says of a request, as far as known; written apart from the rules under test, but by the same hand. */
const CHECKS: Readonly<Record<string, Check>> = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  anthropic,
  bedrock,
  google,
  deepseek,
  alibaba,
  openrouter,
  xai,
  mistral,
  ollama,
  moonshot,
  zai,
  cohere,
  templated,
};

/** A server that answers a request as a vendor's would: 200, or 400 with what is wrong. */
export interface VendorServer {
  /** What the vendor finds wrong with a request; nothing where it is taken. */
  send(vendor: string, body: Body): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export async function startVendors(): Promise<VendorServer> {
  const server: LocalServer = await startServer((_, response) => {
    const { url, body } = server.received.at(-1)!;
    const check = CHECKS[url.slice(1)];
    const wrong =
      check === undefined
        ? ['no such API']
        : check(record(JSON.parse(body))).filter((w) => w !== false);
    response.writeHead(wrong.length === 0 ? 200 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ wrong }));
  });
  return {
    stop: () => server.stop(),
    async send(vendor, body) {
      const answer = await fetch(`${server.url}/${vendor}`, {
        method: 'POST',
        headers: { connection: 'close' },
        body: JSON.stringify(body),
      });
      return ((await answer.json()) as { wrong: string[] }).wrong;
    },
  };
}
