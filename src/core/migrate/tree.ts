import type { PromptCall, RequestArgument, RequestValue } from '../prompt/model';

/** The dotted name of what is called, in any language and layout: `client.chat().completions().create`, a call over two lines. */
export const calledPath = ({ callee }: PromptCall): string =>
  (callee ?? '').replace(/\s+|\(\)/g, '').replace(/::|->|[?!]\./g, '.');

/** `topP`, `top_p` and `TopP` are one parameter. */
export const bareName = (name: string): string => name.replace(/_/g, '').toLowerCase();

const PASSED_THROUGH = new Set(['extrabody']);

function within(args: readonly RequestArgument[], path: readonly string[]): RequestArgument[] {
  const [name, ...rest] = path;
  return args.flatMap((a) => {
    if (a.name === null) return [];
    const own = bareName(a.name);
    if (PASSED_THROUGH.has(own) && own !== bareName(name ?? ''))
      return within(a.value.members, path);
    if (own !== bareName(name ?? '')) return [];
    return rest.length === 0 ? [a] : within(a.value.members, rest);
  });
}

/** The arguments of a call at a path (`thinking.budget_tokens`), `extra_body` passed through. */
export const argumentsAt = (call: PromptCall, path: string): readonly RequestArgument[] =>
  within(call.arguments, path.split('.'));

/** The first argument that is found at one of the paths. */
export const argumentAt = (
  call: PromptCall,
  paths: readonly string[],
): RequestArgument | undefined => paths.flatMap((p) => argumentsAt(call, p))[0];

/** The text of a value, or the last word of a constant (`ThinkingLevel.HIGH`); null for other values. */
export function wordOf({ kind, literal, name }: RequestValue): string | null {
  if (typeof literal === 'string') return literal;
  return kind === 'name' && literal === undefined ? (name?.split(/[._]/).at(-1) ?? null) : null;
}
