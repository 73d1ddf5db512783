import { msg, type Message } from '../../../core/model/message';
import { t } from '../../ui/l10n';

/** The words of figures.data.json in the reader's language; what is a name there stands here not. */
const WORDS: Readonly<Record<string, Message>> = {
  'Aider polyglot leaderboard, 225 coding tasks': msg(
    'Aider polyglot leaderboard, 225 coding tasks',
  ),
  'OpenAI, Learning to reason with LLMs, 2024': msg('OpenAI, Learning to reason with LLMs, 2024'),
  'one sample': msg('one sample'),
  'vote of 64': msg('vote of 64'),
  '1,000 ranked': msg('1,000 ranked'),
  'Nature 645, table 2, 2025': msg('Nature 645, table 2, 2025'),
  maths: msg('maths'),
  instructions: msg('instructions'),
  'open chat': msg('open chat'),
  'Cold start': msg('Cold start'),
  Reasoning: msg('Reasoning'),
  'Best answers': msg('Best answers'),
  'All scenarios': msg('All scenarios'),
  'thousands of long worked solutions': msg('thousands of long worked solutions'),
  'maths, code, logic with answers to check': msg('maths, code, logic with answers to check'),
  '600k samples written by Dev2, wrong ones dropped, and 200k of other tasks': msg(
    '600k samples written by Dev2, wrong ones dropped, and 200k of other tasks',
  ),
  'prompts of every kind; rules and preferences': msg(
    'prompts of every kind; rules and preferences',
  ),
  'R1 preprint, 2025: AIME 2024, one sample': msg('R1 preprint, 2025: AIME 2024, one sample'),
  distilled: msg('distilled'),
  'RL alone': msg('RL alone'),
  'Faithfulness study (Anthropic), 2025; seen as a quoted copy': msg(
    'Faithfulness study (Anthropic), 2025; seen as a quoted copy',
  ),
  'Vendor documents, 2026': msg('Vendor documents, 2026'),
  never: msg('never'),
  always: msg('always'),
  'on request': msg('on request'),
  'or left out': msg('or left out'),
  'encrypted items': msg('encrypted items'),
  signature: msg('signature'),
  none: msg('none'),
  'Open weights': msg('Open weights'),
};

/** A text of the figures' data as the reader reads it. Names of models and tests are the same in every language. */
export function dataWords(text: string): string {
  const message = WORDS[text];
  return message === undefined ? text : t(message);
}
