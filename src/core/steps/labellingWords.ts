import { countFigure, say, usdFigure, type Sentence } from '../model/sentence';
import type { Labelling, Taught } from './model';

/**
 * What is to be known of labels that a language model gave, wherever they are shown: whose they are, how many of all `steps`,
 * how far they agree with those of LRM Lens, what they cost.
 */
export function labellingSentences(labelling: Labelling, steps: number): readonly Sentence[] {
  const { model, via, at, sentences, same, sameShown, starts, phases, costUsd } = labelling;
  return [
    say(
      '{0} of {1} steps are cut and labelled by {2}, asked at {3} on {4}, with {5} phases: a language model’s opinion.',
      countFigure(labelling.steps),
      countFigure(steps),
      model,
      via,
      at.slice(0, 10),
      countFigure(phases),
    ),
    say(
      'LRM Lens gives {0} of their {1} sentences the same kind, {2} the same of the kinds shown. Of {3} places where the model starts a step and {4} where LRM Lens does, {5} are the same. That two agree does not make them right.',
      countFigure(same),
      countFigure(sentences),
      countFigure(sameShown),
      countFigure(starts.model),
      countFigure(starts.own),
      countFigure(starts.both),
    ),
    say('Links and insights follow these labels; how often they are right then was not measured.'),
    costUsd === null
      ? say('What the labels cost is not known.')
      : costUsd === 0
        ? say('Nobody billed the labels.')
        : say('The labels cost {0}.', usdFigure(costUsd)),
  ];
}

/** What is to be known of labels that corrections adjusted, wherever they are shown. */
export const taughtSentence = ({ corrections, traces }: Taught): Sentence =>
  say(
    'Labels and figures of kinds are adjusted to {0} labels that were set by hand in {1} traces of this workspace.',
    countFigure(corrections),
    countFigure(traces),
  );
