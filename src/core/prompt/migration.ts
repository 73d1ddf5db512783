import rules from './migration.data.json';
import { say } from '../model/sentence';
import type { ModelFacts } from '../estimate/modelFacts';
import type { Change, ModelChoice } from '../estimate/model';
import { callChecks } from './callChecks';
import type { CallNeeds } from './callChecks';
import type { FoundPrompt } from './model';
import { promptCues } from './promptCues';

/** A prompt without code around it: one user message that is the whole document. */
export function plainPrompt(text: string): FoundPrompt {
  return {
    kind: 'document',
    language: 'text',
    messages: [{ role: 'user', text, range: { start: 0, end: text.length } }],
    placeholders: [],
    call: null,
    model: null,
    effort: null,
  };
}

/** Where the role of a message is written: `"role": "system"` before its text. */
function roleRange(
  document: string,
  before: number,
  role: string,
): { start: number; end: number } | null {
  const from = Math.max(0, before - 200);
  const near = document.slice(from, before);
  const match = [...near.matchAll(/["']?role["']?\s*[:=]\s*["'](\w+)["']/g)].at(-1);
  if (match?.[1] !== role) return null;
  const start = from + match.index + match[0].lastIndexOf(role);
  return { start, end: start + role.length };
}

function roleChanges(found: FoundPrompt, document: string, facts: ModelFacts): readonly Change[] {
  const system = found.messages.find((m) => m.role === 'system');
  const last = found.messages.at(-1);
  const list: Change[] = [];
  if (system !== undefined && /^o1-(?:mini|preview)/.test(facts.id)) {
    list.push({
      code: 'system-role',
      message: say('{0} takes no system message: move it into the user message', facts.id),
      evidence: rules.roles.noSystem,
      range: system.range,
    });
  } else if (system !== undefined && facts.lab === 'openai' && found.call !== null) {
    const range = roleRange(document, system.range?.start ?? 0, 'system');
    list.push({
      code: 'developer-role',
      message: say('Reasoning models call the system message “developer”; “system” still works'),
      evidence: rules.roles.developer,
      range,
      ...(range === null
        ? {}
        : { quickFix: { title: say('Rename the role to developer'), newText: 'developer' } }),
    });
  } else if (system !== undefined && facts.family === 'deepseek-r1') {
    list.push({
      code: 'system-role',
      message: say('DeepSeek-R1 works better with all instructions in the user message'),
      evidence: rules.roles.r1,
      range: system.range,
    });
  }
  if (last?.role === 'assistant' && found.messages.length > 1 && facts.lab === 'anthropic') {
    list.push({
      code: 'prefill',
      message: say('{0} refuses a pre-filled answer while it thinks', facts.id),
      evidence: rules.roles.prefill,
      range: last.range,
    });
  }
  return list;
}

/**
 * What must change in a prompt and its call for a reasoning model: cue words, worked examples, roles, parameters, caps,
 * tool loops, patience; each with its source and year, and an edit where it is mechanical. Empty for a plain LLM.
 * Ranges are UTF-16 offsets into `document`, in document order, those without a place last.
 */
export function migrationChanges(
  found: FoundPrompt,
  document: string,
  facts: ModelFacts,
  to: ModelChoice,
  needs: CallNeeds = { suggestedCap: null, slowSeconds: null },
): readonly Change[] {
  if (facts.reasons === 'never' || to.effort === 'off') return [];
  const at = (c: Change) => c.range?.start ?? Infinity;
  return [
    ...promptCues(found, document, facts.lab),
    ...roleChanges(found, document, facts),
    ...callChecks(found, document, facts, to, needs),
  ].sort((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)));
}
