import { msg, type Message } from '../../model/message';
import type { FeatureExtractor } from './features';

/** Below this share of English function words there is hardly any running text. */
const FEW_FUNCTION_WORDS = 0.12;
/** Fewer words than this say nothing about a language. */
const FEWEST_WORDS = 30;
const MOSTLY_CODE = 0.3;

interface Counts {
  english: number;
  foreign: number;
  otherScript: number;
  words: number;
}

const none = (): Counts => ({ english: 0, foreign: 0, otherScript: 0, words: 0 });

/**
 * How far a trace is from the English reasoning that the model was trained on, by function words and scripts. Quantiles
 * of the training texts: English function words are 16 % or more of the words in 95 % of windows, foreign ones under 2 %.
 */
export class Language {
  private readonly total = none();

  /** Takes in the span that the extractor read last. */
  add({ english, foreign, tokens }: FeatureExtractor): void {
    const span = { english, foreign, otherScript: tokens.otherScript, words: tokens.words };
    for (const key of ['english', 'foreign', 'otherScript', 'words'] as const) {
      this.total[key] += span[key];
    }
  }

  /** Why labels of the whole trace deserve less trust; `null` where they do not. `codeShare` is 0..1 of the characters. */
  caution(codeShare: number): Message | null {
    const { english, foreign, otherScript, words } = this.total;
    if (codeShare > MOSTLY_CODE) {
      return msg(
        'Much of this trace is code. Labels were learnt from reasoning in sentences, so they are less reliable here.',
      );
    }
    if (words + otherScript < FEWEST_WORDS) return null;
    if (foreign + otherScript > english) {
      return msg(
        'This trace is mostly not in English. Labels were learnt mostly from English text, so they are less reliable here.',
      );
    }
    if (english / words < FEW_FUNCTION_WORDS / 2) {
      return msg(
        'This trace has hardly any sentences. Labels were learnt from sentences, so they are less reliable here.',
      );
    }
    return null;
  }
}
