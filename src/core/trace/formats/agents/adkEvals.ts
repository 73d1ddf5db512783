import { either } from '../../build/eitherCase';
import { at, isObject, list } from '../../../text/json';

/**
 * Evaluations of Google's ADK as events like those of its sessions, a list for each case: eval sets hold conversations,
 * results what the agent did then (google/adk-python, evaluation/eval_case.py and eval_result.py).
 */
export function evalEvents(value: unknown): readonly (readonly unknown[])[] {
  const cases = [value, ...list(either(value, 'evalCases'))].map((c) => list(c, 'conversation'));
  const results = [value, ...list(either(value, 'evalCaseResults'))].map((result) =>
    list(either(result, 'evalMetricResultPerInvocation')).map((each) =>
      either(each, 'actualInvocation'),
    ),
  );
  return [...cases, ...results]
    .map((invocations) => invocations.filter(isInvocation).flatMap(invocationEvents))
    .filter((events) => events.length > 0);
}

function isInvocation(value: unknown): boolean {
  return isObject(either(value, 'userContent')) && isObject(either(value, 'finalResponse'));
}

/** What was asked, what came between as events or, in older files, by kind, and the answer. */
function invocationEvents(invocation: unknown): readonly unknown[] {
  const between = either(invocation, 'intermediateData');
  const timestamp = either(invocation, 'creationTimestamp');
  const parts = (name: string, key: string) =>
    list(either(between, name)).map((value) => ({ [key]: value }));
  const agent = (found: readonly unknown[]) =>
    found.length > 0 ? [{ author: 'agent', content: { parts: found }, timestamp }] : [];
  return [
    { author: 'user', content: either(invocation, 'userContent'), timestamp },
    ...list(either(between, 'invocationEvents')),
    ...agent(parts('toolUses', 'functionCall')),
    ...agent(parts('toolResponses', 'functionResponse')),
    // Each is the name of an agent and the parts of its answer.
    ...list(either(between, 'intermediateResponses')).flatMap((pair) => agent(list(at(pair, 1)))),
    { author: 'agent', content: either(invocation, 'finalResponse'), timestamp },
  ];
}
