import type * as vscode from 'vscode';
import { corpusFeature } from './host/corpus/corpusFeature';
import { conceptsFeature } from './host/concepts/conceptsFeature';
import { estimateFeature } from './host/estimate/estimateFeature';
import { mcpFeature } from './host/mcp/mcpFeature';
import { createServices, type Services } from './host/shared/services';
import { tracesFeature } from './host/traces/tracesFeature';
import { whyFeature } from './host/why/whyFeature';
import { walkthroughFeature } from './host/walkthrough/walkthroughFeature';
import { trialFeature } from './host/trial/trialFeature';

/** Registers one feature; what it returns is disposed with the extension. */
type Feature = (services: Services) => vscode.Disposable;

/** The features, each in its own folder of `host/`. A new one is one line. */
const features: readonly Feature[] = [
  conceptsFeature,
  tracesFeature,
  estimateFeature,
  corpusFeature,
  mcpFeature,
  whyFeature,
  walkthroughFeature,
  trialFeature,
];

/** Composition root of both builds, desktop and web. */
export function activate(context: vscode.ExtensionContext): void {
  const { disposable, ...services } = createServices(context);
  context.subscriptions.push(disposable, ...features.map((feature) => feature(services)));
}
