import { otlpAnswer, otlpHeaders, tracesUrl } from '../core/export/otlp/send';
import { hostOf } from '../core/capture/endpoints';
import { reasonOf } from '../core/text/errors';
import { printable } from './output';
import { send } from './request';

/** Where OpenTelemetry's own programs look for the headers, too. */
const HEADERS = 'OTEL_EXPORTER_OTLP_HEADERS';
const TIMEOUT_MS = 60_000;

/** Posts a session to the address that the command line names. Gives the exit code: 2 where not all of it was taken. */
export async function sendOtlp(named: string, text: string): Promise<number> {
  const url = tracesUrl(named);
  const headers = otlpHeaders(process.env[HEADERS] ?? '');
  if (url === null) return refused(`'${named}' is no web address`);
  if (headers === null) return refused(`${HEADERS} is not of the form name=value,name=value`);
  const host = hostOf(url);
  try {
    const body = JSON.parse(text) as Record<string, unknown>;
    const response = await send({ url, headers, body }, AbortSignal.timeout(TIMEOUT_MS));
    const decoder = new TextDecoder();
    let said = '';
    for await (const chunk of response.chunks()) said += decoder.decode(chunk, { stream: true });
    const answer = otlpAnswer(response.status, said);
    if (answer.kind === 'taken') {
      process.stderr.write(`sent to ${printable(host)}\n`);
      return 0;
    }
    return refused(
      answer.kind === 'refused'
        ? `${host} answered ${answer.status} ${answer.why}`
        : `${host} rejected ${answer.spans} spans: ${answer.why}`,
    );
  } catch (error) {
    return refused(`${host}: ${reasonOf(error)}`);
  }
}

function refused(why: string): number {
  process.stderr.write(`lrm-lens: ${printable(why)}\n`);
  return 2;
}
