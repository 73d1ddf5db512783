/** A name without case and underscores: `generate_content`, `generateContent` and `GenerateContent` are one. */
export const bare = (name: string): string => name.replace(/_/g, '').toLowerCase();

/** Argument names that carry a prompt in every library, with the role of a bare string there. */
export const TEXT_ARGUMENTS: ReadonlyMap<string, 'system' | 'user'> = new Map([
  ...[
    'system',
    'instructions',
    'systeminstruction',
    'systemprompt',
    'systemmessage',
    'developer',
    'addsystemmessage',
    'adddevelopermessage',
    'addsystem',
    'defaultsystem',
    'preamble',
  ].map((n) => [n, 'system'] as const),
  ...['messages', 'prompt', 'input', 'contents', 'addusermessage', 'addmessage'].map(
    (n) => [n, 'user'] as const,
  ),
]);

/** Any of these makes an unknown call or record worth reading. */
export const TRIGGERS: ReadonlySet<string> = new Set([
  'messages',
  'prompt',
  'input',
  'contents',
  'addusermessage',
]);

export const MODEL_ARGUMENTS: ReadonlySet<string> = new Set([
  'model',
  'modelname',
  'modelid',
  'deployment',
  'deploymentname',
  'deploymentid',
  'azuredeployment',
  'azureopenaiapideploymentname',
  'engine',
  'modelclient',
  'repoid',
  'llm',
  'languagemodel',
  'defaultmodel',
  'llmmodel',
  'defaultpromptmodel',
]);

/** Names that read like a model, a chat or a chain, and those that never are. */
export const MODEL_WORD =
  /llm|model|chat|gpt|claude|gemini|chain|anthropic|openai|mistral|ollama|bedrock|assistant|prompt|query_?engine|^lm$/i;
export const OTHER_WORD =
  /tool|retriev|parser|store|loader|graph|memory|embed|tokeni|executor|splitter|index|db$|repo|socket|bot$|telegram|discord|slack/i;

/** Names of objects that have methods like a model's (`run`, `invoke`, `prompt`) and are none; `llm_with_tools` is one. */
export const NO_MODEL =
  /^(?!.{0,60}(?:llm|model|agent|chain|chat)).{0,60}(?:tool|tools|toolkit|retriever|parser|loader|store|splitter|console|inquirer|reader|tokenizer|embedder|(?:re)?ranker|terminal|method)$/i;

/** Names that say by themselves that a model answers: what such an object is given is sent, known or not. */
export const MODEL_NAME =
  /(?:^|_)(?:llm|lm)$|LLM$|[a-z]Llm$|(?:chat|language|streaming)_?model$|(?:chat|query)_?engine$|^_?chat$/i;

/** Methods that chat, on whatever is called a model: one that predicts or generates may be no language model. */
export const CHATS = /^a?(?:stream_?|do_?)?chat$/i;
export const PLAIN_MODEL = /^[_$@]?model$/i;

/** Methods that put a question to a model, and have no other meaning on one. */
export const ASKS =
  /^a?(?:complete|stream_?complete|chat|stream_?chat|stream|generate|predict|respond|structured_?predict|query)$/i;

/** Methods of chains and clients that give back the same model, bound or wrapped. */
export const PASSES =
  /^(?:bind\w*|with\w+|partial|pipe|start_?(?:chat|thread)|resume_?thread|chats?|create|get_?generative_?model|from_provider|patch|from(?:_\w+)?|as_\w+|connect|wrap\w*|agent|new_\w+|as(?:i?chat|builder)\w*|build|use(?=[A-Z])\w*|traceable|observ\w*|default(?=[A-Z])\w*)$/i;

/** Calls that keep, show or check records: what they are given is sent to no model. */
export const KEEPERS =
  /^(?:(?:After|Before|on)[A-Z]|save|insert|update|upsert|log|record|trace(?!able)|store|append|push|set|use[A-Z]|add(?!UserMessage)|object|dispatch|emit|print|info|debug|warn|error|expect|assert|toEqual|toBe|toHave|toMatch|toStrict|toContain|objectContaining|submit|mutate|select|render|track|register|mock|count_?[tT]okens?|write|delete|find|Field|field|interface|(?:get|set|with|build)_?\w{0,30}[aA]ttributes?$)/;

/** Models that give no text back: a prompt for them is none for a reasoning model. */
export const NO_CHAT =
  /image|embed|tts|whisper|dall-e|moderation|transcri|rerank|diffusion|sora|veo-/i;

/** Unknown functions that send a prompt, by their name. */
export const SENDING_WORD =
  /complet|generat|ask|llm|gpt|claude|gemini|openai|anthropic|invoke|sendchat|chat$|predict|prompt|infer|respond|answer|callmodel|createmessage|summar|translate|classif/i;

/** Vendors by the constructor of their client (`new Together()`, `Groq()`, `cohere.ClientV2()`). */
export const CLIENTS: readonly (readonly [constructor: RegExp, vendor: string])[] = [
  [/(?:^|\.)(?:Async)?Anthropic$/, 'anthropic'],
  [/(?:^|\.)Mistral(?:Async)?(?:Client)?$/, 'mistral'],
  [/(?:^|\.)(?:Async)?Together$/, 'together'],
  [/(?:^|\.)(?:Async)?Groq$/, 'groq'],
  [/(?:^|\.)(?:Async)?Cerebras$/, 'cerebras'],
  [/(?:^|\.)(?:Async)?Fireworks$/, 'fireworks'],
  [/(?:^|\.)(?:ZhipuAI|ZhipuAi|ZaiClient)$/, 'zai'],
  [/^cohere\.(?:Async)?Client(?:V2)?$|(?:^|\.)CohereClient(?:V2)?$/i, 'cohere'],
  [/(?:^|\.)(?:Async)?InferenceClient$/, 'huggingface'],
  [/(?:^|\.)OpenRouter$/, 'openrouter'],
];

/** Hosts of OpenAI-compatible and other APIs, by a word of their address. */
export const HOSTS: readonly (readonly [word: string, vendor: string])[] = [
  ['openrouter.ai', 'openrouter'],
  ['api.deepseek.com', 'deepseek'],
  ['api.groq.com', 'groq'],
  ['api.together', 'together'],
  ['api.mistral.ai', 'mistral'],
  ['api.x.ai', 'xai'],
  ['openai.azure.com', 'azure'],
  ['azure.com', 'azure'],
  ['generativelanguage.googleapis.com', 'google'],
  ['aiplatform.googleapis.com', 'google'],
  ['api.anthropic.com', 'anthropic'],
  ['api.cohere', 'cohere'],
  ['dashscope', 'alibaba'],
  ['moonshot', 'moonshot'],
  ['bigmodel.cn', 'zai'],
  ['api.z.ai', 'zai'],
  ['fireworks.ai', 'fireworks'],
  ['perplexity.ai', 'perplexity'],
  ['localhost', 'local'],
  ['127.0.0.1', 'local'],
  ['api.openai.com', 'openai'],
];
