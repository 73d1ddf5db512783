import { bare } from './callWords';
import { ANY_AGENT, COMMANDS, FRAMEWORKS } from './frameworks';
import type { Sender } from './sender';

/** Every library whose calls are known; the first row that fits counts. */
export const SENDERS: readonly Sender[] = [
  {
    library: 'openai',
    vendor: 'openai',
    calls:
      'chat.completions.create chat.completions.parse chat.completions.stream chat.completions.new chat.completions.newstreaming chat.completions.runtools chat.completions.createwithcompletion chat.completions.createpartial chat.completions.createiterable completions.create chat.completions.createstreaming',
    whole: [],
  },
  {
    library: 'openai',
    vendor: 'openai',
    calls: 'responses.create responses.parse responses.stream responses.new responses.newstreaming',
    bodies: ['parameters'],
    whole: [],
  },
  {
    library: 'openai',
    vendor: 'openai',
    calls:
      'chatcompletion.create chatcompletion.acreate completion.create completion.acreate createchatcompletion createchatcompletionstream',
    whole: ['openai', 'OpenAI'],
  },
  {
    library: 'openai',
    vendor: 'openai',
    calls: 'getchatcompletions getchatcompletionsasync streamchatcompletions',
    positional: ['model', 'prompt'],
  },
  {
    library: 'ollama',
    vendor: 'ollama',
    calls: 'ollama.chat ollama.generate',
    positional: ['model', 'prompt'],
    needs: ['messages', 'prompt'],
    whole: [],
  },
  {
    library: 'ollama',
    vendor: 'ollama',
    calls: 'chat generate ollama.completion',
    positional: ['model', 'prompt'],
    needs: ['messages', 'prompt'],
    words: ['ollama'],
  },
  {
    library: 'openai',
    vendor: 'openai',
    calls: 'chat.create chat.createstream',
    needs: ['messages', 'parameters'],
    bodies: ['parameters'],
  },
  {
    library: 'openai',
    vendor: 'openai',
    calls: 'chat',
    needs: ['parameters'],
    bodies: ['parameters'],
    words: ['OpenAI', 'openai'],
  },
  {
    library: 'openai',
    vendor: 'openai',
    calls: 'completechat completechatasync completechatstreaming completechatstreamingasync',
    positional: ['rest'],
  },
  {
    library: 'openai',
    vendor: 'openai',
    calls:
      'chatcompletioncreateparams.builder responsecreateparams.builder createchatcompletionrequestargs.default chatcompletionrequest.builder createresponseargs.default',
  },
  {
    library: 'anthropic',
    vendor: 'anthropic',
    calls:
      'messages.create messages.stream messages.parse messages.new messages.newstreaming messages.toolrunner messagecreateparams.builder',
    needs: ['messages', 'prompt', 'model', 'addusermessage'],
    whole: ['anthropic', 'Anthropic', 'claude'],
  },
  {
    library: 'google-genai',
    vendor: 'google',
    calls: 'models.generatecontent models.generatecontentstream',
    positional: ['model', 'prompt'],
    words: ['google.golang.org/genai'],
    whole: [],
  },
  {
    library: 'google-genai',
    vendor: 'google',
    calls: 'models.generatecontent models.generatecontentstream',
    needs: ['contents'],
    whole: ['genai', 'GoogleGenAI'],
  },
  {
    library: 'langchaingo',
    vendor: null,
    calls: 'llms.generatefromsingleprompt',
    positional: ['model', 'prompt'],
  },
  {
    library: 'langchaingo',
    vendor: null,
    calls: 'generatecontent call',
    positional: ['prompt'],
    words: ['langchaingo'],
    receiver: 'model',
  },
  {
    library: 'google-genai',
    vendor: 'google',
    calls: 'generatecontent generatecontentstream generatecontentasync models.generatecontent',
    positional: ['prompt'],
  },
  {
    library: 'google-genai',
    vendor: 'google',
    calls: 'sendmessage sendmessagestream sendmessageasync',
    positional: ['prompt'],
    prompt: ['message', 'content'],
    receiver: 'model',
    words: ['genai', 'generativeai', 'GenerativeModel', 'vertexai', 'startChat', 'start_chat'],
  },
  {
    library: 'mistral',
    vendor: 'mistral',
    calls:
      'chat.complete chat.completeasync chat.stream chat.streamasync chat.parse agents.complete fim.complete',
    needs: ['messages', 'prompt'],
    whole: ['mistral', 'Mistral'],
  },
  {
    library: 'anthropic',
    vendor: 'anthropic',
    calls: 'anthropix.chat',
    needs: ['messages'],
  },
  {
    library: 'llamaindex',
    vendor: null,
    calls: 'chat achat streamchat astreamchat query aquery',
    positional: ['prompt'],
    prompt: ['message', 'query', 'query_str', 'str_or_query_bundle'],
    receiver: 'model',
    words: ['llama_index', 'llamaindex', 'llama-index', 'LlamaIndex'],
  },
  {
    library: 'langchain4j',
    vendor: null,
    calls: 'chat generate',
    positional: ['prompt'],
    receiver: 'model',
    words: ['langchain4j'],
  },
  {
    library: 'cohere',
    vendor: 'cohere',
    calls: 'chat chatstream generate',
    needs: ['preamble'],
    prompt: ['message', 'chat_history'],
    system: ['preamble'],
  },
  {
    library: 'cohere',
    vendor: 'cohere',
    calls: 'chat chatstream generate',
    needs: ['message'],
    prompt: ['message', 'chat_history'],
    words: ['cohere', 'Cohere', 'command-'],
  },
  {
    library: 'cohere',
    vendor: 'cohere',
    calls: 'chat chatstream',
    needs: ['messages'],
    words: ['cohere', 'Cohere'],
  },
  {
    library: 'bedrock',
    vendor: 'bedrock',
    calls: 'converse conversestream conversecommand conversestreamcommand',
    needs: ['messages', 'body', 'modelid'],
    bodies: ['body'],
    whole: ['bedrock', 'Bedrock'],
  },
  {
    library: 'bedrock',
    vendor: 'bedrock',
    calls:
      'invokemodel invokemodelcommand invokemodelwithresponsestream invokemodelwithresponsestreamcommand',
    needs: ['messages', 'body', 'modelid'],
    bodies: ['body'],
  },
  {
    library: 'litellm',
    vendor: null,
    calls:
      'completion acompletion batchcompletion litellm.responses litellm.aresponses textcompletion',
    needs: ['messages', 'prompt', 'input'],
    whole: ['litellm'],
  },
  {
    library: 'ai-sdk',
    vendor: null,
    calls: 'generatetext streamtext generateobject streamobject',
    needs: ['prompt', 'messages', 'system', 'instructions'],
    whole: ["from 'ai'", 'from "ai"'],
  },
  {
    library: 'instructor',
    vendor: null,
    calls: 'instructor.chatcompletion',
    needs: ['messages'],
  },
  {
    library: 'openai',
    vendor: 'openai',
    calls: 'openai.chatcompletion',
    needs: ['messages'],
  },
  {
    library: 'genai',
    vendor: null,
    calls: 'execchat execchatstream',
    positional: ['model', 'prompt'],
    words: ['genai'],
  },
  {
    library: 'req_llm',
    vendor: null,
    calls: 'reqllm.generatetext reqllm.streamtext reqllm.generateobject reqllm.streamobject',
    positional: ['model', 'prompt'],
  },
  {
    library: 'huggingface',
    vendor: null,
    calls: 'chatcompletion chatcompletionstream textgeneration textgenerationstream',
    positional: ['prompt'],
    prompt: ['inputs'],
    needs: ['messages', 'prompt', 'inputs', '0'],
  },
  {
    library: 'llm',
    vendor: null,
    calls: 'chatcompletion achatcompletion',
    needs: ['user', 'userprompt', 'usermessage'],
    prompt: ['user', 'user_prompt', 'user_message'],
  },
  {
    library: 'llm',
    vendor: null,
    calls:
      'complete acomplete completion acompletion generate agenerate generatetext ask chat achat query invoke ainvoke call callllm askllm',
    needs: ['userprompt', 'usermessage'],
    prompt: ['user_prompt', 'user_message'],
  },
  {
    library: 'spring-ai',
    vendor: null,
    calls: 'prompt',
    positional: ['prompt'],
    system: ['system'],
    prompt: ['user'],
    words: ['ChatClient'],
  },
  {
    library: 'spring-ai',
    vendor: null,
    calls: 'call stream',
    positional: ['prompt'],
    receiver: 'model',
    words: ['springframework.ai'],
  },
  {
    library: 'foundation-models',
    vendor: null,
    calls: 'respond streamresponse',
    positional: ['prompt'],
    prompt: ['to'],
    receiver: 'model',
    words: ['LanguageModelSession'],
  },
  {
    library: 'extensions-ai',
    vendor: null,
    calls: 'getresponseasync getstreamingresponseasync',
    positional: ['prompt'],
    words: ['ChatClient'],
  },
  {
    library: 'transformers',
    vendor: null,
    calls: 'applychattemplate',
    positional: ['prompt'],
    prompt: ['conversation'],
  },
  {
    library: 'langchain4j',
    vendor: null,
    calls: '@usermessage @systemmessage @structuredprompt',
    positional: ['prompt'],
    defines: 'template',
  },
  {
    library: 'vscode',
    vendor: null,
    calls: 'sendrequest',
    positional: ['prompt'],
    receiver: 'model',
    words: ['LanguageModelChat', 'selectChatModels', 'request.model'],
  },
  {
    library: 'semantic-kernel',
    vendor: null,
    calls:
      'invokeprompt invokepromptasync invokepromptstreamingasync createfunctionfromprompt kernelfunctionfromprompt',
    positional: ['prompt'],
    prompt: ['prompt', 'prompt_template', 'template'],
    fills: true,
  },
  {
    library: 'semantic-kernel',
    vendor: null,
    calls:
      'getchatmessagecontent getchatmessagecontents getchatmessagecontentasync getchatmessagecontentsasync getstreamingchatmessagecontentsasync',
    positional: ['prompt'],
    prompt: ['chat_history'],
  },
  {
    library: 'semantic-kernel',
    vendor: null,
    calls: 'planner.executeasync planner.createplanasync',
    positional: ['skip', 'prompt'],
    words: ['SemanticKernel'],
  },
  {
    library: 'google-adk',
    vendor: null,
    calls: 'runner.run runner.runasync runner.runlive',
    prompt: ['new_message'],
    needs: ['new_message'],
  },
  {
    library: 'openai-agents',
    vendor: null,
    calls: 'runner.run runner.runsync runner.runstreamed',
    positional: ['agent', 'prompt'],
    prompt: ['input'],
    bodies: ['run_config'],
    // Much else is called a runner, and asked to run.
    words: [
      'from agents',
      'import agents',
      '@openai/agents',
      'openai-agents',
      'openai_agents',
      'Runner.run_sync(',
      'Runner.run_streamed(',
      'await Runner.run(',
    ],
  },
  {
    library: 'openai-agents',
    vendor: null,
    calls: 'run',
    positional: ['agent', 'prompt'],
    words: ['@openai/agents'],
  },
  ...FRAMEWORKS,
  ...COMMANDS,
];

