import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ToolCall } from '../../core/model/session';
import { editsOf } from '../../core/session/edits';
import { readInput } from '../../core/session/toolInput';
import { formatCount } from '../ui/format';
import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { ThoughtBefore } from './besideEdit';
import { EditDiff } from './editDiff';
import type { SessionModel } from './sessionModel';
import type { SessionPage, TextOf } from './sessionPage';
import { traceOf, type TraceOf } from './traceOf';
import { editSizes, familyIcons, timeText } from './words';
import { Link } from '../ui/link';

interface ToolDetailProps {
  readonly page: SessionPage;
  readonly model: SessionModel;
  readonly tool: number;
}

/** One use of a tool: what it was asked, what came back, and for an edit what changed. */
export function ToolDetail({ page, model, tool }: ToolDetailProps) {
  const { session } = model;
  const facts = session.tools[tool]!;
  const call = session.calls[facts.call]!;
  const { file, trace } = traceOf(session, call);
  const input = useText(page, { file, trace }, facts.segment);
  const result = useText(
    page,
    facts.result && { file, trace: facts.result.trace },
    facts.result?.segment ?? 0,
  );
  const again = session.tools.flatMap((other, i) =>
    other.inputHash === facts.inputHash && other.name === facts.name && i !== tool ? [i] : [],
  );
  return (
    <div class="details">
      <h2>
        <Icon name={familyIcons[facts.family]} /> <span>{facts.name}</span>
        {facts.result?.failed === true && <span class="bad">{t('failed')}</span>}
        {facts.result?.refused === true && <span class="muted">{t('refused')}</span>}
      </h2>
      <dl class="facts">
        <dt>{t('Call')}</dt>
        <dd class="wide">
          <Link onClick={() => page.goTo(facts.call)}>{model.labels[facts.call]}</Link>
        </dd>
        <dt>{t('Time')}</dt>
        <dd class="wide">{timeText(facts.durationMs)}</dd>
        {facts.file !== null && (
          <>
            <dt>{t('File')}</dt>
            <dd class="wide session-path">{facts.file}</dd>
          </>
        )}
      </dl>
      {facts.edits.length > 0 ? (
        <>
          <ThoughtBefore page={page} model={model} tool={tool} />
          <Diffs page={page} facts={facts} input={input} />
        </>
      ) : (
        <Text title={t('Asked')} text={input} fallback={facts.summary} tool={facts.name} />
      )}
      {facts.result === null ? (
        <p class="muted">{t('no result recorded')}</p>
      ) : (
        <Text
          title={t('Result')}
          note={t('{0} characters', formatCount(facts.result.chars))}
          text={result}
          fallback={facts.result.preview}
        />
      )}
      <p class="item-actions">
        <Link onClick={() => page.context.reveal({ file, trace }, facts.segment)}>
          <Icon name="reveal" /> {t('Reveal in text')}
        </Link>
      </p>
      {again.length > 0 && <Again page={page} model={model} tools={again} />}
    </div>
  );
}

/** The whole text of a segment, once it has come. */
function useText(page: SessionPage, of: TraceOf | null, segment: number): TextOf | null {
  const { file = null, trace = null } = of ?? {};
  const [text, setText] = useState<TextOf | null>(null);
  useEffect(() => {
    let gone = false;
    setText(null);
    if (trace === null) return;
    const timer = setTimeout(() => {
      void page.context.segment({ file, trace }, segment).then((next) => {
        if (!gone) setText(next);
      });
    }, 80);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [page, file, trace, segment]);
  return text;
}

/** More of a text than this is on the trace page. */
const MAX_SHOWN = 20_000;

interface TextProps {
  readonly title: string;
  readonly note?: string;
  readonly text: TextOf | null;
  /** Its beginning, until the whole has come. */
  readonly fallback: string;
  /** The tool whose arguments these are, to show them tidied. */
  readonly tool?: string;
}

function Text({ title, note = '', text, fallback, tool }: TextProps) {
  const whole =
    text === null ? fallback : tool === undefined ? text.text : tidyInput(text.text, tool);
  return (
    <section>
      <h3>
        {title} {note !== '' && <span class="muted">{note}</span>}
      </h3>
      <pre class="raw session-text" tabIndex={0} role="region" aria-label={title}>
        {whole.slice(0, MAX_SHOWN)}
      </pre>
      {(whole.length > MAX_SHOWN || text?.cut === true) && (
        <p class="muted">{t('Only the beginning is shown.')}</p>
      )}
    </section>
  );
}

/** The command alone where that is all there is to see; other arguments over several lines. */
function tidyInput(text: string, tool: string): string {
  const { command, value } = readInput(text, tool);
  if (command !== null) return command;
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function Diffs({
  page,
  facts,
  input,
}: {
  readonly page: SessionPage;
  readonly facts: ToolCall;
  readonly input: TextOf | null;
}) {
  const edits = useMemo(
    () => (input === null ? null : editsOf(facts.name, readInput(input.text, facts.name))),
    [facts, input],
  );
  const wasMade = facts.result?.failed !== true && facts.result?.refused !== true;
  if (edits === null) {
    return (
      <section>
        <h3>{t('Change')}</h3>
        <p class="muted">{editSizes(facts)} …</p>
      </section>
    );
  }
  return (
    <>
      {edits.map((edit, i) => (
        <EditDiff
          key={i}
          context={page.context}
          folder={page.model?.session.folder ?? null}
          edit={edit}
          at={facts.startedAt}
          wasMade={wasMade}
        />
      ))}
    </>
  );
}

const MAX_AGAIN = 12;

function Again({
  page,
  model,
  tools,
}: {
  readonly page: SessionPage;
  readonly model: SessionModel;
  readonly tools: readonly number[];
}) {
  const { session } = model;
  return (
    <section>
      <h3>{t('The same again')}</h3>
      <ul class="links">
        {tools.slice(0, MAX_AGAIN).map((tool) => {
          const { call, result } = session.tools[tool]!;
          return (
            <li key={tool}>
              <button type="button" class="link-row" onClick={() => page.goTo(call, tool)}>
                <span class="jump">{t('call {0}', model.labels[call]!)}</span>
                {result?.failed === true && <span class="bad">{t('failed')}</span>}
              </button>
            </li>
          );
        })}
        {tools.length > MAX_AGAIN && (
          <li class="muted">{t('{0} more', formatCount(tools.length - MAX_AGAIN))}</li>
        )}
      </ul>
    </section>
  );
}
