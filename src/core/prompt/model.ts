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
export type DocumentLanguage = 'text' | 'json' | 'javascript' | 'python';

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

/** The call (or request body) that sends the prompt. */
export interface PromptCall {
  /** As written (`client.chat.completions.create`); null for a bare request body. */
  readonly callee: string | null;
  readonly range: TextRange;
  readonly parameters: readonly CallParameter[];
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
}

/** The prompt as one text: the messages in order, joined by a blank line. */
export function promptText(prompt: Pick<FoundPrompt, 'messages'>): string {
  return prompt.messages.map((m) => m.text).join('\n\n');
}
