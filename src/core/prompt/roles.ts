import type { PromptPiece } from './model';
import { pathOf } from './resolve';
import type { Entry } from './syntax/value';

/** Who says a piece of a prompt. */
export type Role = PromptPiece['role'];

/** Roles as the vendors and frameworks spell them. */
const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  chatbot: 'assistant',
  tool: 'tool',
  function: 'tool',
};

/** The role a vendor's or a framework's word stands for (`developer`, `HumanMessage`, `Role.USER`); null for other words. */
export function roleOf(word: string): Role | null {
  const key = word
    .slice(word.lastIndexOf('.') + 1)
    // `ResponseItem.CreateUserMessageItem("...")`, `ai.NewSystemTextMessage("...")`
    .replace(/(?<=Message)Item$|(?<=[a-z])Text(?=Message$)/, '')
    .replace(/^@|^(?:from|add|new|create|of)_|_message$/g, '')
    .replace(
      /^(?:ChatMessageRole|ChatMessageType|ChatCompletionRequest|ChatRequest|ChatRole|New|Chat|Create|[Aa]dd|from|of)(?=[A-Z])/,
      '',
    )
    .replace(
      /(?:Chat|Prompt|Request|Completion)?(?:Message|PromptTemplate|Turn|Args|Param|Content){0,3}$/,
      '',
    )
    .toLowerCase();
  return Object.hasOwn(ROLES, key) ? ROLES[key]! : null;
}

/** The role that is given before the content (`TextParts(llms.ChatMessageTypeSystem, "...")`). */
export function roleGiven([first, second]: readonly Entry[]): Role | null {
  if (first?.name !== null || second === undefined) return null;
  const { value } = first;
  const path = pathOf(value);
  return /Role|MessageType/.test(path.join('.')) ? roleOf(path.at(-1) ?? '') : null;
}
