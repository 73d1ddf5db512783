import { at, isObject, list, str, text, time } from '../../../text/json';

/** A call of a model as a sample's events recorded it. */
export interface Generation {
  readonly message: unknown;
  readonly output: unknown;
  readonly effort: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number | null;
}

/** The finished model events of a sample, in order. */
export function generationsOf(sample: unknown): readonly Generation[] {
  return list(sample, 'events').flatMap((event) => {
    const output = at(event, 'output');
    const message = at(output, 'choices', 0, 'message');
    if (str(event, 'event') !== 'model' || !isObject(message)) return [];
    const effort = text(event, 'config', 'reasoning_effort');
    return [{ message, output, effort, startedAt: time(event, 'timestamp') }];
  });
}
