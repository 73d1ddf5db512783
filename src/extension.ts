import * as vscode from 'vscode';
import { corpusFeature } from './host/corpus/corpusFeature';
import { conceptsFeature } from './host/concepts/conceptsFeature';
import { estimateFeature } from './host/estimate/estimateFeature';
import { ActiveTraceSlot } from './host/shared/activeTrace';
import type { Services } from './host/shared/services';
import { tracesFeature } from './host/traces/tracesFeature';

/** Registers one feature; what it returns is disposed with the extension. */
type Feature = (services: Services) => vscode.Disposable;

/** The features, each in its own folder of `host/`. A new one is one line. */
const features: readonly Feature[] = [
  conceptsFeature,
  tracesFeature,
  estimateFeature,
  corpusFeature,
];

/** Composition root of both builds, desktop and web. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('LRM Lens', { log: true });
  const activeTrace = new ActiveTraceSlot();
  const services: Services = { context, log, activeTrace };
  context.subscriptions.push(log, activeTrace, ...features.map((feature) => feature(services)));
}
