import type { ModelFacts } from '../estimate/modelFacts';
import type { DocumentLanguage, PromptCall } from '../prompt/model';
import { anthropic } from './rules/anthropic';
import { bedrock, deepseek, mistral, openrouter, qwen, xai } from './rules/compatible';
import { aiSdk, litellm } from './rules/gateways';
import { google } from './rules/google';
import { openaiChat, openaiResponses } from './rules/openai';
import type { VendorRules } from './rules/rule';
import { cohere, moonshot, ollama, templated, zai } from './rules/served';
import { argumentAt, calledPath } from './tree';

/** The API that a call speaks: whom it can ask, by which rules, and how it spells a model. */
export interface Service {
  readonly rules: VendorRules;
  /** Whether the model can be asked by this call with another id and other parameters. */
  readonly serves: (facts: ModelFacts) => boolean;
  /** The candidate's id as this API spells it; null where the user has named it himself (a deployment). */
  readonly spelled: (facts: ModelFacts, id: string, today: string) => string | null;
  /** Calls of this shape can be edited; of others the findings are told. */
  readonly editable: boolean;
  /** The client is OpenAI's: in Python what that does not know goes into `extra_body`. */
  readonly openaiClient: boolean;
  /** A name of the rules as this API and language spell it. */
  readonly spell: (name: string, language: DocumentLanguage) => string;
}

const last = (id: string): string => id.slice(id.lastIndexOf('/') + 1);
const ownId = (_: ModelFacts, id: string): string => last(id);

/** The lab's own models by its own API. */
const ofLab =
  (...labs: readonly string[]) =>
  (f: ModelFacts): boolean =>
    labs.includes(f.lab) && f.host === null && !f.local;

const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
/** Bedrock's own names are in camel case in all languages, the fields of the model in them are not. */
const CONVERSE_NAMES = /^(?:additional_model_request_fields|inference_config|max_tokens)$/;

function service(rules: VendorRules, own: Partial<Service> & Pick<Service, 'serves'>): Service {
  return {
    rules,
    spelled: ownId,
    editable: true,
    openaiClient: false,
    spell: (name) => name,
    ...own,
  };
}

/** Names of labs before a model, as OpenRouter and Vercel's gateway write them. */
const ORGANISATIONS: Readonly<Record<string, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  google: 'google',
  deepseek: 'deepseek',
  qwen: 'qwen',
  'x-ai': 'x-ai',
  mistralai: 'mistralai',
};

