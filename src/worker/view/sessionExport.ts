import { otlpText } from '../../core/export/otlp/document';
import { exportedSession, sessionRedactions } from '../../core/export/session/document';
import { renderSession } from '../../core/export/session/render';
import type { SessionSource } from '../../core/export/session/source';
import { createRedactor, type Reviewed } from '../../core/export/redact';
import { labelsBeside } from '../../core/steps/corrections/beside';
import { voice } from '../../core/text/voice';
import type { EngineParams } from '../../protocol/engine';
import { translator } from '../../core/text/translator';
import type { ViewedFile } from './session';

async function sourceOf({ session, traces, source }: ViewedFile): Promise<SessionSource | null> {
  const run = session.session;
  return (
    run && {
      session: run,
      labels: await labelsBeside(source),
      read: async (trace, file) =>
        (await (file === null ? traces : session.tracesOf(file))?.read(trace)) ?? null,
    }
  );
}

/** What a session's export can black out; nothing for a file that is no session. */
export async function redactionsOfSession(file: ViewedFile): Promise<readonly Reviewed[]> {
  const source = await sourceOf(file);
  return source === null ? [] : sessionRedactions(source);
}

/** A session as a document. Rejects for a file that is no session. */
export async function sessionText(
  file: ViewedFile,
  params: Omit<EngineParams<'exportSession'>, 'handle'>,
): Promise<string> {
  const source = await sourceOf(file);
  if (source === null) throw new RangeError('The file is no session.');
  const { structureOnly, essentialOnly, exportedAt, form, language, translations } = params;
  const redactor = createRedactor(new Set(params.keep), 'all');
  if (form === 'otlp.json') return otlpText(source, { redactor, structureOnly });
  const options = { redactor, structureOnly, essentialOnly, exportedAt };
  const document = await exportedSession(source, options);
  const t = translator(translations);
  return renderSession(document, form, { language, t, voice: voice(language, t) });
}
