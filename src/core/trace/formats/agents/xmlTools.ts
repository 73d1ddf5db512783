import { isObject, list, str } from '../../../text/json';

/**
 * Tools that Cline, Roo and Kilo had their models call by elements in the text of an answer, before the calls were blocks of
 * their own. What only speaks to the user (`attempt_completion`, `ask_followup_question`) stays text.
 */
const TOOLS =
  /<(write_to_file|replace_in_file|apply_diff|insert_content|search_and_replace|edit_file|read_file|list_files|search_files|list_code_definition_names|codebase_search|execute_command|use_mcp_tool|access_mcp_resource|browser_action)>/g;
/** Tags that call nothing: for each the rest of the text may be read. */
const MOST_MENTIONS = 50;
const PARAMETER = /\s{0,40}<([a-z_]{1,40})>/y;

/** The text before, between and behind the calls in a text, and the calls. */
type Block =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'tool_use';
      readonly id: string;
      readonly name: string;
      readonly input: Readonly<Record<string, string>>;
    };

/** The parameters in an element of a tool; what a file is to hold may itself have elements. */
function parametersIn(body: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  PARAMETER.lastIndex = 0;
  for (let m = PARAMETER.exec(body); m !== null; m = PARAMETER.exec(body)) {
    const start = PARAMETER.lastIndex;
    const name = m[1]!;
    const holdsCode = name === 'content' || name === 'diff';
    const close = `</${name}>`;
    const end = holdsCode ? body.lastIndexOf(close) : body.indexOf(close, start);
    if (end < start) break;
    found[name] = body.slice(start, end).replace(/^\r?\n|\r?\n$/g, '');
    PARAMETER.lastIndex = end + close.length;
  }
  return found;
}

function blocksOf(text: string, nextId: () => string): readonly Block[] {
  const blocks: Block[] = [];
  let from = 0;
  let mentions = 0;
  const say = (to: number): void => {
    const said = text.slice(from, to).trim();
    if (said !== '') blocks.push({ type: 'text', text: said });
  };
  for (const m of text.matchAll(TOOLS)) {
    if (m.index < from) continue;
    const close = `</${m[1]!}>`;
    const start = m.index + m[0].length;
    const end = text.indexOf(close, start);
    // A call that was cut off was not made, and neither was one behind it.
    if (end < 0) break;
    const input = parametersIn(text.slice(start, end));
    if (Object.keys(input).length === 0) {
      if ((mentions += 1) > MOST_MENTIONS) break;
      continue;
    }
    say(m.index);
    blocks.push({ type: 'tool_use', id: nextId(), name: m[1]!, input });
    from = end + close.length;
  }
  say(text.length);
  return blocks;
}

/** A message of a model with the calls in its texts as blocks; the message itself where it has none, or has blocks already. */
export function withXmlTools(message: unknown, nextId: () => string): unknown {
  const content = list(message, 'content');
  if (!isObject(message) || content.some((b) => str(b, 'type') === 'tool_use')) return message;
  const blocks = content.flatMap((block): readonly unknown[] => {
    const text = str(block, 'type') === 'text' ? (str(block, 'text') ?? '') : '';
    const own = text.includes('</') ? blocksOf(text, nextId) : [];
    return own.some((b) => b.type === 'tool_use') ? own : [block];
  });
  return { ...message, content: blocks };
}
