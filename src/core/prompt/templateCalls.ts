import { plainString } from './evaluate';
import { calledName, pathOf } from './resolve';
import { roleOf, type Role } from './roles';
import type { CallValue, Entry } from './syntax/value';

const TEMPLATES =
  /^(?:ChatPromptTemplate|PromptTemplate|SystemMessagePromptTemplate|HumanMessagePromptTemplate|ChatTemplate|RichPromptTemplate|SystemPromptTemplate|AssistantPromptTemplate)$/;
/** Methods that fill a template in. */
export const FILLS =
  /^(?:create|create\w*message|render|apply|format|a?format_?(?:messages|prompt)|a?invoke|partial|partial_format)$/i;
/** LangChain's ways to make a template in its own format. */
const FROM = /^from_?(?:template|messages)$/i;

/** Whether a dotted name makes a template, itself or by one of its methods. */
export const makesTemplate = (path: readonly string[]): boolean =>
  path.slice(-2).some((part) => TEMPLATES.test(part));

/** Whether a call makes a template. */
export const isTemplate = (call: CallValue): boolean =>
  pathOf(call.callee).some((part) => TEMPLATES.test(part));

/** The role that the name of a template tells; null where it tells none. */
export const templateRole = (path: readonly string[]): Role | null =>
  roleOf(path.find((p) => TEMPLATES.test(p)) ?? '');

const named = (entries: readonly Entry[], pattern: RegExp): Entry | undefined =>
  entries.find((e) => e.name !== null && pattern.test(e.name));

/** Whether a template is one of LangChain in its own format, in which a brace that is text is written twice: others name theirs. */
export function doublesBraces(call: CallValue, entries: readonly Entry[]): boolean {
  const format = named(entries, /^template_?format$/i);
  const isOwn = format === undefined || plainString(format.value) === 'f-string';
  const isMade = FROM.test(calledName(call)) || named(entries, /^input_?variables$/i) !== undefined;
  return isOwn && isMade;
}
