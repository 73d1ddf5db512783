import { bare } from './callWords';

/** What stands at a place of a call's arguments that have no name. */
export type Positional = 'prompt' | 'model' | 'agent' | 'skip' | 'rest';

/** A call that sends a prompt, or that defines one. Names are compared without case and underscores, so one row serves all languages. */
export interface Sender {
  readonly library: string;
  /** The lab whose API it speaks; null for a library that speaks to many. */
  readonly vendor: string | null;
  /** Ends of dotted names, separated by spaces. */
  readonly calls: string;
  readonly positional?: readonly Positional[];
  /** What the object before the method must be: something that is known to be (`known`) or is named like (`model`) a model, chain or agent. */
  readonly receiver?: 'model' | 'known';
  /** One of these arguments must be there, by name. */
  readonly needs?: readonly string[];
  /** Arguments that hold the whole request, also as JSON. */
  readonly bodies?: readonly string[];
  /** Further argument names that carry text. */
  readonly system?: readonly string[];
  readonly prompt?: readonly string[];
  /** The arguments fill in a template: only `messages` of them is sent. */
  readonly variables?: boolean;
  /** Defines a prompt that another call sends. `template`: only where no call of the document takes it. */
  readonly defines?: 'agent' | 'template';
  /** One of these words must stand in the document. */
  readonly words?: readonly string[];
}

const SYSTEM_ARGUMENTS = [
  'instructions',
  'instruction',
  'system_prompt',
  'system',
  'system_message',
  'prompt',
  'role',
];

