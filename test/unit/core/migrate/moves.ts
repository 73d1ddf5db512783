import { parser as javascriptParser } from '@lezer/javascript';
import { parser as jsonParser } from '@lezer/json';
import { parser as pythonParser } from '@lezer/python';
import { makeCatalogue } from '../../../../src/core/estimate/catalogue';
import { parseChoice } from '../../../../src/core/estimate/effort';
import type { Change } from '../../../../src/core/estimate/model';
import { migrationChanges } from '../../../../src/core/migrate/changes';
import { applied } from '../../../../src/core/migrate/edits';
import { findPrompts } from '../../../../src/core/prompt/find';
import type { FoundPrompt, PromptCall, RequestValue } from '../../../../src/core/prompt/model';

export const catalogue = makeCatalogue();

/** The prompts of a source file. */
export const promptsIn = (text: string, fileName: string): readonly FoundPrompt[] =>
  findPrompts({ text, languageId: '', fileName });

/** What must change in a prompt for `MODEL[:EFFORT]`. */
export function changesFor(found: FoundPrompt, text: string, to: string): readonly Change[] {
  const choice = parseChoice(to);
  const named = found.call?.model?.id;
  return migrationChanges(found, text, {
    from: named === undefined ? null : catalogue.find(named),
    facts: catalogue.find(choice.model),
    choice,
  });
}

/** A document with every distinct fix made. */
export function fixedWith(text: string, changes: readonly Change[]): string {
  const fixes = new Map(
    changes.flatMap((c) =>
      c.quickFix === undefined ? [] : [[JSON.stringify(c.quickFix.edits), c.quickFix.edits]],
    ),
  );
  return applied(text, [...fixes.values()].flat());
}

/** The fix that all findings of the call share. */
export const callFix = (changes: readonly Change[]): NonNullable<Change['quickFix']> | undefined =>
  changes.find((c) => c.quickFix !== undefined && !/cue|examples/.test(c.code))?.quickFix;

/** Places at which the grammar of a file's language finds an error. */
export function parseErrors(text: string, fileName: string): readonly number[] {
  const parser = fileName.endsWith('.py')
    ? pythonParser
    : fileName.endsWith('.json')
      ? jsonParser
      : javascriptParser.configure({ dialect: fileName.endsWith('x') ? 'jsx ts' : 'ts' });
  const errors: number[] = [];
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) errors.push(node.from);
    },
  });
  return errors;
}

function valueOf(value: RequestValue): unknown {
  if (value.kind === 'list') return value.members.map((m) => valueOf(m.value));
  if (
    value.kind === 'record' ||
    (value.kind === 'call' && value.members.some((m) => m.name !== null))
  )
    return Object.fromEntries(
      value.members.flatMap((m) => (m.name === null ? [] : [[m.name, valueOf(m.value)]])),
    );
  return value.literal === undefined ? '…' : value.literal;
}

/** What a client keeps to itself. */
const OF_CLIENT = /^(?:timeout|extra_headers|abortSignal|headers|method)$/;

/** The body that a call would send, what only the running program knows as `…`. */
export function bodyOf(call: PromptCall): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const { name, value } of call.arguments) {
    if (name === null || OF_CLIENT.test(name)) continue;
    if (name === 'extra_body') Object.assign(body, valueOf(value));
    else body[name] = valueOf(value);
  }
  if (call.model !== null) body['model'] ??= call.model.id;
  if (body['model'] === '…') body['model'] = call.model?.id;
  return body;
}
