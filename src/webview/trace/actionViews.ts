import { labelActions, type LabelAction, type TraceAction } from '../../protocol/traceActions';
import type { Ui } from './ui';

/** Whether an action means something in a view: the keys of steps do not where the trace that was open is not shown. */
export function meansSomething(view: Ui['view'], action: TraceAction): boolean {
  if (view === 'session') return ofSession.has(action);
  return view === 'trace' || !ofTrace.has(action);
}

/** What can be asked for on the session page. */
const ofSession: ReadonlySet<TraceAction> = new Set<TraceAction>([
  'showList',
  'find',
  'toggleTable',
  'exportTrace',
  'compare',
  'toggleFollow',
  'showKeys',
  'nextStep',
  'previousStep',
  'zoomIn',
  'zoomOut',
  'copyStep',
]);

/** What is about the steps of the trace that is shown. Text that is marked with the mouse is copied anywhere. */
const ofTrace: ReadonlySet<TraceAction> = new Set<TraceAction>([
  ...(Object.keys(labelActions()) as LabelAction[]),
  'resetLabel',
  'editNote',
  'mergeStep',
  'splitStep',
  'undo',
  'redo',
  'openStep',
  'play',
  'faster',
  'slower',
  'goToAnswer',
  'followLink',
  'nextBacktrack',
  'afterAnswer',
  'togglePhases',
  'toggleStructure',
  'toggleTime',
  'zoomIn',
  'zoomOut',
  'findRegex',
  'copyStepMarkdown',
  'copyStepJson',
  'revealStep',
  'showRaw',
]);