/** Every library whose calls are known; the first row that fits counts. */
export const SENDERS: readonly Sender[] = [
  {
    library: 'openai',
    vendor: 'openai',
    calls:
      'chat.completions.create chat.completions.parse chat.completions.stream chat.completions.new chat.completions.newstreaming chat.completions.runtools chat.completions.createwithcompletion chat.completions.createpartial chat.completions.createiterable completions.create chat.completions.createstreaming',
  },
  {
    library: 'openai',
    vendor: 'openai',
    calls: 'responses.create responses.parse responses.stream responses.new responses.newstreaming',
    bodies: ['parameters'],
  },
  {
    library: 'openai',
    vendor: 'openai',
    calls:
      'chatcompletion.create chatcompletion.acreate completion.create completion.acreate createchatcompletion createchatcompletionstream getchatcompletions streamchatcompletions',
  },
  {
    library: 'ollama',
    vendor: 'ollama',
    calls: 'chat generate',
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
  },
  {
    library: 'google-genai',
    vendor: 'google',
    calls: 'models.generatecontent models.generatecontentstream',
    positional: ['model', 'prompt'],
    words: ['google.golang.org/genai'],
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
  },
  {
    library: 'cohere',
    vendor: 'cohere',
    calls: 'chat chatstream generate',
    needs: ['message', 'preamble'],
    prompt: ['message', 'chat_history'],
    system: ['preamble'],
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
    calls:
      'converse conversestream conversecommand conversestreamcommand invokemodel invokemodelcommand invokemodelwithresponsestream invokemodelwithresponsestreamcommand',
    needs: ['messages', 'body', 'modelid'],
    bodies: ['body'],
  },
  {
    library: 'litellm',
    vendor: null,
    calls:
      'completion acompletion batchcompletion litellm.responses litellm.aresponses textcompletion',
    needs: ['messages', 'prompt', 'input'],
  },
  {
    library: 'ai-sdk',
    vendor: null,
    calls: 'generatetext streamtext generateobject streamobject',
    needs: ['prompt', 'messages', 'system', 'instructions'],
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
    calls: '@usermessage @systemmessage',
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
    library: 'openai-agents',
    vendor: null,
    calls: 'runner.run runner.runsync runner.runstreamed',
    positional: ['agent', 'prompt'],
    prompt: ['input'],
  },
  {
    library: 'openai-agents',
    vendor: null,
    calls: 'run',
    positional: ['agent', 'prompt'],
    words: ['@openai/agents'],
  },
  {
    library: 'crewai',
    vendor: null,
    calls: 'agent',
    needs: ['backstory', 'goal'],
    system: ['role', 'goal', 'backstory'],
    prompt: ['task', 'task_description', 'task_expected_output', 'expected_output'],
    bodies: ['config'],
    defines: 'agent',
  },
  {
    library: 'crewai',
    vendor: null,
    calls: 'task',
    needs: ['expected_output'],
    prompt: ['description', 'expected_output'],
    bodies: ['config'],
    defines: 'agent',
  },
  {
    library: 'agents',
    vendor: null,
    calls:
      'agent toolloopagent experimentalagent llmagent codeagent toolcallingagent multistepagent assistantagent functionagent reactagent chatagent realtimeagent chatcompletionagent conversableagent baseagent createreactagent createagent azureresponsesagent openairesponsesagent assistants.create createopenaifunctionsagent createdeepagent createtoolcallingagent',
    positional: ['model'],
    needs: SYSTEM_ARGUMENTS,
    system: SYSTEM_ARGUMENTS,
    defines: 'agent',
  },
  {
    library: 'rig',
    vendor: null,
    calls: 'agent extractor agentbuilder.new',
    positional: ['model'],
    needs: ['preamble'],
    words: ['rig::', 'rig_', 'use rig'],
    defines: 'agent',
  },
  {
    library: 'rig',
    vendor: null,
    calls: 'completionrequest',
    positional: ['prompt'],
    words: ['rig::', 'rig_', 'use rig'],
  },
  {
    library: 'marvin',
    vendor: null,
    calls:
      'cast castasync extract extractasync classify classifyasync marvin.generate generateasync marvin.run runasync marvin.say',
    positional: ['prompt'],
    needs: ['instructions', '0'],
    words: ['import marvin', 'from marvin'],
  },
  {
    library: 'dspy',
    vendor: null,
    calls:
      'dspy.predict dspy.chainofthought dspy.react dspy.programofthought dspy.chainofthoughtwithhint',
    positional: ['prompt'],
    defines: 'template',
  },
  {
    library: 'langchain',
    vendor: null,
    calls: 'run arun',
    positional: ['prompt'],
    receiver: 'model',
    variables: true,
    words: ['langchain'],
  },
  {
    library: 'agents',
    vendor: null,
    calls:
      'run runsync runstream runstreamed iter ask astream arun printresponse aprintresponse sendmessage',
    positional: ['prompt'],
    prompt: ['user_prompt', 'task', 'input', 'message'],
    receiver: 'known',
  },
  {
    library: 'langchain',
    vendor: null,
    calls:
      'invoke ainvoke stream astream batch abatch predict apredict predictmessages call acall run arun',
    positional: ['prompt'],
    receiver: 'model',
    variables: true,
  },
  {
    library: 'llamaindex',
    vendor: null,
    calls:
      'complete acomplete streamcomplete astreamcomplete chat achat streamchat astreamchat structuredpredict',
    positional: ['prompt'],
    receiver: 'model',
  },
  {
    library: 'autogen',
    vendor: null,
    calls: 'create createstream',
    positional: ['prompt'],
    receiver: 'model',
    words: ['autogen'],
  },
  {
    library: 'lmstudio',
    vendor: null,
    calls: 'respond act',
    positional: ['prompt'],
    receiver: 'model',
    words: ['lmstudio', 'lms-', 'LMStudio'],
  },
  {
    library: 'llphant',
    vendor: null,
    calls:
      'generatetext generatetextorreturnfunctioncalled generatestreamoftext generatechat generatechatorreturnfunctioncalled generatechatstream',
    positional: ['prompt'],
    receiver: 'model',
    words: ['LLPhant'],
  },
  {
    library: 'llm',
    vendor: null,
    calls: 'generate prompt generatecontent generateasync',
    positional: ['prompt'],
    prompt: ['prompts'],
    receiver: 'model',
  },
  {
    library: 'eino',
    vendor: null,
    calls: 'prompt.frommessages',
    positional: ['skip', 'rest'],
    words: ['cloudwego/eino'],
    defines: 'template',
  },
  {
    library: 'langchain',
    vendor: null,
    calls:
      'chatprompttemplate chatprompttemplate.frommessages chatprompttemplate.fromtemplate prompttemplate prompttemplate.fromtemplate fewshotprompttemplate chatprompttemplate.frompromptmessages systemmessageprompttemplate.fromtemplate humanmessageprompttemplate.fromtemplate richprompttemplate promptbuilder chatpromptbuilder',
    positional: ['prompt'],
    prompt: ['template', 'messages', 'prompt_messages'],
    needs: ['template', 'messages', 'prompt_messages', '0'],
    defines: 'template',
  },
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

/** The rows whose dotted name ends a callee, in the order of the table. */
export function sendersOf(path: readonly string[]): readonly Sender[] {
  const own = path.map(bare);
  const rows = BY_LAST.get(own.at(-1) ?? '') ?? [];
  return rows
    .filter((r) => r.path.every((part, i) => own[own.length - r.path.length + i] === part))
    .map((r) => r.sender);
}
