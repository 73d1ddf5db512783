import type { FileRecord, TraceDraft } from '../../format';
import type { PromptMessage } from '../../../model/trace';
import { roleOf } from '../../build/content';
import { draft, placeOf } from '../../build/draft';
import { harmonyMessages, type HarmonyMessage } from '../../build/harmony';
import { harmonyParts } from '../../build/tags';
import { partSegment } from '../../build/textSegments';

/** Harmony text: one trace for each run of assistant messages; what stands before it is its prompt. */
export function harmonyTraces(text: string, record: FileRecord): readonly TraceDraft[] {
  const traces: TraceDraft[] = [];
  const prompt: PromptMessage[] = [];
  let turn: HarmonyMessage[] = [];
  const close = () => {
    const place = placeOf(record);
    const segments = harmonyParts(turn).flatMap((part) => partSegment(text, part, place));
    const last = turn.at(-1);
    const truncated = last?.channel === 'analysis' && !last.closed;
    if (segments.length > 0) traces.push(draft({ prompt: [...prompt], segments, truncated }));
    for (const m of turn) {
      if (m.channel === 'final') prompt.push(spoken(text, m));
    }
    turn = [];
  };
  for (const message of harmonyMessages(text)) {
    if (['system', 'developer', 'user'].includes(message.role)) {
      close();
      prompt.push(spoken(text, message));
    } else {
      turn.push(message);
    }
  }
  close();
  return traces;
}

function spoken(text: string, message: HarmonyMessage): PromptMessage {
  return { role: roleOf(message.role), text: text.slice(message.start, message.end) };
}
