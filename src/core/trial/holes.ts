import { namedHoles, templateHoles } from '../prompt/templates';
import type { FoundPrompt } from '../prompt/model';
import type { PromptMessage } from '../model/trace';
import type { TrialPrompt } from './model';

/** Every way in which a hole is written; the name is in one of the groups. A brace more on one side only is text. */
const FORMS =
  /\{\{\{-?([^{}\n]{1,100})\}\}\}|\{\{-?([^{}\n]{1,100})\}\}|\$\{([^{}\n]{1,100})\}|<%=([^%\n]{1,100})%>|\{([^{}\n]{1,200})\}/g;

const FORM_COUNT = 5;

/** A found prompt as a trial keeps it. Names in one pair of braces count where there are no others (`{name}`). */
export function trialPrompt(found: FoundPrompt, file: string | null): TrialPrompt {
  const text = found.messages.map((m) => m.text).join('\n');
  const known = [...new Set([...found.placeholders, ...templateHoles(text)])];
  return {
    file,
    holes: known.length > 0 ? known : namedHoles(text),
    messages: found.messages.map(({ role, text: words }) => ({ role, text: words })),
  };
}

/** The messages that are sent for a case: each hole filled once, so that braces inside a value stay text. */
export function filledMessages(
  { messages, holes }: TrialPrompt,
  values: Readonly<Record<string, string>>,
): readonly PromptMessage[] {
  const known = new Set(holes);
  return messages.map(({ role, text }) => ({
    role,
    text: text.replace(FORMS, (whole, ...groups: readonly unknown[]) => {
      const name = holeOf(groups);
      return known.has(name) && Object.hasOwn(values, name) ? (values[name] ?? '') : whole;
    }),
  }));
}

/** A template in parts: text as it is, and the holes between, in order. */
export function templateParts(
  template: string,
  holes: readonly string[],
): readonly ({ readonly text: string } | { readonly hole: string })[] {
  const known = new Set(holes);
  const parts: ({ text: string } | { hole: string })[] = [];
  let at = 0;
  for (const match of template.matchAll(FORMS)) {
    const hole = holeOf(match.slice(1));
    if (!known.has(hole)) continue;
    if (match.index > at) parts.push({ text: template.slice(at, match.index) });
    parts.push({ hole });
    at = match.index + match[0].length;
  }
  if (at < template.length) parts.push({ text: template.slice(at) });
  return parts;
}

/** The name in whichever form it was written. */
function holeOf(groups: readonly unknown[]): string {
  const written = groups.slice(0, FORM_COUNT).find((g) => typeof g === 'string');
  return typeof written === 'string' ? written.trim() : '';
}

/** Name of a hole or column as people would match them: `user.Full_Name` and `full name` are one. */
export function plainName(name: string): string {
  const last = name
    .replace(/^(?:input|env|user|data|row|item|vars|inputs|ctx|context)[.:[\]"']{1,3}/i, '')
    .replace(/\|.*$/s, '');
  return last.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** For each hole the column that fills it: of the same name, else of one that reads the same; `null` without one. */
export function matchColumns(
  holes: readonly string[],
  columns: readonly string[],
): ReadonlyMap<string, string | null> {
  return new Map(
    holes.map((hole) => {
      const same = columns.find((c) => c === hole);
      const alike = columns.filter((c) => plainName(c) === plainName(hole));
      return [hole, same ?? (alike.length === 1 ? alike[0]! : null)];
    }),
  );
}

/** Whether two trials send the same words. */
export const isSamePrompt = (a: TrialPrompt, b: TrialPrompt): boolean =>
  JSON.stringify(a.messages) === JSON.stringify(b.messages);
