import type { Call, Session, ToolCall } from '../../model/session';
import { answerText, type Segment, type Trace } from '../../model/trace';
import { readInput } from '../../session/toolInput';
import { firstLine } from '../../text/firstLine';
import { isObject, jsonText } from '../../text/json';
import type { SessionSource } from './source';

/** Whole texts are looked through before they are cut: a credential that a preview cuts in two is found all the same. */
const LOOKED_AT = 8_000;
const PREVIEW = 240;

type Clean = (text: string) => string;

/** A session with nothing in its texts that `clean` takes out, and the cleaned whole texts of its calls. */
export interface Cleaned {
  readonly session: Session;
  /** By call: the answer as a whole, and the trace with cleaned reasoning; `null` where it is not at hand. */
  readonly calls: readonly { readonly said: string | null; readonly trace: Trace | null }[];
}

/** Cleans a session's texts in their order, so that two runs over one session meet the same things in the same order. */
export async function cleanedSession(
  session: Session,
  read: SessionSource['read'],
  clean: Clean,
): Promise<Cleaned> {
  const title = session.title === null ? null : clean(session.title);
  const turns = session.turns.map((turn) => ({ ...turn, prompt: clean(turn.prompt) }));
  // Some logs name a sub-agent by what it was asked.
  const agents = session.agents.map((agent) => ({
    ...agent,
    name: agent.name === null ? null : clean(agent.name),
  }));
  const events = session.events.map((event) => ({ ...event, text: clean(event.text) }));
  const tools: ToolCall[] = [...session.tools];
  const calls: Call[] = [];
  const texts = [];
  for (const call of session.calls) {
    const trace = await read(call.trace, session.agents[call.agent]?.file ?? null);
    for (const i of call.tools) tools[i] = cleanedTool(tools[i]!, trace, clean);
    const answer = trace === null ? call.said : answerText(trace);
    const said = answer === null || answer.trim() === '' ? null : clean(answer);
    calls.push({ ...call, said: said === null ? null : firstLine(said, PREVIEW) });
    texts.push({ said, trace: trace && cleanedReasoning(trace, clean) });
  }
  return { session: { ...session, title, turns, agents, events, tools, calls }, calls: texts };
}

function cleanedTool(tool: ToolCall, trace: Trace | null, clean: Clean): ToolCall {
  const asked = trace?.segments[tool.segment];
  const input =
    asked?.kind === 'toolCall' ? readInput(clean(lookedAt(asked.input)), asked.name) : null;
  const { result } = tool;
  const answered =
    result?.trace === trace?.index ? trace?.segments[result?.segment ?? -1] : undefined;
  const whole = answered?.kind === 'toolResult' ? answered.text.slice(0, LOOKED_AT) : null;
  return {
    ...tool,
    summary: input === null || asked === undefined ? clean(tool.summary) : input.summary,
    file: tool.file === null ? null : clean(tool.file),
    edits: tool.edits.map((edit) => ({ ...edit, file: clean(edit.file) })),
    result: result && {
      ...result,
      preview: whole === null ? clean(result.preview) : firstLine(clean(whole), PREVIEW),
    },
  };
}

/** Arguments to look through. Of long ones each text is cut: cut as a whole they would be no JSON, and have no summary. */
function lookedAt(input: string): string {
  const value = input.length <= LOOKED_AT ? input : readInput(input).value;
  if (!isObject(value)) return input.slice(0, LOOKED_AT);
  const cut = (part: unknown) => (typeof part === 'string' ? part.slice(0, LOOKED_AT) : part);
  return jsonText(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cut(part)])));
}

/** The trace with cleaned reasoning: what is told of its steps is told of the cleaned text. */
function cleanedReasoning(trace: Trace, clean: Clean): Trace {
  const segments = trace.segments.map((segment): Segment =>
    segment.kind === 'reasoning' ? { ...segment, text: clean(segment.text) } : segment,
  );
  return { ...trace, segments };
}
