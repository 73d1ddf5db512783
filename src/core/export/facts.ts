import type { Figure } from '../model/figure';
import { say, type Sentence } from '../model/sentence';
import { isoTime } from '../text/times';
import type { Voice } from '../text/voice';
import { FIDELITY_NOTES, type TraceFacts } from '../trace/facts';
import type { ExportFact } from './document';

/** The head of a trace as facts in the language of a voice, each with where it comes from. */
export function exportFacts(facts: TraceFacts, voice: Voice): readonly ExportFact[] {
  const { words } = voice;
  const plain = (label: Sentence, value: string | null): ExportFact[] =>
    value === null ? [] : [{ label: words(label), value, provenance: null, note: null }];
  const figure = (label: Sentence, value: Figure | null, format: (n: number) => string) => ({
    label: words(label),
    value: value === null ? words(say('unknown')) : format(value.value),
    provenance: value?.provenance ?? null,
    note: value?.note === undefined ? null : words({ message: value.note, args: [] }),
  });
  const tokens = (n: number): string => words(say('{0} tokens', voice.count(n)));
  const cost = figure(say('Cost'), facts.cost.figure, voice.usd);
  const { missing, asOf } = facts.cost;
  return [
    ...plain(say('Model'), facts.model),
    ...plain(say('Effort'), facts.effort),
    ...plain(say('Date'), isoTime(facts.startedAt)),
    {
      label: words(say('Fidelity')),
      value: facts.fidelity,
      provenance: null,
      note: words({ message: FIDELITY_NOTES[facts.fidelity], args: [] }),
    },
    figure(say('Prompt'), facts.inputTokens, tokens),
    figure(say('Reasoning'), facts.reasoningTokens, tokens),
    figure(say('Answer'), facts.answerTokens, tokens),
    {
      ...cost,
      value: missing === 'no-price' ? words(say('no price')) : cost.value,
      note: asOf === null ? cost.note : words(say('{0}; prices as of {1}', cost.note ?? '', asOf)),
    },
    figure(say('Duration'), facts.seconds, voice.time),
    ...plain(say('Finish reason'), facts.finishReason),
  ];
}
