import type { Words } from '../../core/model/sentence';
import { pageVoice } from '../ui/format';

/** Sentences of the core in the display language, emphasis marked as `**bold**`. */
export const rich = (words: Words): string => pageVoice().rich(words);

/** The same without emphasis. */
export const words = (w: Words): string => pageVoice().words(w);
