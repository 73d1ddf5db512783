import type { Sender } from './sender';

const SYSTEM_ARGUMENTS = [
  'instructions',
  'instruction',
  'system_prompt',
  'system',
  'system_message',
  'prompt',
  'role',
];

/** Any other class whose name says that it is an agent (`GPTAssistantAgent`), told what to do by an argument that only agents have. */
export const ANY_AGENT: Sender = {
  library: 'agents',
  vendor: null,
  calls: '',
  needs: ['instructions', 'instruction', 'system_prompt', 'system_message', 'preamble'],
  system: SYSTEM_ARGUMENTS,
  defines: 'agent',
};

/** Words of a document that uses Anthropic's agent SDK, or Claude Code's, its name before. */
const CLAUDE_AGENT = [
  'claude_agent_sdk',
  'claude-agent-sdk',
  'claude_code_sdk',
  '@anthropic-ai/claude-code',
];

/** Semantic Kernel's planners: they put their goal to a model. */
const PLANNERS = [
  'planner',
  'stepwiseplanner',
  'sequentialplanner',
  'actionplanner',
  'handlebarsplanner',
]
  .flatMap((p) =>
    ['executeasync', 'createplanasync', 'createplan', 'invoke'].map((m) => `${p}.${m}`),
  )
  .join(' ');

/** Programs of the terminal, as `syntax/shellCommands.ts` names their calls. */
export const COMMANDS: readonly Sender[] = [
  { library: 'claude-code', vendor: 'anthropic', calls: 'claude-print' },
  { library: 'codex', vendor: 'openai', calls: 'codex-exec' },
  { library: 'gemini-cli', vendor: 'google', calls: 'gemini-prompt' },
  { library: 'llm', vendor: null, calls: 'llm-prompt' },
  { library: 'ollama', vendor: 'ollama', calls: 'ollama-run' },
];

/** Frameworks whose agents, chains and templates send prompts; they come after the libraries of the vendors. */
export const FRAMEWORKS: readonly Sender[] = [
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
    library: 'agno',
    vendor: null,
    calls: 'agent team',
    needs: ['description'],
    system: ['description', ...SYSTEM_ARGUMENTS],
    words: ['from agno', 'from phi'],
    defines: 'agent',
  },
  {
    library: 'browser-use',
    vendor: null,
    calls: 'agent browseragent',
    needs: ['task'],
    prompt: ['task'],
    words: ['browser_use', 'browser-use'],
    defines: 'agent',
  },
  {
    library: 'agents',
    vendor: null,
    calls:
      'agent toolloopagent experimentalagent llmagent codeagent toolcallingagent multistepagent assistantagent functionagent reactagent chatagent realtimeagent chatcompletionagent conversableagent baseagent createreactagent createagent azureresponsesagent openairesponsesagent assistants.create createopenaifunctionsagent createdeepagent createtoolcallingagent agentconfig chatagentconfig chatmodelagentconfig agentoptions agentparams agentsettings aiagent aiagentconfig simplesinglerunagent simplechatagent',
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
    library: 'semantic-kernel',
    vendor: null,
    calls: PLANNERS,
    positional: ['prompt'],
    prompt: ['goal', 'ask'],
    words: ['SemanticKernel', 'semantic_kernel', 'semantickernel'],
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
    library: 'ruby_llm',
    vendor: null,
    calls: 'ask say',
    positional: ['prompt'],
    receiver: 'known',
    words: ['RubyLLM'],
  },
  {
    library: 'claude-agent-sdk',
    vendor: 'anthropic',
    calls: 'query',
    needs: ['prompt'],
    bodies: ['options'],
    words: CLAUDE_AGENT,
  },
  {
    library: 'claude-agent-sdk',
    vendor: 'anthropic',
    calls: 'query send',
    positional: ['prompt'],
    receiver: 'known',
    words: CLAUDE_AGENT,
  },
  {
    library: 'claude-agent-sdk',
    vendor: 'anthropic',
    calls: 'unstablev2prompt',
    positional: ['prompt'],
    words: CLAUDE_AGENT,
  },
  {
    library: 'copilot-sdk',
    vendor: null,
    calls: 'sendandwait sendandwaitasync',
    positional: ['prompt'],
    words: ['copilot', 'Copilot'],
  },
  {
    library: 'ai-sdk',
    vendor: null,
    calls: 'stream generate',
    needs: ['prompt', 'messages'],
    receiver: 'known',
    words: ["from 'ai'", 'from "ai"'],
  },
  {
    library: 'genkit',
    vendor: null,
    calls: 'ai.generate ai.generatestream',
    positional: ['prompt'],
    needs: ['0'],
    words: ['genkit'],
  },
  {
    library: 'genkit',
    vendor: null,
    calls:
      'genkit.generate genkit.generatetext genkit.generatedata genkit.generatestream genkit.generatedatastream',
    positional: ['agent'],
    options: true,
    needs: ['prompt', 'messages', 'system'],
    words: ['genkit/go'],
  },
  {
    library: 'genkit',
    vendor: null,
    calls: 'genkit.defineprompt',
    positional: ['agent', 'skip'],
    options: true,
    needs: ['prompt', 'messages', 'system'],
    words: ['genkit/go'],
    defines: 'agent',
  },
  {
    library: 'beeai',
    vendor: null,
    calls: 'create run createstructure',
    needs: ['messages'],
    receiver: 'model',
    words: ['beeai'],
  },
  {
    library: 'anthropic',
    vendor: 'anthropic',
    calls: 'messagecreateparams.new messagenewparams.new createmessageparams.new',
    positional: ['model', 'skip', 'prompt'],
    needs: ['0'],
    words: ['anthropic', 'claude'],
  },
  {
    library: 'agents',
    vendor: null,
    calls:
      'run runsync runasync runstream runstreamed iter ask astream arun printresponse aprintresponse sendmessage',
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
    calls:
      'generate prompt generatecontent generateasync structuredprompt structuredpromptdyn structuredoutput',
    positional: ['prompt'],
    prompt: ['prompts'],
    receiver: 'model',
  },
  {
    library: 'koog',
    vendor: null,
    calls: 'execute executestreaming',
    positional: ['prompt', 'model'],
    words: ['ai.koog'],
  },
  {
    library: 'autogen',
    vendor: null,
    calls: 'initiatechat ainitiatechat',
    positional: ['agent'],
    prompt: ['message'],
    words: ['autogen'],
  },
  {
    library: 'langchain',
    vendor: null,
    calls: 'fewshotprompttemplate',
    prompt: ['prefix', 'suffix'],
    needs: ['prefix', 'suffix'],
    defines: 'template',
  },
  {
    library: 'eino',
    vendor: null,
    calls: 'runner.query runner.run',
    positional: ['prompt'],
    words: ['cloudwego/eino'],
  },
  {
    library: 'prism',
    vendor: null,
    calls: 'prism.text prism.structured',
    needs: ['prompt', 'messages', 'systemprompt'],
    words: ['Prism'],
  },
  {
    library: 'ruby_llm',
    vendor: null,
    calls: 'rubyllm.chat',
    prompt: ['ask', 'say'],
    needs: ['ask', 'say'],
    words: ['RubyLLM'],
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