interface Row {
  readonly path: readonly string[];
  readonly sender: Sender;
}

const BY_LAST = new Map<string, Row[]>();
for (const sender of SENDERS) {
  for (const call of sender.calls.split(' ')) {
    const path = call.split('.');
    const rows = BY_LAST.get(path.at(-1)!) ?? [];
    rows.push({ path, sender });
    BY_LAST.set(path.at(-1)!, rows);
  }
}

/** The rows whose dotted name ends a callee, in the order of the table; `X.new` of Ruby and Rust is what makes an `X`. */
export function sendersOf(path: readonly string[]): readonly Sender[] {
  const own = path.map(bare);
  const exact = rowsOf(own);
  const isMade = exact.length === 0 && own.at(-1) === 'new' && own.length > 1;
  const rows = isMade ? rowsOf(own.slice(0, -1)) : exact;
  const made = path.at(isMade ? -2 : -1) ?? '';
  return /^[A-Z]\w{0,60}(?:Agent|Assistant)$/.test(made) ? [...rows, ANY_AGENT] : rows;
}

function rowsOf(own: readonly string[]): readonly Sender[] {
  const rows = BY_LAST.get(own.at(-1) ?? '') ?? [];
  return rows
    .filter((r) => r.path.every((part, i) => own[own.length - r.path.length + i] === part))
    .map((r) => r.sender);
}
