import { useEffect, useState } from 'preact/hooks';
import type { Edit, Session } from '../../core/model/session';
import { coarseKind, STEP_KINDS } from '../../core/steps/kinds';
import type { TraceOutline } from '../../protocol/traceData';
import { stepNumber } from '../ui/format';
import { KindGlyph } from '../ui/icons';
import { kindLabel } from '../ui/kinds';
import { t } from '../ui/l10n';
import { plainLine } from '../ui/plainLine';
import type { SessionModel } from './sessionModel';
import type { SessionContext, SessionPage } from './sessionPage';
import { traceOf } from './traceOf';

/** Who walks through the list with the arrows asks for nothing in between. */
const REST_MS = 250;

/** What comes of a question once the selection rests; `null` until then. */
function useAnswer<T>(ask: () => Promise<T | null>, inputs: readonly unknown[]): T | null {
  const [answer, setAnswer] = useState<T | null>(null);
  useEffect(() => {
    let gone = false;
    setAnswer(null);
    const timer = setTimeout(() => {
      void ask().then((next) => {
        if (!gone) setAnswer(() => next);
      });
    }, REST_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, inputs);
  return answer;
}

interface OfTool {
  readonly page: SessionPage;
  readonly model: SessionModel;
  readonly tool: number;
}

/** The last step of reasoning before an edit, in its call or an earlier one of its turn. */
export function ThoughtBefore({ page, model, tool }: OfTool) {
  const { session } = model;
  const facts = session.tools[tool]!;
  const call = thinkingCall(session, facts.call);
  const of = call === null ? null : traceOf(session, session.calls[call]!);
  const outline = useAnswer<TraceOutline>(
    () => (of === null ? Promise.resolve(null) : page.context.outline(of)),
    [page, of?.file, of?.trace],
  );
  const step = outline && lastStep(outline, call === facts.call ? facts.segment : null);
  if (of === null || outline === null || step === null) return null;
  const kind = coarseKind(STEP_KINDS[outline.steps.kind[step]!]!);
  return (
    <section>
      <h3>
        {t('Thought before')}{' '}
        {call !== null && call !== facts.call && (
          <span class="muted">{t('call {0}', model.labels[call]!)}</span>
        )}
      </h3>
      <button type="button" class="session-step" onClick={() => page.context.openTrace(of, step)}>
        <span class="no">{stepNumber(step)}</span>
        <KindGlyph kind={kind} />
        <span class="visually-hidden">{kindLabel(kind)}</span>
        <span class="session-step-text" title={outline.lines[step]}>
          {plainLine(outline.lines[step] ?? '')}
        </span>
      </button>
    </section>
  );
}

/** The call itself, else the last one before it in its turn with reasoning to read, of the same agent. */
function thinkingCall({ calls, turns }: Session, own: number): number | null {
  const { turn, agent } = calls[own]!;
  const before = turns[turn]!.calls.filter((call) => call <= own && calls[call]!.agent === agent);
  return before.findLast((call) => calls[call]!.reasoningChars > 0) ?? null;
}

/** The step before a segment, or the last one. */
function lastStep({ items, steps }: TraceOutline, segment: number | null): number | null {
  const count = steps.kind.length;
  const item = items.find(({ kind, source }) => kind === 'toolCall' && source === segment);
  const before = item?.before ?? count;
  return before === 0 ? null : before - 1;
}

/** What is asked about an edit. */
export type EditQuestions = Pick<SessionContext, 'openEdit' | 'editStanding'>;

interface OfEdit {
  readonly context: EditQuestions;
  readonly folder: string | null;
  readonly edit: Edit;
  readonly at: number | null;
}

/** How much of an edit still stands in its file, where that is in an open folder. */
export function Standing({ context, folder, edit, at }: OfEdit) {
  const words = useAnswer(() => context.editStanding(edit, folder, at), [edit, folder]);
  return words === null ? null : <p class="muted">{words}</p>;
}
