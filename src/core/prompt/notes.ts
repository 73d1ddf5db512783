import { countFigure, say, type Sentence } from '../model/sentence';
import type { PromptNote } from './model';

/** What is said beside a prompt of what its text does not hold, or of how it was read. */
export function noteSentence({ code, count }: PromptNote): Sentence {
  const figure = countFigure(count);
  switch (code) {
    case 'longer-branch':
      return say('Where a condition chooses, the longer text was taken ({0}).', figure);
    case 'chosen-settings':
      return say(
        'Where a condition chooses the model or the effort, the first model and the highest effort are shown ({0}).',
        figure,
      );
    case 'attachments-uncounted':
      return say('Images, sounds and files sent beside the text are not counted ({0}).', figure);
    case 'tools-uncounted':
      return say('Tool schemas are not counted ({0} characters of source).', figure);
    case 'control-blocks':
      return say('Loops and conditions of the template are counted once ({0}).', figure);
  }
}
