import type { PromptMessage } from '../model/trace';

/** UTF-16 offsets into the document it was found in; `end` exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What of a document was taken as the prompt. */
export type PromptKind =
  'selection' | 'document' | 'promptFile' | 'messages' | 'request' | 'call' | 'string' | 'trace';

/** How the text of a document is read; everything that is not code or data is `text`. */
export type DocumentLanguage = 'text' | 'json' | 'yaml' | 'javascript' | 'python' | 'other';

/** One message of a prompt with the place of its text. `range` is null where it stands elsewhere or nowhere in the document. */
export interface PromptPiece extends PromptMessage {
  readonly range: TextRange | null;
}

/** `name=value`, `name: value` or `"name": value` of a call or request body. */
export interface CallParameter {
  readonly name: string;
  /** The value where it is a literal; `undefined` where it is an expression. */
  readonly value: string | number | boolean | null | undefined;
  readonly nameRange: TextRange;
  readonly valueRange: TextRange;
  /** What to delete to remove the parameter: from its name to the following comma and white space. */
  readonly range: TextRange;
}

/** A value of a request as it is written; ranges are UTF-16 offsets into the document. */
export interface RequestValue {
  readonly kind:
    'string' | 'number' | 'boolean' | 'null' | 'list' | 'record' | 'call' | 'name' | 'other';
  readonly range: TextRange;
  /** The value of a constant, also behind a name; `undefined` for what is no constant and for long texts. */
  readonly literal: string | number | boolean | null | undefined;
  /** What is called (`types.ThinkingConfig`), or the name itself. */
  readonly name: string | null;
  /** Of a record its entries, of a call its arguments, of a list its items. */
  readonly members: readonly RequestArgument[];
  /** Where the value of a name stands in this document; null where it is no name or not known. */
  readonly declared: TextRange | null;
}

/** `name=value`, `name: value` or `"name": value`, at any depth of a request. */
export interface RequestArgument {
  /** Null for what has no name: list items, positional arguments. */
  readonly name: string | null;
  readonly nameRange: TextRange | null;
  /** What to delete to remove it: from its name to the following comma and white space. */
  readonly range: TextRange;
  readonly value: RequestValue;
}

/** The model that a request names. */
export interface RequestModel {
  readonly id: string;
  /** The value as it stands in the call (`MODEL`, `openai('gpt-4o')`, `"gpt-4o"`); null where the client or chain names it. */
  readonly written: TextRange | null;
  /** The literal that holds the id, quotes included, in this document: what a fix replaces. Null where it stands elsewhere. */
  readonly declared: TextRange | null;
}

/**
 * The request tree: the call (or request body) that sends a prompt, in one shape for all languages and libraries. Rules and
 * fixes are written over it. `arguments` are those of the call itself, of records given to it and of what these spread, in
 * order; builder chains (`.model(x).temperature(y)`) count as named arguments. Arguments whose value stands in another
 * document keep the ranges of the name here.
 */
export interface PromptCall {
  /** As written (`client.chat.completions.create`); null for a bare request body. */
  readonly callee: string | null;
  /** Id of the library in the table, null where the call is none of them. */
  readonly library: string | null;
  /** The API that is spoken to, by the client's address or the library: `openai`, `anthropic`, `azure`, `openrouter`; null where unknown. */
  readonly vendor: string | null;
  readonly range: TextRange;
  /** `arguments` that have a name, without depth. */
  readonly parameters: readonly CallParameter[];
  readonly arguments: readonly RequestArgument[];
  readonly model: RequestModel | null;
  /** Parameters that steer the reasoning, wherever they stand (`config.thinking_config.thinking_budget`), outer ones first. */
  readonly thinking: readonly {
    readonly path: readonly string[];
    readonly argument: RequestArgument;
  }[];
}

/** Something that the text of a prompt does not say. */
export interface PromptNote {
  /**
   * `longer-branch`: of a condition the longer text was taken. `attachments-uncounted`: images, sounds or files that are sent
   * beside the text. `tools-uncounted`: tool schemas that are sent too. `control-blocks`: loops and conditions of a template, counted once.
   * `chosen-settings`: a condition chooses the model or the effort, of which the first model and the highest effort are told.
   */
  readonly code:
    | 'longer-branch'
    | 'chosen-settings'
    | 'attachments-uncounted'
    | 'tools-uncounted'
    | 'control-blocks';
  /** How many; of tools the characters of their source. */
  readonly count: number;
}

/** A prompt found in a document: what will be sent, where it stands, and what the code near it says about the model. */
export interface FoundPrompt {
  readonly kind: PromptKind;
  readonly language: DocumentLanguage;
  readonly messages: readonly PromptPiece[];
  /** Expressions that are filled in at run time, as written, in order; they stand in the text as `{expression}`. */
  readonly placeholders: readonly string[];
  readonly call: PromptCall | null;
  /** Model id guessed from the call or the code near it. */
  readonly model: string | null;
  readonly effort: string | null;
  /** The output cap that the call, or what made its model, sets wherever it stands; in tokens. Absent where it sets none or computes it. */
  readonly cap?: number;
  /** What is beside the text or was decided in reading it. */
  readonly notes?: readonly PromptNote[];
}

/** The prompt as one text: the messages in order, joined by a blank line. */
export function promptText(prompt: Pick<FoundPrompt, 'messages'>): string {
  return prompt.messages.map((m) => m.text).join('\n\n');
}

/** The output cap of a prompt's call, in tokens; null where it sets none or computes it. */
export const capOf = ({ cap }: FoundPrompt): number | null => cap ?? null;
