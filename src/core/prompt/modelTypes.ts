import { declaredAs } from './declared';
import type { Program } from './syntax/value';

/** Types of models, chains and engines that answer, in any language; a model of embeddings or images is none. */
const TYPE =
  /\b(?:\w{0,40}(?:ChatModel|LanguageModel|ChatEngine|QueryEngine|LLM|Llm)|Chat(?:OpenAI|Anthropic|Ollama|Groq|Mistral|Cohere|Google|Vertex|Bedrock)\w{0,30}|AzureChatOpenAI|LanguageModelSession|llms\.Model)\b/g;
const ONLY_TYPE = new RegExp(`^${TYPE.source}$`);

const known = new WeakMap<Program, ReadonlyMap<string, string>>();

/** Whether a variable, parameter or field of a document is declared to be a model. */
export function isDeclaredModel(name: string, program: Program): boolean {
  const names = known.get(program) ?? declaredAs(program.text, TYPE);
  known.set(program, names);
  return names.has(name);
}

/** Whether a word is the name of a type of models. */
export const isModelType = (word: string): boolean => ONLY_TYPE.test(word);
