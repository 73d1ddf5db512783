import { countFigure, say, waitFigure } from '../model/sentence';
import type { Change } from '../estimate/model';
import type { ModelFacts } from '../estimate/modelFacts';
import type { FoundPrompt, PromptCall } from '../prompt/model';
import { argumentAt, calledPath } from './tree';

const SLOW = say(
  'OpenAI, Background mode guide, 2026: reasoning calls can run for several minutes and hit time-outs',
);
/** Seconds after which a wait without an answer needs thought where nothing is known of the model. */
const LONG = 120;

/** SDKs count time-outs in seconds (Python) or milliseconds (JavaScript, where a number below a thousand is meant as seconds). */
const secondsOf = (value: number, language: FoundPrompt['language']): number =>
  language === 'javascript' && value >= 1000 ? value / 1000 : value;

/** Whether a call waits long enough: its time-out, or streaming where one in ten takes over a minute. */
export function patience(
  { language }: FoundPrompt,
  call: PromptCall,
  facts: ModelFacts,
  slowSeconds: number | null,
): readonly Change[] {
  const limit = argumentAt(call, ['timeout', 'request_timeout']);
  const value = limit?.value.literal;
  if (limit !== undefined && typeof value === 'number') {
    const seconds = secondsOf(value, language);
    if (seconds >= (slowSeconds ?? LONG)) return [];
    const slow = slowSeconds === null ? say('minutes') : waitFigure(slowSeconds);
    return [
      {
        code: 'time-out',
        message: say(
          'The client gives up after {0}; one call in ten to {1} takes longer than {2}: raise the limit or stream',
          waitFigure(seconds),
          facts.id,
          slow,
        ),
        evidence: SLOW,
        range: limit.value.range,
      },
    ];
  }
  const streams = argumentAt(call, ['stream', 'background']);
  const waits = streams === undefined || streams.value.literal === false;
  if (slowSeconds === null || slowSeconds < 60 || !waits || /stream/i.test(calledPath(call)))
    return [];
  return [
    {
      code: 'stream',
      message: say(
        'One call in ten takes longer than {0}: stream the answer or run it in the background',
        waitFigure(slowSeconds),
      ),
      evidence: SLOW,
      range: streams?.value.range ?? null,
    },
  ];
}

const CAPS = ['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'num_predict'];

/** A limit of a call whose API is not known, too small for reasoning and answer. */
export function shortLimit(
  call: PromptCall,
  facts: ModelFacts,
  cap: { readonly least: number; readonly suggested: number },
): readonly Change[] {
  const argument = argumentAt(call, CAPS);
  const now = argument?.value.literal;
  if (argument === undefined || typeof now !== 'number' || now >= cap.least || now < 0) return [];
  return [
    {
      code: 'cap-too-small',
      message: say(
        '{0} of {1} counts the reasoning of {2} too: raise it to about {3} tokens',
        argument.name ?? '',
        countFigure(now),
        facts.id,
        countFigure(cap.suggested),
      ),
      evidence: CAP_SOURCE,
      range: argument.value.range,
    },
  ];
}

export const CAP_SOURCE = say(
  'OpenAI, Reasoning models guide, 2026 (likewise Anthropic, Google, DeepSeek): reasoning counts against the limit; a call that uses it up returns no text and is billed',
);
