import type { ComponentChildren, JSX } from 'preact';
import type { PromptFacts } from '../../core/estimate/model';
import type { Subject } from '../../protocol/estimateData';
import { t } from '../ui/l10n';
import { count } from '../ui/figures';
import { Link } from '../ui/link';

export interface HeaderActions {
  readonly copy: () => void;
  readonly save: () => void;
  readonly measure: () => void;
  readonly tryOnExamples: () => void;
  readonly reveal: (change: string | null) => void;
  readonly changePrompt: () => void;
  readonly changeModels: () => void;
  readonly estimateAgain: () => void;
}

interface Props {
  readonly subject: Subject;
  /** Null while counting. */
  readonly tokens: PromptFacts | null;
  readonly task?: ComponentChildren;
  readonly actions: HeaderActions;
}

/** What was taken as the prompt, how it was counted, and what can be done with the report. */
export function Header({ subject, tokens, task, actions }: Props): JSX.Element {
  const button = (label: string, act: () => void): JSX.Element => (
    <Link onClick={act}>{label}</Link>
  );
  return (
    <header>
      <div class="subject">
        <h1>{t('Reasoning cost estimate')}</h1>
        <p class="quiet">
          {subject.canOpen ? button(subject.name, () => actions.reveal(null)) : subject.name},{' '}
          {subject.part} ·{' '}
          {tokens === null
            ? t('counting')
            : t('{0} tokens ({1})', count(tokens.tokens), tokens.tokenizer)}
          {task !== undefined && <> · {task}</>} {button(t('change'), actions.changePrompt)}
        </p>
        {subject.placeholders.length > 0 && (
          <p class="quiet">
            {t('Filled in at run time, counted as written: {0}', subject.placeholders.join(', '))}
          </p>
        )}
        {subject.notes.map((note) => (
          <p class="quiet" key={note}>
            {note}
          </p>
        ))}
        {subject.changed && (
          <p class="notice">
            {t('The file changed.')} {button(t('Estimate again'), actions.estimateAgain)}
          </p>
        )}
      </div>
      {tokens !== null && (
        <div class="actions quiet" role="group" aria-label={t('Report actions')}>
          {button(t('Models…'), actions.changeModels)}
          {button(t('Copy as Markdown'), actions.copy)}
          {button(t('Save…'), actions.save)}
          {button(t('Measure…'), actions.measure)}
          {button(t('Try on my examples…'), actions.tryOnExamples)}
        </div>
      )}
    </header>
  );
}
