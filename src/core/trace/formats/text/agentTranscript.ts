import { msg } from '../../../model/message';
import type { Format } from '../../format';
import { parsed } from '../../build/draft';
import { ampExport, opencodeExport } from './agentExports';
import { claudeScreen, copilotShare, cursorExport, specStory } from './agentMarkdown';
import { codexScreen } from './codexScreen';
import { withoutEscapes } from './consoles';
import {
  ag2Console,
  autoGenConsole,
  chainConsole,
  crewConsole,
  prettyMessages,
} from './frameworkConsoles';
import { aiderCalls, browserConsole, runResult } from './runConsoles';
import { transcriptTraces, type Said } from './said';

/** Ways in which agents and their frameworks write down what they did for people to read; the first that fits is taken. */
const TRANSCRIPTS: readonly ((text: string, saved: string) => readonly Said[] | null)[] = [
  specStory,
  opencodeExport,
  ampExport,
  copilotShare,
  cursorExport,
  claudeScreen,
  codexScreen,
  prettyMessages,
  autoGenConsole,
  ag2Console,
  crewConsole,
  chainConsole,
  browserConsole,
  aiderCalls,
  runResult,
];

/** What an agent did, as text for people: an exported chat, a copied screen, the console of a framework. */
export const agentTranscript: Format = {
  id: 'agent-transcript',
  title: msg('Transcript of an agent'),
  unit: 'file',
  detect: ({ container, records }) =>
    container === 'text' &&
    typeof records[0]?.value === 'string' &&
    saidIn(records[0].value).length > 0,
  parse: (records) =>
    parsed(
      ...records.flatMap((record) =>
        typeof record.value === 'string' ? transcriptTraces(saidIn(record.value), record) : [],
      ),
    ),
};

/** Whether somebody answers in it; escape codes of a console are taken away first. */
function saidIn(saved: string): readonly Said[] {
  const text = withoutEscapes(saved);
  for (const read of TRANSCRIPTS) {
    const said = read(text, saved);
    if (said?.some(({ kind }) => kind === 'answer' || kind === 'thought' || kind === 'call'))
      return said;
  }
  return [];
}
