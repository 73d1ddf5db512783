import { useEffect } from 'preact/hooks';
import { t } from '../ui/l10n';
import { nextStep, stepBefore } from './rows';
import type { PageState } from './pageState';
import type { TraceSession } from './session';
import type { TraceModel } from './traceModel';
import { select, selectedStep } from './selection';

/** Tokens a second at speed 1: a brisk reading pace, bounded below so that short steps can be seen. */
const TOKENS_PER_SECOND = 60;
const LEAST_SECONDS = 0.4;
const MOST_SECONDS = 4;

/** How long playback stays at a step, in milliseconds. Speed 0 is as recorded. */
export function stepMilliseconds(model: TraceModel, step: number, speed: number): number {
  const { tokens, seconds } = model.outline.steps;
  if (speed === 0 && seconds !== null) return Math.max(30, seconds.values[step]! * 1000);
  const reading = tokens.values[step]! / TOKENS_PER_SECOND;
  const bounded = Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, reading));
  return (bounded * 1000) / (speed === 0 ? 1 : speed);
}

/** Moves the selection on while playing: jumps, never scrolls smoothly; stops at the end. */
export function usePlayback(session: TraceSession, state: PageState): void {
  const { playing, model, ui } = state;
  useEffect(() => {
    if (!playing || model === null || ui.view !== 'trace') return;
    const step = selectedStep(session);
    const timer = setTimeout(
      () => {
        const next = nextStep(session.shown().passes, stepBefore(model, ui.selected, 1), 1);
        if (next === null) {
          session.store.set({ playing: false });
          session.say(t('End of the trace'));
        } else select(session, next);
      },
      stepMilliseconds(model, step, ui.speed),
    );
    return () => clearTimeout(timer);
  }, [session, playing, model, ui.view, ui.selected, ui.speed]);
}
