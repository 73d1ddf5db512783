import type { Sentence } from '../model/sentence';
import { inEnglish } from './voice';

/** An error that people read: it carries its sentence, so that whoever shows it words it in the reader's language. */
export class SentenceError extends Error {
  constructor(
    readonly sentence: Sentence,
    options?: ErrorOptions,
  ) {
    super(inEnglish(sentence), options);
    this.name = new.target.name;
  }
}
