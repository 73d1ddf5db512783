/** The fields of an object that Python prints, or the arguments of a call. */
type Fields = readonly (readonly [key: string, value: unknown])[];

/** A time in UTC as Python prints it: `datetime.datetime(2026, 7, 1, 9, 30, tzinfo=TzInfo(UTC))`. */
export function timeOf(name: string, plain: readonly unknown[], named: Fields): string | null {
  const [[key, zone] = [], ...others] = named;
  if (!/(?:^|\.)datetime$/.test(name) || key !== 'tzinfo' || others.length > 0) return null;
  if (!/^(?:datetime\.(?:timezone\.utc|UTC)|UTC|0)$/.test(String(zone))) return null;
  const parts = plain.filter((part) => typeof part === 'number');
  const [year, month, day, hour = 0, minute = 0, second = 0, micro = 0] = parts;
  if (year === undefined || month === undefined || day === undefined) return null;
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second, micro / 1_000));
  return parts.length === plain.length && Number.isFinite(at.getTime()) ? at.toISOString() : null;
}

/** Whether a class is one of messages, and not of pieces of them or of what holds one. */
const MESSAGE_CLASS = /^(?:\w+\.)*[A-Z]\w*Message$/;

/** Fields that Pydantic AI leaves out where it prints its messages, as their class tells them. */
const CLASS_FIELDS: ReadonlyMap<string, readonly [key: string, value: string]> = new Map([
  ['ModelRequest', ['kind', 'request']],
  ['ModelResponse', ['kind', 'response']],
  ['SystemPromptPart', ['part_kind', 'system-prompt']],
  ['UserPromptPart', ['part_kind', 'user-prompt']],
  ['ToolReturnPart', ['part_kind', 'tool-return']],
  ['RetryPromptPart', ['part_kind', 'retry-prompt']],
  ['TextPart', ['part_kind', 'text']],
  ['ThinkingPart', ['part_kind', 'thinking']],
  ['ToolCallPart', ['part_kind', 'tool-call']],
  ['BuiltinToolCallPart', ['part_kind', 'builtin-tool-call']],
  ['BuiltinToolReturnPart', ['part_kind', 'builtin-tool-return']],
]);

/** The fields of a printed object, with what only its class tells: the kind, or whose message it is. */
export function withClass(name: string, fields: Fields): Fields {
  const own = name.replace(/^.*\./, '');
  const untold = CLASS_FIELDS.get(own);
  if (untold !== undefined && !fields.some(([key]) => key === untold[0] || key === 'type'))
    return [untold, ...fields];
  const told =
    !MESSAGE_CLASS.test(name) || fields.some(([key]) => key === 'type' || key === 'role');
  return told ? fields : [['type', own], ...fields];
}