/** `anthropic/claude-opus-4.5`: Anthropic's versions are written with a point there. */
function routed(facts: ModelFacts, id: string): string | null {
  const own = id.replace(/^openrouter\//, '');
  if (own.includes('/')) return own;
  const organisation = ORGANISATIONS[facts.lab];
  if (organisation === undefined) return null;
  const name = facts.lab === 'anthropic' ? own.replace(/-(\d)-(\d)(?=-|$)/, '-$1.$2') : own;
  return `${organisation}/${name}`;
}

/** LiteLLM's providers; OpenAI's and Anthropic's models need none. */
const PROVIDERS: Readonly<Record<string, string>> = {
  openai: '',
  anthropic: '',
  google: 'gemini/',
  deepseek: 'deepseek/',
  qwen: 'dashscope/',
  'x-ai': 'xai/',
  mistralai: 'mistral/',
};

function withProvider(facts: ModelFacts, id: string, today: string): string | null {
  if (/^(?:azure|bedrock|sagemaker|vertex_ai)\//.test(today) && !id.includes('/')) return null;
  if (id.includes('/')) return id;
  const prefix = PROVIDERS[facts.lab];
  return prefix === undefined ? null : prefix + id;
}

const isOpenAi = (f: ModelFacts): boolean => ofLab('openai')(f) && f.openWeights !== true;
const isOpen = (f: ModelFacts): boolean => f.openWeights === true || f.local;
/** SDKs that write the names of the HTTP API in camel case in JavaScript. */
const camelInScript = (name: string, language: DocumentLanguage): string =>
  language === 'javascript' ? camel(name) : name;
const SERVICES: Readonly<Record<string, Service>> = {
  'openai-chat': service(openaiChat, { serves: isOpenAi, openaiClient: true }),
  'openai-responses': service(openaiResponses, { serves: isOpenAi, openaiClient: true }),
  'azure-chat': service(openaiChat, { serves: isOpenAi, spelled: () => null }),
  'azure-responses': service(openaiResponses, { serves: isOpenAi, spelled: () => null }),
  anthropic: service(anthropic, { serves: ofLab('anthropic') }),
  google: service(google, {
    serves: ofLab('google'),
    spell: (name, language) => (language === 'python' ? name : camel(name)),
  }),
  deepseek: service(deepseek, { serves: ofLab('deepseek'), openaiClient: true }),
  alibaba: service(qwen, { serves: ofLab('qwen'), openaiClient: true }),
  xai: service(xai, { serves: ofLab('x-ai'), openaiClient: true }),
  mistral: service(mistral, { serves: ofLab('mistralai'), spell: camelInScript }),
  ollama: service(ollama, { serves: (f) => f.local }),
  moonshot: service(moonshot, { serves: ofLab('moonshotai'), openaiClient: true }),
  zai: service(zai, { serves: ofLab('z-ai'), openaiClient: true }),
  cohere: service(cohere, { serves: ofLab('cohere'), spell: camelInScript }),
  // Another model is not served before somebody starts it there.
  templated: service(templated, {
    serves: isOpen,
    spelled: (_, id, today) => (id === today ? id : null),
    openaiClient: true,
  }),
  openrouter: service(openrouter, {
    serves: (f) => f.host === null || f.host === 'openrouter',
    spelled: routed,
    openaiClient: true,
  }),
  bedrock: service(bedrock, {
    serves: (f) => f.host === 'bedrock' && f.lab === 'anthropic',
    spelled: (_, id) => id.replace(/^bedrock\//, ''),
    spell: (name) => (CONVERSE_NAMES.test(name) ? camel(name) : name),
  }),
  // Claude's own request as the body.
  'bedrock-body': service(anthropic, {
    serves: (f) => f.host === 'bedrock' && f.lab === 'anthropic',
    spelled: (_, id) => id.replace(/^bedrock\//, ''),
    editable: false,
  }),
  litellm: service(litellm, { serves: () => true, spelled: withProvider }),
};

/** Providers of the AI SDK by the function that makes the model. */
const AI_SDK_LABS: Readonly<Record<string, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  google: 'google',
};

function aiSdkService(call: PromptCall): Service | null {
  const model = call.arguments.find((a) => a.name === 'model')?.value;
  const lab = AI_SDK_LABS[model?.name ?? ''];
  if (model?.kind === 'call' && lab !== undefined) return service(aiSdk, { serves: ofLab(lab) });
  return null;
}

const isResponses = (call: PromptCall): boolean =>
  /response(?:s\.\w+|createparams\.\w+|args\.\w+)$/i.test(calledPath(call));
/** A request body says by its fields whom it is for. */
function bodyVendor(call: PromptCall, from: ModelFacts | null): string | null {
  const has = (name: string) => call.arguments.some((a) => a.name === name);
  const lab = from?.host === null ? from.lab : null;
  if (lab === 'openai' && has('messages')) return 'openai-chat';
  if (lab === 'openai' && has('input')) return 'openai-responses';
  if (lab === 'anthropic' && has('messages') && has('max_tokens')) return 'anthropic';
  if (lab === 'deepseek' && has('messages')) return 'deepseek';
  return null;
}

/** Libraries whose calls are spelled as in the vendor's own API. */
const DIRECT = /^(?:openai|anthropic|google-genai|mistral|bedrock|litellm|ollama|cohere)$/;
/** Whether a call is the request itself, not one to a model or agent that was made before. */
export const isRequest = ({ library }: PromptCall): boolean =>
  library === null || library === 'ai-sdk' || DIRECT.test(library);

/** Text completions, OpenAI's or Anthropic's, which no reasoning model serves. */
export const isLegacy = (call: PromptCall): boolean =>
  call.library === 'openai' &&
  ['openai', 'azure', 'anthropic'].includes(call.vendor ?? '') &&
  /(?<!chat\.?)completions?\.a?create$/i.test(calledPath(call));

/** The service of a client for OpenAI's API, by its address and the model it names. */
function openaiService(call: PromptCall, from: ModelFacts | null): Service | null {
  const { library, vendor } = call;
  const foreign =
    (from !== null && (from.lab !== 'openai' || from.openWeights === true || from.host !== null)) ||
    call.model?.id.includes('/') === true;
  // An OpenAI client that names another lab's model, or a host's, speaks to an address that is not written here.
  if (foreign && from?.known !== 'nothing') return null;
  const known = SERVICES[`${vendor}-${isResponses(call) ? 'responses' : 'chat'}`] ?? null;
  const asWritten =
    library !== 'openai' || /completions?\.\w+$|responses\.\w+$/i.test(calledPath(call));
  return known === null || asWritten ? known : { ...known, editable: false };
}

function bedrockService(call: PromptCall, from: ModelFacts | null): Service | null {
  if (/converse/i.test(calledPath(call))) return SERVICES['bedrock'] ?? null;
  return from?.lab === 'anthropic' ? (SERVICES['bedrock-body'] ?? null) : null;
}

/**
 * The service that a call speaks to, `null` where that is not known: a library that hides it, an address that only the
 * running program knows, a client of another generation. `from` are the facts of the model it names today.
 */
export function serviceOf(call: PromptCall, from: ModelFacts | null): Service | null {
  const { library, vendor } = call;
  if (library === 'ai-sdk') return aiSdkService(call);
  if (library !== null && !DIRECT.test(library)) return null;
  if (library === 'litellm') return SERVICES['litellm'] ?? null;
  if (library === 'bedrock') return bedrockService(call, from);
  if (library === 'google-genai' || vendor === 'google') {
    // The older SDK and the HTTP API put the configuration elsewhere.
    return /models\.generate_?content\w*$/i.test(calledPath(call))
      ? (SERVICES['google'] ?? null)
      : null;
  }
  if (isLegacy(call)) return null;
  if (argumentAt(call, ['chat_template_kwargs']) !== undefined && !isResponses(call))
    return SERVICES['templated'] ?? null;
  // The first version of Cohere's API has its own names.
  if (vendor === 'cohere' && argumentAt(call, ['messages']) === undefined) return null;
  if (library === null && vendor === null) return SERVICES[bodyVendor(call, from) ?? ''] ?? null;
  if (vendor === 'openai' || vendor === 'azure') return openaiService(call, from);
  if (isResponses(call)) return null;
  return SERVICES[vendor ?? ''] ?? null;
}

/** Whether the API that a call speaks to is known to have no such model. */
export function servesNot(call: PromptCall, from: ModelFacts | null, facts: ModelFacts): boolean {
  const service = serviceOf(call, from);
  if (service !== null) return !service.serves(facts);
  if (from !== null) return from.lab !== facts.lab || from.host !== facts.host;
  const { vendor } = call;
  if (vendor === 'openai' || vendor === 'azure') return !isOpenAi(facts);
  const own = SERVICES[vendor ?? ''];
  if (own !== undefined) return !own.serves(facts);
  // Hosts have open weights.
  return vendor !== null && facts.openWeights !== true && facts.host === null;
}
