import { reasonOf } from '../../core/text/errors';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { CHECK_NAMES } from '../../core/trial/checks/names';
import type { CheckKind, CheckSpec } from '../../core/trial/model';
import { decimal } from '../ui/figures';
import { NumberField } from '../ui/fields';
import { t } from '../ui/l10n';
import { problemsAt, type FormProps } from './form';
import { CHECK_KINDS, checkName, modelName, plain } from './names';
import { TextField } from './textField';
import { TryCheck } from './tryCheck';
import { FormRow, Problems } from './parts';

/** A check as it begins. */
function firstSpec(kind: CheckKind, { trial }: FormProps): CheckSpec {
  switch (kind) {
    case 'number':
      return { kind, within: 0.01, relative: false };
    case 'pattern':
      return { kind, pattern: null };
    case 'json-field':
      return { kind, path: '' };
    case 'json-schema':
      return { kind, schema: { type: 'object' } };
    case 'code':
      return { kind, command: '' };
    case 'judge':
      return {
        kind,
        rubric: t('Right if the answer says the same as the expected answer. Otherwise wrong.'),
        model: trial.trial.models[0] ?? { model: 'gpt-4.1-mini', effort: null, endpoint: null },
      };
    case 'equals':
    case 'contains':
    case 'hand':
      return { kind };
  }
}

/** How an answer is judged right. */
export function CheckRow(props: FormProps): JSX.Element {
  const { trial, actions } = props;
  const { check } = trial.trial;
  const set = (spec: CheckSpec): void => actions.edit({ op: 'check', check: spec });
  return (
    <FormRow id="check" title={t('Check')}>
      <div class="segments wrap" role="radiogroup" aria-label={t('Check')}>
        {CHECK_KINDS.map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name="check"
              checked={kind === check.kind}
              onChange={() => set(firstSpec(kind, props))}
            />
            <span>{checkName(kind)}</span>
          </label>
        ))}
      </div>
      <Note text={plain(CHECK_NAMES[check.kind].words)} />
      <Fields check={check} onChange={set} {...props} />
      <TryCheck {...props} />
      <Problems problems={problemsAt(trial, 'check')} />
    </FormRow>
  );
}

interface FieldsProps extends FormProps {
  readonly check: CheckSpec;
  readonly onChange: (check: CheckSpec) => void;
}

function Fields(props: FieldsProps): JSX.Element | null {
  const { check, onChange } = props;
  switch (check.kind) {
    case 'equals':
    case 'contains':
      return null;
    case 'number':
      return (
        <div class="line">
          <NumberField
            id="within"
            label={check.relative ? t('Within, % of the expected') : t('Within')}
            value={check.relative ? check.within * 100 : check.within}
            show={(n) => decimal(n, 6)}
            placeholder="0"
            onChange={(n) =>
              onChange({ ...check, within: check.relative ? (n ?? 0) / 100 : (n ?? 0) })
            }
          />
          <label class="check">
            <input
              type="checkbox"
              checked={check.relative}
              onChange={(e) => onChange({ ...check, relative: e.currentTarget.checked })}
            />
            {t('a share of the expected number')}
          </label>
        </div>
      );
    case 'pattern':
      return (
        <TextField
          id="pattern"
          label={t('Pattern for all cases; empty: the expected column holds one for each')}
          value={check.pattern ?? ''}
          onChange={(text) => onChange({ ...check, pattern: text === '' ? null : text })}
        />
      );
    case 'json-field':
      return (
        <TextField
          id="json-path"
          label={t('Field, as in total or items.0.price')}
          value={check.path}
          onChange={(path) => onChange({ ...check, path })}
        />
      );
    case 'json-schema':
      return (
        <SchemaField schema={check.schema} onChange={(schema) => onChange({ ...check, schema })} />
      );
    case 'code':
      return (
        <>
          <TextField
            id="command"
            label={t(
              'Command; the answer comes as JSON on its standard input, exit code 0 is right',
            )}
            value={check.command}
            onChange={(command) => onChange({ ...check, command })}
          />
          <Note text={whereItRuns(props.trial.commands)} />
        </>
      );
    case 'judge':
      return (
        <>
          <TextField
            id="rubric"
            area
            label={t('What {0} is asked', modelName(check.model))}
            value={check.rubric}
            onChange={(rubric) => onChange({ ...check, rubric })}
          />
          <Note
            text={t(
              'A judge errs too: its calls and cost are counted, and its agreement with you on a sample is shown. It does not see which model wrote an answer.',
            )}
          />
        </>
      );
    case 'hand':
      return (
        <Note
          text={t(
            'You see two answers side by side, shuffled and without names. Key 1 takes the left, 2 the right, 3 both, 4 neither.',
          )}
        />
      );
  }
}

/** Where a command runs, and after what. */
function whereItRuns(commands: FormProps['trial']['commands']): string {
  switch (commands) {
    case 'asks':
      return t(
        'It runs on this machine, 30 seconds at most an answer. Before it first runs you see it again and are asked.',
      );
    case 'untrusted':
      return t(
        'It does not run before you trust this folder: until then answers stay without a verdict.',
      );
    case 'none':
      return t(
        'It runs in a terminal only: lrm-lens trial. In the editor its answers stay without a verdict.',
      );
  }
}

const Note = ({ text }: { readonly text: string }): JSX.Element => (
  <p class="quiet sample">{text}</p>
);

/** A JSON schema as text; what is no JSON is told and not taken. */
function SchemaField(props: {
  readonly schema: unknown;
  readonly onChange: (schema: unknown) => void;
}): JSX.Element {
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <>
      <TextField
        id="schema"
        area
        label={t('JSON schema of the answer')}
        value={JSON.stringify(props.schema, null, 1)}
        onChange={(text) => {
          try {
            const schema: unknown = JSON.parse(text);
            setProblem(null);
            props.onChange(schema);
          } catch (error) {
            setProblem(reasonOf(error));
          }
        }}
      />
      {problem !== null && (
        <p class="blocks" role="alert">
          {t('This is not JSON: {0}', problem)}
        </p>
      )}
    </>
  );
}
