import { SHOWN_KINDS, type ShownKind } from '../steps/kinds';
import type { StepKind } from '../steps/model';
import { conceptForKind, conceptForMetric, findConcept } from './library';
import type { Concept, ConceptLibrary, MetricName } from './model';

/** Pages for what a trace shows besides kinds and metrics: how its reasoning was given, how it ended, what it cost. */
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
};

/** Kinds as the trace view groups them. */
const shown = new Map(Object.entries<ShownKind>(SHOWN_KINDS));

/**
 * The page that explains something seen elsewhere: a page id, `kind.rethink`, `metric.backtracks`,
 * `fidelity.summary`, `cost`. `null` for a topic that no page explains.
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
      return (
        conceptForMetric(library, name as MetricName) ?? findConcept(library, 'reasoning-trace')
      );
    default:
      return findConcept(library, PAGES[area] ?? '');
  }
}
