import { msg } from '../../../model/message';
import type { FileRecord, Format } from '../../format';
import { Conversation } from '../../build/conversation';
import { parsed, placeOf, segment, type RecordedPlace } from '../../build/draft';
import { itemsOf } from '../../build/records';
import type { TraceBuilder } from '../../build/traceBuilder';
import { at, has, isObject, list, num, text, time } from '../../../text/json';

/**
 * The activities of a session of Jules (`GET /v1alpha/sessions/ID/activities`, jules.google/docs/api/reference/activities): what the
 * user and the agent said, its plan and its progress, the commands that it ran and its patch. What it did up to the next words of the
 * user is one trace, as no single call of the model is told.
 */
export const jules: Format = {
  id: 'jules',
  title: msg('Activities of Jules'),
  unit: 'file',
  detect: ({ records }) => activitiesOf(records).some(({ value }) => isActivity(value)),
  parse(records) {
    const reader = new ActivityReader();
    for (const activity of activitiesOf(records)) reader.push(activity);
    reader.end();
    return parsed(...reader.conversation.build());
  },
};

function activitiesOf(records: readonly FileRecord[]): readonly FileRecord[] {
  return itemsOf(records).flatMap((item) => {
    const activities = list(item.value, 'activities');
    return activities.length === 0 ? [item] : activities.map((value) => ({ ...item, value }));
  });
}

const EVENTS = ['planGenerated', 'userMessaged', 'agentMessaged', 'progressUpdated'];

function isActivity(value: unknown): boolean {
  const isNamed = text(value, 'originator') !== null && text(value, 'createTime') !== null;
  return isNamed && EVENTS.some((key) => isObject(at(value, key)));
}

class ActivityReader {
  readonly conversation = new Conversation();
  #open: TraceBuilder | null = null;
  #calls = 0;
  /** A patch is against the commit that the session began with: the last one holds all changes. */
  #patch: { readonly words: string; readonly where: RecordedPlace } | null = null;

  push(activity: FileRecord): void {
    const { value } = activity;
    const where = placeOf(activity, time(value, 'createTime'));
    const asked = text(value, 'userMessaged', 'userMessage');
    if (asked !== null) {
      this.#open = null;
      this.conversation.prompt('user', asked);
    }
    const steps = list(value, 'planGenerated', 'plan', 'steps').map(titled);
    const progress = at(value, 'progressUpdated');
    const told = [...steps, ...(isObject(progress) ? [titled(progress)] : [])].join('\n');
    if (told !== '') this.#trace(where.at).add([segment.commentary(told, where)]);
    const answer = text(value, 'agentMessaged', 'agentMessage');
    if (answer !== null) this.#trace(where.at).answer(answer, where);
    for (const artifact of list(value, 'artifacts')) this.#artifact(artifact, where);
    if (has(value, 'sessionFailed') && this.#open !== null) this.#open.finishReason = 'error';
  }

  end(): void {
    const patch = this.#patch;
    const id = String(this.#calls);
    if (patch !== null)
      this.#trace(patch.where.at).toolCall('apply_patch', patch.words, id, patch.where);
  }

  #artifact(artifact: unknown, where: RecordedPlace): void {
    const bash = at(artifact, 'bashOutput');
    const words = text(artifact, 'changeSet', 'gitPatch', 'unidiffPatch');
    if (words !== null) this.#patch = { words, where };
    if (!isObject(bash)) return;
    const id = String(this.#calls++);
    const trace = this.#trace(where.at);
    trace.toolCall('bash', { command: at(bash, 'command') }, id, where);
    trace.toolResult(text(bash, 'output') ?? '', id, (num(bash, 'exitCode') ?? 0) !== 0, where);
  }

  #trace(startedAt: number | null): TraceBuilder {
    if (this.#open !== null) return this.#open;
    this.#open = this.conversation.begin();
    this.#open.timing = { startedAt };
    return this.#open;
  }
}

/** A step of a plan, or a progress, with its title. */
function titled(step: unknown): string {
  const parts = [text(step, 'title'), text(step, 'description')];
  return parts.filter((part) => part !== null).join(': ');
}
