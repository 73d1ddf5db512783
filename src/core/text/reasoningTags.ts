/**
 * How far a tag may be trusted: `document` it hardly means anything else, so that a first line with it tells the
 * language of a file; `block` at the start of a line it is a block of reasoning in any document; `output` only in what
 * a model is known to have written.
 */
export type TagTrust = 'document' | 'block' | 'output';

/** What a family of models puts around its reasoning. */
export interface ReasoningTag {
  readonly family: string;
  readonly open: string;
  readonly close: string;
  readonly trust: TagTrust;
  /** Chat templates put the opening tag into the prompt, so that a closing tag alone ends reasoning. */
  readonly closesAlone: boolean;
  /** The models that write it, and where that is to be read. */
  readonly source: string;
}

/** An XML-like pair. */
const pair = (
  name: string,
  trust: TagTrust,
  closesAlone: boolean,
  source: string,
): ReasoningTag => ({
  family: name,
  open: `<${name}>`,
  close: `</${name}>`,
  trust,
  closesAlone,
  source,
});

/**
 * Every tag of reasoning, the one table from which the reader, the blocks of the editor, the grammars and the
 * language's first line are made (`node scripts/grammar.mjs`). Seen in the named projects in November 2026.
 */
export const REASONING_TAGS: readonly ReasoningTag[] = [
  pair(
    'think',
    'document',
    true,
    'DeepSeek R1, QwQ, Qwen3, GLM, MiniMax M2, Phi-4: chat templates',
  ),
  pair('thinking', 'block', true, 'Cline, prompts for Claude'),
  pair('thought', 'block', true, 'EXAONE Deep: chat template'),
  pair('seed:think', 'document', true, 'Seed-OSS: vLLM seedoss_reasoning_parser'),
  pair('mm:think', 'document', true, 'MiniMax M3: vLLM issues 46042, 50549'),
  pair('longcat_think', 'document', true, 'LongCat: vLLM LongcatReasoningParser'),
  pair('think_fast', 'document', true, 'LLM360 K2-V2-Instruct: chat template, medium effort'),
  pair('think_faster', 'document', true, 'LLM360 K2-V2-Instruct: chat template, low effort'),
  pair('reasoning', 'output', false, 'GRPO recipes of TRL and Unsloth'),
  pair('reason', 'output', false, 'Open WebUI DEFAULT_REASONING_TAGS'),
  pair('reflection', 'output', false, 'Reflection 70B'),
  pair('Thought', 'output', false, 'Marco-o1; Open WebUI DEFAULT_REASONING_TAGS'),
  pair('antThinking', 'output', false, 'Claude, earlier system prompts'),
  pair('scratchpad', 'output', false, 'Hermes 4, prompts of Anthropic'),
  pair('inner_monologue', 'output', false, 'Hermes 4'),
  {
    family: 'kimi-vl',
    open: '◁think▷',
    close: '◁/think▷',
    trust: 'document',
    closesAlone: true,
    source: 'Kimi-VL: chat template',
  },
  {
    family: 'magistral',
    open: '[THINK]',
    close: '[/THINK]',
    trust: 'document',
    closesAlone: true,
    source: 'Magistral, Ministral 3, Nemotron Cascade: mistral-common',
  },
  {
    family: 'begin_of_thought',
    open: '<|begin_of_thought|>',
    close: '<|end_of_thought|>',
    trust: 'document',
    closesAlone: true,
    source: 'Sky-T1, Bespoke-Stratos, OpenThoughts: data sets',
  },
  {
    family: 'cohere',
    open: '<|START_THINKING|>',
    close: '<|END_THINKING|>',
    trust: 'document',
    closesAlone: true,
    source: 'Command A Reasoning, Command R7B: llama.cpp common/chat.cpp',
  },
  {
    family: 'start_thinking',
    open: '<|start_thinking|>',
    close: '<|end_thinking|>',
    trust: 'document',
    closesAlone: true,
    source: 'Vikhr tool planning: model card',
  },
  {
    family: 'medgemma',
    open: '<unused94>thought',
    close: '<unused95>',
    trust: 'document',
    closesAlone: true,
    source: 'MedGemma: notebooks of Google Health',
  },
  {
    family: 'pangu',
    open: '[unused16]',
    close: '[unused17]',
    trust: 'document',
    closesAlone: true,
    source: 'openPangu Embedded and R: the parsing of its model cards',
  },
  {
    family: 'gemma',
    open: '<|channel>thought',
    close: '<channel|>',
    trust: 'document',
    closesAlone: false,
    source: 'Gemma 4: chat template',
  },
  {
    family: 'solar',
    open: '<|think|>',
    close: '<|end|>',
    trust: 'output',
    closesAlone: false,
    source: 'Solar Open: vLLM solar_open_reasoning_parser',
  },
  {
    family: 'apertus',
    open: '<|inner_prefix|>',
    close: '<|inner_suffix|>',
    trust: 'document',
    closesAlone: false,
    source: 'Apertus: chat template',
  },
  {
    family: 'apriel',
    open: 'Here are my reasoning steps:',
    close: '[BEGIN FINAL RESPONSE]',
    trust: 'output',
    closesAlone: true,
    source: 'Apriel 1.5 and 1.6 Thinker: chat template',
  },
  {
    family: 'granite',
    open: 'Here is my thought process:',
    close: 'Here is my response:',
    trust: 'output',
    closesAlone: false,
    source: 'Granite 3.2: vLLM granite_reasoning_parser',
  },
  {
    family: 'granite',
    open: "Here's my thought process:",
    close: "Here's my response:",
    trust: 'output',
    closesAlone: false,
    source: 'Granite 3.2: vLLM granite_reasoning_parser',
  },
  {
    family: 'llama-cli',
    open: '[Start thinking]',
    close: '[End thinking]',
    trust: 'block',
    closesAlone: false,
    source: 'what llama-cli of llama.cpp prints',
  },
  {
    family: 'ollama-run',
    open: 'Thinking...\n',
    close: '\n...done thinking.',
    trust: 'output',
    closesAlone: false,
    source: 'what `ollama run` prints',
  },
];

/** What wraps the answer after reasoning, in the families that do. The close may be missing. */
export const ANSWER_TAGS: readonly (readonly [open: string, close: string])[] = [
  ['<|begin_of_solution|>', '<|end_of_solution|>'],
  ['<|START_RESPONSE|>', '<|END_RESPONSE|>'],
  ['<|START_TEXT|>', '<|END_TEXT|>'],
  ['<response>', '</response>'],
  ['<answer>', '</answer>'],
  ['<|content|>', '<|flush|>'],
  ['<Output>', '</Output>'],
  ['<output>', '</output>'],
];

/** A text for a regular expression that matches it literally. */
export function escaped(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** A source of a regular expression that matches any of the texts, longer ones first. */
export function anyOf(literals: readonly string[]): string {
  return [...new Set(literals)]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');
}
