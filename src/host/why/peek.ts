import * as vscode from 'vscode';
import type { EditStory, NearStep } from '../../core/why/story';
import { coarseKind, SHOWN_KINDS } from '../../core/steps/kinds';
import type { ShownCandidate } from '../../protocol/why';
import type { Services } from '../shared/services';
import { hostVoice, translated } from '../shared/voice';
import type { EditLogs } from './editLogs';
import type { EditTexts } from './editTexts';
import { WhyLine, type AskedLines } from './whyLine';

/** Shows the reasoning behind lines in a peek below them, an entry for each edit that may have written them. */
export async function peekReasoning(
  services: Services,
  logs: EditLogs,
  texts: EditTexts,
  asked: AskedLines,
): Promise<void> {
  const { t } = vscode.l10n;
  const line = new WhyLine(services, logs, asked, () => undefined);
  const title = t('Why is line {0} here?', String(asked.from));
  const location = vscode.ProgressLocation.Notification;
  try {
    await vscode.window.withProgress({ location, title, cancellable: true }, (_, token) => {
      token.onCancellationRequested(() => line.dispose());
      return line.run();
    });
    const { groups, failure, status } = line.state;
    if (failure !== null) throw new Error(failure);
    if (status === 'stopped') return;
    for (const [g, { candidates }] of groups.entries())
      for (const c of candidates.keys()) await line.readStory(g, c);
    const places = line.state.groups.flatMap(({ candidates }) => candidates.map(textOf));
    if (places.length === 0) {
      const words = t('No recorded edit wrote line {0}. Nothing is guessed.', String(asked.from));
      void vscode.window.showInformationMessage(words);
      return;
    }
    const shown = places.map(({ text, at }, i) => {
      const name = places.length === 1 ? t('Reasoning') : `${t('Reasoning')} ${i + 1}`;
      return new vscode.Location(texts.put(`${name}.md`, text), new vscode.Position(at, 0));
    });
    const position = new vscode.Position(asked.from - 1, 0);
    const command = 'editor.action.peekLocations';
    await vscode.commands.executeCommand(command, asked.document.uri, position, shown, 'peek');
  } finally {
    line.dispose();
  }
}

/** An edit with the reasoning before it, as text; `at` is the line where the step begins. */
function textOf({ ref, story }: ShownCandidate): { readonly text: string; readonly at: number } {
  const { t } = vscode.l10n;
  const { edit, log } = ref;
  const time = edit.at === null ? t('time unknown') : hostVoice().moment(edit.at, 'short');
  const facts = [translated(log.formatTitle), edit.model ?? t('model unknown'), time].join(' · ');
  if (story === null || story === 'gone')
    return { text: `# ${facts}\n\n${t('Its log no longer holds this edit.')}\n`, at: 0 };
  const { request } = story;
  const asked = [
    `# ${facts}`,
    `## ${t('Request')}`,
    request === '' ? t('no words of the user are recorded') : request,
  ].join('\n\n');
  const marked = (sign: string, text: string): string =>
    text === '' ? '' : text.replace(/\n$/, '').replace(/^/gm, `${sign} `);
  const change = [marked('-', story.old ?? ''), marked('+', story.new)].filter((s) => s !== '');
  const text = [asked, thought(story), `## ${edit.path}`, change.join('\n'), ''].join('\n\n');
  return { text, at: asked.split('\n').length + 1 };
}

/** The step before the edit; where none is shown what the model said, or that its reasoning is not there. */
function thought({ step, said, fidelity, hiddenTokens }: EditStory): string {
  const { t } = vscode.l10n;
  if (step !== null) return `## ${nameOf(step)}\n\n${step.text}${step.cut > 0 ? ' …' : ''}`;
  const none =
    fidelity === 'none'
      ? t('No reasoning is recorded before this edit.')
      : hiddenTokens === null
        ? t('The provider keeps the text of the reasoning hidden.')
        : t(
            'The provider keeps the text of the reasoning hidden: {0} tokens.',
            hostVoice().count(hiddenTokens),
          );
  return [`## ${t('Reasoning before the edit')}`, none, ...(said === null ? [] : [said])].join(
    '\n\n',
  );
}

function nameOf({ step, kind }: NearStep): string {
  return vscode.l10n.t(
    'Step {0}: {1}',
    String(step + 1),
    translated(SHOWN_KINDS[coarseKind(kind)].label),
  );
}
