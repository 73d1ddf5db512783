import { SHOWN_KINDS, type ShownKind } from '../steps/kinds';
import type { StepKind } from '../steps/model';
import { conceptForKind, conceptForMetric, findConcept } from './library';
import type { MetricId } from '../steps/metricTable';
import type { Concept, ConceptLibrary } from './model';

/**
 * Pages for what is shown besides kinds and metrics: how reasoning was given, how a trace ended, what it cost; insights
 * of a trace, findings of a session, changes of a call, warnings of an estimate, alarms of a running session,
 * ends of a live run. A name alone stands
 * for all of its area that have no page of their own.
 */
const PAGES: Readonly<Record<string, string>> = {
  fidelity: 'hidden-reasoning',
  truncated: 'builder-effort',
  finish: 'builder-effort',
  cost: 'cost-of-thinking',
  usage: 'cost-of-thinking',
  latency: 'latency-of-thinking',
  time: 'latency-of-thinking',
  effort: 'effort-controls',
  tool: 'context-and-memory',
  confidence: 'reasoning-trace',
  phase: 'reasoning-trace',
  trace: 'reasoning-trace',
  insight: 'over-and-underthinking',
  'insight.checking': 'self-verification',
  'insight.cut': 'builder-effort',
  finding: 'long-horizon',
  'finding.output-limit': 'builder-effort',
  'finding.cache-expired': 'context-and-memory',
  'finding.costliest-call': 'cost-of-thinking',
  'finding.costliest-turn': 'cost-of-thinking',
  'finding.costly-agent': 'cost-of-thinking',
  'finding.re-reading': 'context-and-memory',
  'finding.repeated-read': 'context-and-memory',
  'finding.long-tool': 'latency-of-thinking',
  'finding.long-call': 'latency-of-thinking',
  'finding.reasoning-share': 'cost-of-thinking',
  'finding.hidden-reasoning': 'hidden-reasoning',
  change: 'builder-effort',
  'change.few-shot-examples': 'prompting-lrms',
  'change.step-by-step-cue': 'prompting-lrms',
  'change.system-role': 'prompting-lrms',
  'change.effort-level': 'effort-controls',
  'change.set-effort': 'effort-controls',
  'change.reasoning-replay': 'context-and-memory',
  'change.time-out': 'latency-of-thinking',
  'change.stream': 'latency-of-thinking',
  warning: 'builder-effort',
  'warning.extrapolated': 'when-to-use-an-lrm',
  'warning.local-model': 'distillation',
  'warning.no-price': 'cost-of-thinking',
  'warning.off-peak': 'cost-of-thinking',
  'warning.host-assumed': 'cost-of-thinking',
  'warning.price-changes': 'cost-of-thinking',
  'warning.tokens-extrapolated': 'cost-of-thinking',
  'warning.prices-differ': 'cost-of-thinking',
  'warning.context-overflow': 'context-and-memory',
  'warning.effort-unknown': 'effort-controls',
  'warning.effort-unsupported': 'effort-controls',
  'warning.budget-too-small': 'effort-controls',
  'warning.reasoning-unknown': 'effort-controls',
  alarm: 'over-and-underthinking',
  'alarm.budget': 'cost-of-thinking',
  'alarm.outputLimit': 'builder-effort',
  run: 'builder-effort',
  'run.429': 'latency-of-thinking',
  'run.incomplete': 'latency-of-thinking',
};

/** Kinds as the trace view groups them. */
const shown = new Map(Object.entries<ShownKind>(SHOWN_KINDS));

/**
 * The page that explains something seen elsewhere: a page id, `kind.rethink`, `metric.backtracks`,
 * `fidelity.summary`, `finding.output-limit`, `cost`. `null` for a topic that no page explains.
 */
export function conceptForTopic(library: ConceptLibrary, topic: string): Concept | null {
  const page = findConcept(library, topic);
  if (page !== null) return page;
  const [area = '', name = ''] = topic.split('.');
  switch (area) {
    case 'kind':
      // Unknown names simply find no page.
      return conceptForKind(library, (shown.get(name)?.stands ?? name) as StepKind);
    case 'metric':
      return conceptForMetric(library, name as MetricId) ?? findConcept(library, 'reasoning-trace');
    default:
      return findConcept(library, PAGES[topic] ?? PAGES[area] ?? '');
  }
}
